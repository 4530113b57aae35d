/// What share is really negative, where a classifier errs in a known way.
///
/// Rogan and Gladen 1978, "Estimating prevalence from the results of a screening test"; Forman 2008.
/// The interval is the observed one under the same map.
///
///     ShareCorrection(sensitivity: 0.85, falsePositives: 0.08)?.corrected(observed)
package struct ShareCorrection: Equatable, Sendable {
  /// The share of truly negative texts that are found.
  package let sensitivity: Double
  /// The share of other texts that are taken for negative.
  package let falsePositives: Double

  /// Nil where the classifier tells too little: a difference of both below 0.3.
  package init?(sensitivity: Double, falsePositives: Double) {
    guard (0...1).contains(sensitivity), (0...1).contains(falsePositives),
      sensitivity - falsePositives >= 0.3
    else { return nil }
    self.sensitivity = sensitivity
    self.falsePositives = falsePositives
  }

  /// clamp((observed − FPR) / (TPR − FPR), 0, 1).
  package func corrected(_ share: Double) -> Double {
    min(1, max(0, (share - falsePositives) / (sensitivity - falsePositives)))
  }

  /// The share and its interval corrected.
  package func corrected(_ estimate: Estimate) -> Estimate {
    guard let value = estimate.value else { return estimate }
    return Estimate(
      corrected(value), n: estimate.n, missing: estimate.missing,
      interval: estimate.interval.map {
        Interval(
          $0.lower.map { corrected($0) }, $0.upper.map { corrected($0) }, level: $0.level,
          method: $0.method)
      }, flags: estimate.flags)
  }
}
