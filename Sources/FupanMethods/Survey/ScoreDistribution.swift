/// Answers on a scale of whole points, such as 1–5, from their counts.
package struct ScoreDistribution: Equatable, Sendable {
  /// Share of answers at each point, in the scale's order.
  package let shares: [Estimate]
  /// Mean with Student's t.
  package let mean: Estimate
  /// Standard deviation with n − 1.
  package let standardDeviation: Double?
  /// Share of the two best points.
  package let topTwo: Estimate
  /// Share of the two worst points.
  package let bottomTwo: Estimate
  /// topTwo − bottomTwo with its linearised interval.
  package let net: Estimate

  /// `counts[i]` answers at point `lowest + i`; the highest point is the best. Nil for a scale of
  /// fewer than four points, where top and bottom would overlap.
  package init?(
    counts: [Int], lowest: Int, missing: Int = 0, level: Double = Interval.defaultLevel
  ) {
    guard counts.count >= 4, counts.allSatisfy({ $0 >= 0 }) else { return nil }
    let n = counts.reduce(0, +)
    var sum: Int128 = 0
    var squares: Int128 = 0
    for (offset, count) in counts.enumerated() {
      let point = Int128(lowest + offset)
      sum += point * Int128(count)
      squares += point * point * Int128(count)
    }
    let moments = Moments(count: n, sum: sum, sumOfSquares: squares)
    let (top, bottom) = (counts.suffix(2).reduce(0, +), counts.prefix(2).reduce(0, +))
    shares = counts.map { Estimate.proportion($0, of: n, missing: missing, level: level) }
    mean = Estimate.mean(
      moments, missing: missing, numerator: ScaledInteger(sum), level: level)
    standardDeviation = moments.standardDeviation
    topTwo = Estimate.proportion(top, of: n, missing: missing, level: level)
    bottomTwo = Estimate.proportion(bottom, of: n, missing: missing, level: level)
    net = NetShare(positive: top, negative: bottom, n: n).estimate(missing: missing, level: level)
  }

  /// The same of weighted answers: weighted shares and moments, and the effective sample size for n
  /// in every interval (Kish 1965, "Survey Sampling").
  ///
  /// - Parameters:
  ///   - weights: the sum of the weights of the answers at point `lowest + i`.
  ///   - base: of all who answered.
  package init?(
    weights: [Double], base: WeightSums, lowest: Int, missing: Int = 0,
    level: Double = Interval.defaultLevel
  ) {
    guard weights.count >= 4, weights.allSatisfy({ $0 >= 0 }) else { return nil }
    func share(_ weight: Double) -> Estimate {
      Estimate.proportion(weight: weight, in: base, missing: missing, level: level)
    }
    shares = weights.map(share)
    let (top, bottom) = (weights.suffix(2).reduce(0, +), weights.prefix(2).reduce(0, +))
    topTwo = share(top)
    bottomTwo = share(bottom)
    let moments = WeightedMoments(
      weights: base,
      points: weights.enumerated().map { (value: Double(lowest + $0), weight: $1) })
    standardDeviation = moments?.standardDeviation
    mean =
      moments?.estimate(missing: missing, level: level)
      ?? Estimate(none: .empty, missing: missing)
    let n = base.effectiveSize
    let scale = base.sum > 0 ? n / base.sum : 0
    net = NetShare(positive: top * scale, negative: bottom * scale, n: n)
      .estimate(count: base.count, missing: missing, level: level)
  }
}
