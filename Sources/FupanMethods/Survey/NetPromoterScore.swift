/// The Net Promoter Score of answers 0–10: promoters (9–10) minus detractors (0–6), ×100.
///
/// Reichheld 2003, "The one number you need to grow"; intervals after Rocks 2016, "Interval
/// estimation for the Net Promoter Score". Below 100 answers, and where all or none are passive,
/// the adjusted interval is used: three pseudo-answers are added.
///
///     let nps = NetPromoterScore(promoters: 48, passives: 30, detractors: 22)
///     nps.score  // 26, 10.413664 … 41.586336
package struct NetPromoterScore: Equatable, Sendable {
  package let promoters: Int
  package let passives: Int
  package let detractors: Int
  /// The score in −100…100 with its interval.
  package let score: Estimate
  /// The score's standard error; 0 without answers.
  package let standardError: Double
  /// The score after three pseudo-answers, and its interval around that centre.
  package let adjusted: Estimate

  package init(
    promoters: Int, passives: Int, detractors: Int, missing: Int = 0,
    level: Double = Interval.defaultLevel
  ) {
    self.promoters = promoters
    self.passives = passives
    self.detractors = detractors
    let n = promoters + passives + detractors
    guard n > 0, promoters >= 0, passives >= 0, detractors >= 0 else {
      score = Estimate(none: n == 0 ? .empty : .undefined, missing: missing)
      adjusted = score
      standardError = 0
      return
    }
    let plain = NetShare(positive: promoters, negative: detractors, n: n)
    let padded = NetShare(
      positive: Double(promoters) + 0.75, negative: Double(detractors) + 0.75, n: Double(n) + 3)
    let adjustedInterval = padded.interval(level: level, method: .adjusted).scaled(by: 100)
    let isAdjusted = n < 100 || passives == 0 || passives == n
    let flags: EstimateFlags = n < 30 ? .lowN : []
    standardError = 100 * plain.standardError
    score = Estimate(
      100 * Double(promoters - detractors) / Double(n), n: n, missing: missing,
      numerator: ScaledInteger(promoters - detractors), denominator: ScaledInteger(n),
      interval: isAdjusted ? adjustedInterval : plain.interval(level: level).scaled(by: 100),
      flags: flags)
    adjusted = Estimate(
      100 * padded.value, n: n, missing: missing, interval: adjustedInterval, flags: flags)
  }

  /// From the number of answers at each score 0…10; nil unless there are eleven counts.
  package init?(
    scoreCounts: [Int], missing: Int = 0, level: Double = Interval.defaultLevel
  ) {
    guard scoreCounts.count == 11 else { return nil }
    self.init(
      promoters: scoreCounts[9...].reduce(0, +), passives: scoreCounts[7...8].reduce(0, +),
      detractors: scoreCounts[...6].reduce(0, +), missing: missing, level: level)
  }

  /// Whether two groups or waves differ.
  ///
  /// A change smaller than the interval's half-width must be worded "无显著变化".
  package func difference(
    from other: NetPromoterScore, level: Double = Interval.defaultLevel
  ) -> Difference {
    Difference(
      score, standardError: standardError, from: other.score,
      standardError: other.standardError, level: level)
  }

  /// The difference of two scores with its test.
  package struct Difference: Equatable, Sendable {
    /// Points of score, this one minus the other.
    package let score: Estimate
    /// Nil where neither score varies.
    package let z: Double?
    /// Two-sided.
    package let p: Double?

    /// Of scores with their standard errors, plain or weighted.
    package init(
      _ score: Estimate, standardError: Double, from other: Estimate,
      standardError otherError: Double, level: Double = Interval.defaultLevel
    ) {
      guard let mine = score.value, let theirs = other.value else {
        self.score = Estimate(none: .empty)
        (z, p) = (nil, nil)
        return
      }
      let error = (standardError * standardError + otherError * otherError).squareRoot()
      let half = NormalDistribution.criticalValue(level: level) * error
      let change = mine - theirs
      self.score = Estimate(
        change, n: score.n + other.n, missing: score.missing + other.missing,
        interval: Interval(
          max(-200, change - half), min(200, change + half), level: level, method: .delta))
      z = error > 0 ? change / error : nil
      p = z.map { NormalDistribution.twoSidedP($0) }
    }
  }
}
