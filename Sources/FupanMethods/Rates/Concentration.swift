/// How unevenly a total is spread over its rows.
package struct Concentration: Equatable, Sendable {
  /// The largest row's share.
  package let topShare: Double
  /// Herfindahl-Hirschman index Σp², 1/n for an even spread, 1 for a single owner.
  package let herfindahl: Double
  /// Gini coefficient, 0 for an even spread.
  package let gini: Double

  /// Nil below two rows, for a negative row and where all rows are zero.
  package init?(_ values: [Double]) {
    let sorted = values.filter { $0.isFinite }.sorted()
    let total = NeumaierSum.of(sorted)
    guard sorted.count > 1, let least = sorted.first, least >= 0, total > 0,
      let largest = sorted.last
    else { return nil }
    let n = Double(sorted.count)
    topShare = largest / total
    herfindahl = NeumaierSum.of(sorted.lazy.map { ($0 / total) * ($0 / total) })
    let ranked = NeumaierSum.of(sorted.enumerated().lazy.map { Double($0.offset + 1) * $0.element })
    gini = 2 * ranked / (n * total) - (n + 1) / n
  }
}
