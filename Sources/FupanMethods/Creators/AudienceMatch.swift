/// How well a creator's followers fit the people who are meant.
///
///     AudienceMatch.overlap([0.35, 0.40, 0.25], [0.50, 0.40, 0.10])  // 0.85
package enum AudienceMatch {
  /// The share of followers in the cells that are meant; nil where one is unknown.
  package static func share(of cells: [Double?]) -> Double? {
    let known = cells.compactMap { $0 }
    guard !cells.isEmpty, known.count == cells.count else { return nil }
    return NeumaierSum.of(known)
  }

  /// Σ min(followers, target) over the cells of one dimension; nil where one is unknown.
  package static func overlap(_ followers: [Double?], _ target: [Double]) -> Double? {
    let known = followers.compactMap { $0 }
    guard !target.isEmpty, known.count == target.count, followers.count == target.count else {
      return nil
    }
    return NeumaierSum.of(zip(known, target).map { min($0, $1) })
  }

  /// The weighted mean over dimensions; nil where one is unknown.
  package static func mean(_ dimensions: [(match: Double?, weight: Double)]) -> Double? {
    let total = NeumaierSum.of(dimensions.map { $0.weight })
    var sum = NeumaierSum()
    for dimension in dimensions {
      guard let match = dimension.match else { return nil }
      sum.add(match * dimension.weight)
    }
    return total > 0 ? sum.value / total : nil
  }
}
