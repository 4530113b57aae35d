/// What looks wrong about the tags of links: one source in several spellings, and media that nobody
/// agreed on.
///
/// Two spellings are of one source where their small letters are at most one edit apart; one digit
/// for another is another number, not another spelling, and so are texts of two letters.
///
///     TagLint(sources: [("wechat", 90), ("wecaht1", 2), ("wechta", 1), ("Wechat", 3)])
package struct TagLint: Equatable, Sendable {
  /// One thing to look at.
  package struct Finding: Hashable, Sendable {
    package let kind: Kind
    /// The tag as it is written.
    package let tag: String
    /// The usual spelling.
    package let like: String?
    package let rows: Int
  }

  /// What is wrong with a tag.
  package enum Kind: String, Sendable {
    case spelling, medium
  }

  /// The most rows first, then by kind and bytes.
  package let findings: [Finding]

  /// - Parameters:
  ///   - sources: each spelling with its rows.
  ///   - known: spellings that a channel map has; they are right.
  ///   - media: each medium with its rows.
  ///   - vocabulary: the media that are agreed on, `*` is any text; all where there is none.
  package init(
    sources: [(text: String, rows: Int)], known: [String] = [],
    media: [(text: String, rows: Int)] = [], vocabulary: [String] = []
  ) {
    let words = vocabulary.map { Array(CampaignTag.folded($0).utf8) }
    let strange = media.filter { medium in
      !words.isEmpty
        && !words.contains { ChannelMap.fits(Array(CampaignTag.folded(medium.text).utf8), $0) }
    }
    let found =
      TagLint.spellings(sources, known: known)
      + strange.map { Finding(kind: .medium, tag: $0.text, like: nil, rows: $0.rows) }
    findings = found.sorted { left, right in
      if left.rows != right.rows { return left.rows > right.rows }
      if left.kind != right.kind { return left.kind == .spelling }
      return left.tag.utf8.lexicographicallyPrecedes(right.tag.utf8)
    }
  }

  /// The spellings of one text that only letter case or width tells apart.
  private struct Spelt {
    let folded: [Character]
    let isKnown: Bool
    var rows: Int
    var best: (text: String, rows: Int)

    /// Whether this is rather the right spelling: a map's, the usual one, the first by bytes.
    func leads(_ other: Spelt) -> Bool {
      if isKnown != other.isKnown { return isKnown }
      if rows != other.rows { return rows > other.rows }
      return String(folded).utf8.lexicographicallyPrecedes(String(other.folded).utf8)
    }
  }

  private static func spellings(
    _ sources: [(text: String, rows: Int)], known: [String]
  ) -> [Finding] {
    let known = Set(known.map { CampaignTag.folded($0) })
    var places: [String: Int] = [:]
    var spelt: [Spelt] = []
    let ordered = sources.sorted {
      $0.rows != $1.rows
        ? $0.rows > $1.rows : $0.text.utf8.lexicographicallyPrecedes($1.text.utf8)
    }
    var findings: [Finding] = []
    for source in ordered {
      let folded = CampaignTag.folded(source.text)
      if let place = places[folded] {
        spelt[place].rows += source.rows
        if source.text != spelt[place].best.text {
          findings.append(
            Finding(
              kind: .spelling, tag: source.text, like: spelt[place].best.text, rows: source.rows))
        }
        continue
      }
      places[folded] = spelt.count
      // A map's spelling is right, whichever rows have.
      let best = known.contains(folded) ? folded : source.text
      if best != source.text {
        findings.append(
          Finding(kind: .spelling, tag: source.text, like: best, rows: source.rows))
      }
      spelt.append(
        Spelt(
          folded: Array(folded), isKnown: known.contains(folded), rows: source.rows,
          best: (best, source.rows)))
    }
    for name in known.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
    where places[name] == nil {
      spelt.append(Spelt(folded: Array(name), isKnown: true, rows: 0, best: (name, 0)))
    }
    return findings + nearlyEqual(spelt)
  }

  /// Texts one edit from a more usual one. Texts that lose one letter, or none, and are then equal
  /// are looked at, so that not every pair has to be.
  private static func nearlyEqual(_ spelt: [Spelt]) -> [Finding] {
    var alike: [[Character]: [Int]] = [:]
    for (index, entry) in spelt.enumerated() {
      var shapes: Set<[Character]> = [entry.folded]
      for place in entry.folded.indices {
        var shorter = entry.folded
        shorter.remove(at: place)
        shapes.insert(shorter)
      }
      for shape in shapes { alike[shape, default: []].append(index) }
    }
    var leaders: [Int: Int] = [:]
    for (_, members) in alike {
      for index in members where !spelt[index].isKnown {
        for other in members where other != index && spelt[other].leads(spelt[index]) {
          guard isSpelling(spelt[index].folded, of: spelt[other].folded) else { continue }
          if let leader = leaders[index], spelt[leader].leads(spelt[other]) { continue }
          leaders[index] = other
        }
      }
    }
    return leaders.sorted { $0.key < $1.key }.map { index, leader in
      Finding(
        kind: .spelling, tag: spelt[index].best.text, like: spelt[leader].best.text,
        rows: spelt[index].rows)
    }
  }

  /// Whether one edit of a letter makes one text the other.
  private static func isSpelling(_ left: [Character], of right: [Character]) -> Bool {
    guard max(left.count, right.count) > 2, abs(left.count - right.count) <= 1 else { return false }
    let start = zip(left, right).prefix { $0 == $1 }.count
    let end = zip(left.dropFirst(start).reversed(), right.dropFirst(start).reversed())
      .prefix { $0 == $1 }.count
    let (mine, others) = (left.dropFirst(start).dropLast(end), right.dropFirst(start).dropLast(end))
    guard mine.count <= 1, others.count <= 1 else { return false }
    return !(mine + others).contains { $0.isNumber }
  }
}
