/// A score of several components, each from nothing at its floor to 100 at its target.
///
/// Weights are somebody's judgement, so the score is never shown without its parts and without
/// how far a rank depends on the weights (OECD/JRC 2008, "Handbook on Constructing Composite
/// Indicators").
///
///     ScoreCard([.init(weight: 0.4, floor: 0.4, target: 0.65), …]).score([0.71, 0.042, 24])
package struct ScoreCard: Equatable, Sendable {
  /// One part of the score.
  package struct Component: Equatable, Sendable {
    package let weight: Double
    /// The value that earns nothing; above `target` where less is better.
    package let floor: Double
    /// The value that earns everything.
    package let target: Double

    package init(weight: Double, floor: Double, target: Double) {
      self.weight = weight
      self.floor = floor
      self.target = target
    }

    /// 0…100.
    package func points(_ value: Double) -> Double {
      100 * min(1, max(0, (value - floor) / (target - floor)))
    }
  }

  package let components: [Component]
  /// Above this part of the weight without a value there is no score.
  package static let mostMissing = 0.3

  package init(_ components: [Component]) { self.components = components }

  /// The points of each component; nil where it has no value.
  package func points(_ values: [Double?]) -> [Double?] {
    zip(components, values).map { component, value in value.map { component.points($0) } }
  }

  /// The weighted mean of the points that are known, 0…100.
  package func score(_ values: [Double?]) -> Estimate {
    score(points(values), weights: components.map { $0.weight })
  }

  private func score(_ points: [Double?], weights: [Double]) -> Estimate {
    let total = NeumaierSum.of(weights)
    var (sum, known) = (NeumaierSum(), NeumaierSum())
    for (point, weight) in zip(points, weights) {
      guard let point else { continue }
      sum.add(weight * point)
      known.add(weight)
    }
    let count = points.count { $0 != nil }
    let missing = points.count - count
    guard total > 0, known.value > 0 else {
      return Estimate(none: .empty, n: count, missing: missing)
    }
    guard Tolerance.isAtLeast(Self.mostMissing, 1 - known.value / total) else {
      return Estimate(none: .tooFew, n: count, missing: missing)
    }
    return Estimate(sum.value / known.value, n: count, missing: missing)
  }

  /// Where each of several items ranks, 1 for the best, as the weights are made a fifth larger or
  /// smaller: the least, the middle and the largest rank.
  ///
  /// Up to six components every combination is tried, from seven on one weight at a time. Items
  /// without a score have no rank; ties share the best rank.
  package func rankStability(_ items: [[Double?]]) -> [Ranks?] {
    let points = items.map { self.points($0) }
    var ranks: [[Int]] = items.map { _ in [] }
    for weights in variations {
      let scores = points.map { score($0, weights: weights).value }
      for (index, rank) in ScoreCard.ranks(scores).enumerated() {
        if let rank { ranks[index].append(rank) }
      }
    }
    let base = ScoreCard.ranks(points.map { score($0, weights: components.map(\.weight)).value })
    return zip(ranks, base).map { ranks, base in
      guard let base, let least = ranks.min(), let most = ranks.max() else { return nil }
      let middle = Quantile.median(of: ranks.map { Double($0) }) ?? Double(base)
      return Ranks(rank: base, least: least, median: middle, most: most)
    }
  }

  /// The rank of an item, and what it becomes with other weights.
  package struct Ranks: Equatable, Sendable {
    package let rank: Int
    package let least: Int
    package let median: Double
    package let most: Int
  }

  /// 1 for the largest; equal scores share the best rank, and without a score there is none.
  package static func ranks(_ scores: [Double?]) -> [Int?] {
    let known = scores.compactMap { $0 }.sorted(by: >)
    return scores.map { score in
      guard let score else { return nil }
      return (known.firstIndex { Tolerance.isAtLeast(score, $0) } ?? 0) + 1
    }
  }

  private var variations: [[Double]] {
    let weights = components.map { $0.weight }
    if weights.count > 6 {
      return [weights]
        + weights.indices.flatMap { index in
          [0.8, 1.2].map { factor in
            var varied = weights
            varied[index] *= factor
            return varied
          }
        }
    }
    return weights.reduce([[]]) { grid, weight in
      grid.flatMap { row in [0.8, 1, 1.2].map { row + [weight * $0] } }
    }
  }
}
