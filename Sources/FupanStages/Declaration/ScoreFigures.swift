import FupanData
import FupanMethods
import FupanPlan

/// What is told of answers on a scale, as columns of a result.
enum ScoreFigures {
  /// The columns: mean and boxes with their intervals, and how many gave each point.
  static func fields(_ scale: ClosedRange<Int>) -> [Field] {
    [Field("n", .integer), Field("missing", .integer)]
      + ["mean", "sd", "ci_lo", "ci_hi"].map { Field($0, .number) }
      + [
        "top_two", "top_two_lo", "top_two_hi", "bottom_two", "bottom_two_lo", "bottom_two_hi",
        "net",
        "net_lo", "net_hi",
      ].map { Field($0, .number, unit: .ratio) }
      + scale.map { Field("points_\($0)", .integer) }
  }

  /// The names of the columns for every scale, those of the points left out.
  static let names = fields(0...0).map { $0.name }.filter { !$0.hasPrefix("points_") }

  /// The cells of these columns for so many answers at each point, the lowest first.
  static func cells(
    _ counts: [Int], _ scale: ClosedRange<Int>, missing: Int, isReversed: Bool
  ) -> [Value] {
    let counts = isReversed ? Array(counts.reversed()) : counts
    guard
      let scores = ScoreDistribution(counts: counts, lowest: scale.lowerBound, missing: missing)
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
  }
}
