import CSpecialFunctions

/// Whether more of the same people changed one way than the other.
///
/// Of people seen twice, `b` left a category and `c` entered it; those who stayed say nothing. Below
/// 25 changes the two-sided binomial test with probability ½, else chi-squared with a correction for
/// continuity, (|b − c| − 1)² ÷ (b + c) on one degree of freedom.
///
/// McNemar 1947, "Note on the sampling error of the difference between correlated proportions".
///
///     McNemar(left: 15, entered: 5).p    // 0.041389, exact
///     McNemar(left: 40, entered: 20).p   // 0.014171, chi-squared 6.016667
package struct McNemar: Equatable, Sendable {
  /// Chi-squared; nil where the test is the exact one.
  package let chiSquared: Double?
  /// Two-sided p; nil where nobody changed.
  package let p: Double?
  /// Whether p is the binomial one.
  package let isExact: Bool
  /// Below so many changes the test is exact.
  package static let leastForChiSquared = 25

  /// Counts are not negative.
  package init(left b: Int, entered c: Int) {
    let changes = b + c
    isExact = changes < Self.leastForChiSquared
    guard changes > 0 else {
      (chiSquared, p) = (nil, nil)
      return
    }
    if isExact {
      chiSquared = nil
      p = min(1, 2 * fupan_binomial_cdf(Double(min(b, c)), Double(changes), 0.5))
    } else {
      let distance = Double(max(0, abs(b - c) - 1))
      let value = distance * distance / Double(changes)
      chiSquared = value
      p = fupan_chi_squared_sf(value, 1)
    }
  }
}
