import CSpecialFunctions

/// How surprising a small count is.
package enum PoissonTail {
  /// P(X ≥ count) where `mean` are expected; an anomaly below 0.001.
  package static func atLeast(_ count: Int, mean: Double) -> Double? {
    guard mean > 0, mean.isFinite else { return nil }
    return count <= 0 ? 1 : fupan_poisson_sf(Double(count - 1), mean)
  }

  /// P(X ≤ count) where `mean` are expected.
  package static func atMost(_ count: Int, mean: Double) -> Double? {
    guard mean > 0, mean.isFinite else { return nil }
    return count < 0 ? 0 : fupan_poisson_cdf(Double(count), mean)
  }
}
