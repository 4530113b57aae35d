/// A word that came up all at once in what people write.
package struct SurgingKeyword: Equatable, Sendable {
  /// Index in the rows.
  package let index: Int
  package let mentions: Int
  package let expected: Double
  /// Texts of the period.
  package let texts: Int
  package let q: Double

  /// The part of the period's texts that name it beyond what was expected.
  package var share: Double {
    texts == 0 ? 0 : max(0, Double(mentions) - expected) / Double(texts)
  }

  /// The surge with most mentions beyond what was expected, of those that are sure at 0.1 %, have
  /// at least five texts and twice what was expected; q values are corrected over keywords.
  package static func find(
    _ rows: [(mentions: Int, expected: Double, texts: Int, q: Double?)]
  ) -> SurgingKeyword? {
    var best: SurgingKeyword?
    for (index, row) in rows.enumerated() {
      guard let q = row.q, q < 0.001, row.mentions >= 5,
        Double(row.mentions) >= 2 * row.expected
      else { continue }
      let found = SurgingKeyword(
        index: index, mentions: row.mentions, expected: row.expected, texts: row.texts, q: q)
      if Double(found.mentions) - found.expected
        > best.map({ Double($0.mentions) - $0.expected }) ?? 0
      {
        best = found
      }
    }
    return best
  }
}
