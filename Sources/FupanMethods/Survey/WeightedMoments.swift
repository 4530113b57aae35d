import CSpecialFunctions

/// Mean and spread of weighted answers, with the effective sample size in place of their number.
///
/// Kish 1965, "Survey Sampling": n_eff = (Σw)² / Σw². With equal weights it is the plain mean with
/// Student's t.
///
///     WeightedMoments(weights: sums, points: [(1, 40.5), (2, 59.5)])?.estimate().interval
package struct WeightedMoments: Equatable, Sendable {
  package let weights: WeightSums
  package let mean: Double
  /// Σw·(x − mean)² / Σw.
  package let spread: Double

  /// From the sum of the weights at each value; nil without weight.
  package init?(weights: WeightSums, points: [(value: Double, weight: Double)]) {
    guard weights.sum > 0 else { return nil }
    self.weights = weights
    let centre = NeumaierSum.of(points.map { $0.value * $0.weight }) / weights.sum
    mean = centre
    spread =
      NeumaierSum.of(points.map { $0.weight * ($0.value - centre) * ($0.value - centre) })
      / weights.sum
  }

  /// From exact Σw, Σwx and Σwx² in one unit; nil without weight.
  package init?(weights: WeightSums, total: Int128, sum: Int128, sumOfSquares: Int128) {
    guard total > 0 else { return nil }
    self.weights = weights
    mean = Double(sum) / Double(total)
    let (w, s) = (WideInteger(total), WideInteger(sum))
    spread =
      max(0, (w * WideInteger(sumOfSquares) - s * s).doubleValue) / Double(total) / Double(total)
  }

  /// With n_eff − 1; nil where so little is left.
  package var standardDeviation: Double? {
    let n = weights.effectiveSize
    return n > 1 ? (spread * n / (n - 1)).squareRoot() : nil
  }

  /// The mean with Student's t interval at n_eff.
  package func estimate(missing: Int = 0, level: Double = Interval.defaultLevel) -> Estimate {
    let n = weights.effectiveSize
    let half = standardDeviation.map {
      fupan_student_t_quantile(0.5 + level / 2, n - 1) * $0 / n.squareRoot()
    }
    return Estimate(
      mean, n: weights.count, missing: missing,
      interval: half.map { Interval(mean - $0, mean + $0, level: level, method: .t) },
      flags: weights.count < 30 ? .lowN : [])
  }
}
