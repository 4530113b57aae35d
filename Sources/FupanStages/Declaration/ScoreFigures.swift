import FupanData
import FupanMethods
import FupanPlan

/// What is told of answers on a scale, as columns of a result.
enum ScoreFigures {
  /// The columns: mean and boxes with their intervals, how many gave each point, and how many plain
  /// answers weighted ones are worth.
  static func fields(_ scale: ClosedRange<Int>, isWeighted: Bool = false) -> [Field] {
    [Field("n", .integer), Field("missing", .integer)]
      + ["mean", "sd", "ci_lo", "ci_hi"].map { Field($0, .number) }
      + [
        "top_two", "top_two_lo", "top_two_hi", "bottom_two", "bottom_two_lo", "bottom_two_hi",
        "net",
        "net_lo", "net_hi",
      ].map { Field($0, .number, unit: .ratio) }
      + scale.map { Field("points_\($0)", .integer) }
      + (isWeighted ? [Field("n_eff", .number)] : [])
  }

  /// The names of the columns for every scale, those of the points left out.
  static let names = fields(0...0, isWeighted: true).map { $0.name }
    .filter { !$0.hasPrefix("points_") }

  /// The cells of these columns for so many answers at each point, the lowest first, and their
  /// weights where they have some.
  static func cells(
    _ counts: [Int], _ weights: [(weight: Double, square: Double)]? = nil,
    _ scale: ClosedRange<Int>, missing: Int, isReversed: Bool
  ) -> [Value] {
    let counts = isReversed ? Array(counts.reversed()) : counts
    let base = weights.map { weights in
      WeightSums(
        count: counts.reduce(0, +), sum: NeumaierSum.of(weights.map { $0.weight }),
        squares: NeumaierSum.of(weights.map { $0.square }))
    }
    let own = weights.map { $0.map { $0.weight } }.map { isReversed ? $0.reversed() : $0 }
    guard
      let scores = base.map({ base in
        ScoreDistribution(
          weights: own ?? [], base: base, lowest: scale.lowerBound, missing: missing)
      }) ?? ScoreDistribution(counts: counts, lowest: scale.lowerBound, missing: missing)
    else { return [] }
    func share(_ estimate: Estimate) -> [Value] {
      [
        Value(estimate.value), Value(estimate.interval?.lower), Value(estimate.interval?.upper),
      ]
    }
    return [
      .integer(Int64(counts.reduce(0, +))), .integer(Int64(missing)), Value(scores.mean.value),
      Value(scores.standardDeviation), Value(scores.mean.interval?.lower),
      Value(scores.mean.interval?.upper),
    ] + share(scores.topTwo) + share(scores.bottomTwo) + share(scores.net)
      + counts.map { .integer(Int64($0)) }
      + (base.map { [Value($0.sum > 0 ? $0.effectiveSize : nil)] } ?? [])
  }
}
