/// Why a statistic has no value.
///
/// A statistic that cannot be computed is missing with one of these codes; it is never 0, NaN or an
/// infinity.
package enum Reason: String, Equatable, Sendable, CaseIterable {
  /// No row was left to compute from.
  case empty
  /// The denominator is zero.
  case zeroDenominator = "zero_denominator"
  /// Fewer observations than the method needs.
  case tooFew = "too_few"
  /// All observations are equal where the method divides by their spread.
  case noVariance = "no_variance"
  /// An iteration ended before it met its tolerance.
  case notConverged = "not_converged"
  /// The period lies outside what the data covers.
  case notObserved = "not_observed"
  /// The two values are not of one unit.
  case unitMismatch = "unit_mismatch"
  /// Withheld because too few people stand behind it.
  case suppressed
  /// The formula has no value here.
  case undefined
  /// The base is negative, so a relative figure has no meaning.
  case negativeBase = "neg_base"
}
