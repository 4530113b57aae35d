import CSpecialFunctions

/// The standard normal distribution.
package enum NormalDistribution {
  /// P(Z ≤ z).
  package static func cumulative(_ z: Double) -> Double { fupan_normal_cdf(z) }

  /// P(|Z| ≥ |z|), the two-sided p value of a z statistic.
  package static func twoSidedP(_ z: Double) -> Double { min(1, 2 * fupan_normal_sf(abs(z))) }

  /// The z that P(|Z| ≤ z) = `level` holds for; `level` is inside 0…1.
  package static func criticalValue(level: Double) -> Double {
    // The default is a constant, so that the commonest figure depends on no library's last digit.
    level == 0.95 ? 1.959963984540054 : fupan_normal_quantile(0.5 + level / 2)
  }
}
