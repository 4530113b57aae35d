/// What the weights of respondents add up to, and how much precision they cost.
///
/// Kish 1965, "Survey Sampling": n_eff = (Σw)² / Σw², design effect = n / n_eff. Raking that evens out
/// a skewed sample makes its estimates as sure as a plain sample of n_eff.
///
///     WeightSums(count: 200, sum: 200, squares: 208.1632).effectiveSize  // 192.157
package struct WeightSums: Equatable, Sendable {
  /// Respondents.
  package let count: Int
  /// Σw.
  package let sum: Double
  /// Σw².
  package let squares: Double

  package init(count: Int, sum: Double, squares: Double) {
    self.count = count
    self.sum = sum
    self.squares = squares
  }

  /// Respondents of equal weight.
  package init(count: Int) {
    self.init(count: count, sum: Double(count), squares: Double(count))
  }

  package init(_ weights: [Double]) {
    self.init(
      count: weights.count, sum: NeumaierSum.of(weights),
      squares: NeumaierSum.of(weights.lazy.map { $0 * $0 }))
  }

  /// How many respondents of equal weight would be as sure; 0 without weight.
  package var effectiveSize: Double { squares > 0 ? sum * sum / squares : 0 }

  /// By how much weighting widens variances; nil without weight. Above 2 deserves a warning.
  package var designEffect: Double? {
    effectiveSize > 0 ? Double(count) / effectiveSize : nil
  }
}
