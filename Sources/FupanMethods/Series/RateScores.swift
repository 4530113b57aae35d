/// How far a new rate is from a baseline of rates with varying n, in standard units.
///
/// Laney 2002, "Improved control charts for attributes" (p′): the binomial spread, widened where the
/// baseline itself varies more than that.
package enum RateScores {
  /// Nil without a baseline, without units, or where the pooled rate is 0 or 1.
  package static func score(
    _ current: (successes: Int, trials: Int), baseline: [(successes: Int, trials: Int)]
  ) -> Double? {
    let known = baseline.filter { $0.trials > 0 }
    let trials = known.reduce(0) { $0 + $1.trials }
    guard trials > 0, current.trials > 0 else { return nil }
    let pooled = Double(known.reduce(0) { $0 + $1.successes }) / Double(trials)
    guard pooled > 0, pooled < 1 else { return nil }
    func z(_ part: (successes: Int, trials: Int)) -> Double {
      let n = Double(part.trials)
      return (Double(part.successes) / n - pooled) / (pooled * (1 - pooled) / n).squareRoot()
    }
    let spread = 1.4826 * (RobustScores(known.map { z($0) }).deviation ?? 0)
    return z(current) / max(1, spread)
  }
}
