/// How high an option of a ranking question stands.
///
/// The composite is that of 问卷星: Σ freq·(k − rank + 1) / answered, to which those who did not rank
/// the option add nothing. The mean rank is over those who ranked it: a missing rank is no rank 0.
///
///     RankingScore(counts: [20, 10, 5], options: 3, answered: 50).composite  // 1.7
package struct RankingScore: Equatable, Sendable {
  /// Share of those who answered that rank it first.
  package let first: Estimate
  /// Mean rank among those who ranked it; nil where nobody did.
  package let meanRank: Double?
  /// How many ranked it.
  package let ranked: Int
  /// 0 where nobody ranked it, k where all rank it first; nil without answers.
  package let composite: Double?

  /// `counts[r]` respondents put the option at rank r + 1, out of `options` that could be ranked.
  package init(
    counts: [Int], options: Int, answered: Int, missing: Int = 0,
    level: Double = Interval.defaultLevel
  ) {
    ranked = counts.reduce(0, +)
    first = Estimate.proportion(counts.first ?? 0, of: answered, missing: missing, level: level)
    var ranks: Int128 = 0
    var points: Int128 = 0
    for (index, count) in counts.enumerated() {
      ranks += Int128(count) * Int128(index + 1)
      points += Int128(count) * Int128(max(0, options - index))
    }
    meanRank = ranked > 0 ? Double(ranks) / Double(ranked) : nil
    composite = answered > 0 ? Double(points) / Double(answered) : nil
  }

  /// The same of weighted answers; the share of firsts has the interval of the effective sample size.
  ///
  /// - Parameters:
  ///   - weights: the sum of the weights of those who put the option at rank r + 1.
  ///   - ranked: how many ranked it.
  ///   - base: of all who answered.
  package init(
    weights: [Double], ranked: Int, options: Int, base: WeightSums, missing: Int = 0,
    level: Double = Interval.defaultLevel
  ) {
    self.ranked = ranked
    first = Estimate.proportion(
      weight: weights.first ?? 0, in: base, missing: missing, level: level)
    let whole = NeumaierSum.of(weights)
    let ranks = NeumaierSum.of(weights.enumerated().map { $1 * Double($0 + 1) })
    let points = NeumaierSum.of(weights.enumerated().map { $1 * Double(max(0, options - $0)) })
    meanRank = whole > 0 ? ranks / whole : nil
    composite = base.sum > 0 ? points / base.sum : nil
  }
}
