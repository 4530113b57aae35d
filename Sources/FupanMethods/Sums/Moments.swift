/// Count, mean and spread of a sample.
package struct Moments: Equatable, Sendable {
  /// Number of values.
  package let count: Int
  /// Arithmetic mean; 0 for an empty sample.
  package let mean: Double
  /// Sum of squared deviations from the mean.
  package let squaredDeviations: Double

  /// Moments of `values` in two passes, both with compensated sums.
  package init(_ values: [Double]) {
    count = values.count
    guard !values.isEmpty else {
      mean = 0
      squaredDeviations = 0
      return
    }
    let mean = NeumaierSum.of(values) / Double(values.count)
    self.mean = mean
    squaredDeviations = NeumaierSum.of(values.lazy.map { ($0 - mean) * ($0 - mean) })
  }

  /// Moments that are known already, such as those of a published table.
  package init(count: Int, mean: Double, squaredDeviations: Double) {
    self.count = count
    self.mean = mean
    self.squaredDeviations = squaredDeviations
  }

  /// Moments from exact sums: `sum` and `sumOfSquares` of values that are integers of 10^-scale.
  ///
  /// The squared deviations are subtracted as whole numbers, so nothing cancels away.
  package init(count: Int, sum: Int128, sumOfSquares: Int128, scale: Int = 0) {
    self.count = count
    guard count > 0 else {
      mean = 0
      squaredDeviations = 0
      return
    }
    let unit = PowerOfTen.double(scale)
    let total = WideInteger(sum)
    let n = WideInteger(Int128(count))
    let spread = n * WideInteger(sumOfSquares) - total * total
    mean = Double(sum) / Double(count) / unit
    squaredDeviations = max(0, spread.doubleValue) / Double(count) / unit / unit
  }

  /// Variance with n - 1; nil below two values.
  package var variance: Double? { count > 1 ? squaredDeviations / Double(count - 1) : nil }

  /// Standard deviation with n - 1; nil below two values.
  package var standardDeviation: Double? { variance.map { $0.squareRoot() } }
}
