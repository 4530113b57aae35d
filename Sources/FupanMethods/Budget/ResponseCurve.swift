import CSpecialFunctions
import Glibc

/// What a channel's spending brings: value = k·spending^β, and what the next unit of money costs.
///
/// Least squares of ln value on ln spending; observations without value are left out and counted.
/// Days of spending are not randomised: weekday and promotion confound the curve. Hanssens, Parsons,
/// Schultz 2001, "Market Response Models".
///
///     let curve = ResponseCurve([(100, 10), (120, 11), …])
///     curve?.beta.value          // 0.579
///     curve?.marginalCost(at: 500)
package struct ResponseCurve: Equatable, Sendable {
  package let k: Double
  /// The elasticity with its interval by Student's t.
  package let beta: Estimate
  /// The smallest and largest spending observed.
  package let observed: ClosedRange<Double>

  /// Nil for fewer than three observations with spending and value, or equal spending throughout.
  package init?(
    _ points: [(spending: Double, value: Double)], level: Double = Interval.defaultLevel
  ) {
    let spent = points.filter { $0.spending > 0 && $0.spending.isFinite }
    let used = spent.filter { $0.value > 0 && $0.value.isFinite }
    guard used.count >= 3, let low = spent.map({ $0.spending }).min(),
      let high = spent.map({ $0.spending }).max()
    else { return nil }
    let x = used.map { log($0.spending) }
    let y = used.map { log($0.value) }
    let n = Double(used.count)
    let (meanX, meanY) = (NeumaierSum.of(x) / n, NeumaierSum.of(y) / n)
    let sxx = NeumaierSum.of(x.lazy.map { ($0 - meanX) * ($0 - meanX) })
    guard sxx > 1e-12 else { return nil }
    let slope = NeumaierSum.of(zip(x, y).lazy.map { ($0 - meanX) * ($1 - meanY) }) / sxx
    let intercept = meanY - slope * meanX
    let residual = NeumaierSum.of(
      zip(x, y).lazy.map {
        let rest = $1 - intercept - slope * $0
        return rest * rest
      })
    let error = (residual / (n - 2) / sxx).squareRoot()
    let t = fupan_student_t_quantile(1 - (1 - level) / 2, n - 2)
    k = exp(intercept)
    beta = Estimate(
      slope, n: used.count, missing: points.count - used.count,
      interval: Interval(slope - t * error, slope + t * error, level: level, method: .t))
    observed = low...high
  }

  /// Whether the curve can carry a proposal: ten observations or more, diminishing returns, and an
  /// interval of β no wider than 0.6.
  package var isUsable: Bool {
    guard let value = beta.value, let lower = beta.interval?.lower,
      let upper = beta.interval?.upper
    else { return false }
    return beta.n >= 10 && value > 0 && value < 1 && upper - lower <= 0.6
  }

  /// What the next one costs at a spending, in money: s^(1−β)/(kβ).
  package func marginalCost(at spending: Double) -> Double? {
    guard let beta = beta.value, beta > 0, spending > 0 else { return nil }
    return pow(spending, 1 - beta) / (k * beta)
  }
}
