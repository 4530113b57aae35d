/// How an interval was computed, by the name that result tables print.
package enum IntervalMethod: String, Equatable, Sendable, CaseIterable {
  /// Wilson 1927, for a proportion of independent units.
  case wilson
  /// Clopper and Pearson 1934, for a proportion with guaranteed coverage.
  case clopper
  /// Student's t, for a mean of independent values.
  case t
  /// The ratio estimator's linearisation (Cochran 1977), one row per independent cluster.
  case ratioDelta = "ratio_delta"
  /// Garwood 1936, for a count in an exposure.
  case poisson
  /// Order statistics with binomial ranks, for a quantile.
  case orderStatistic = "order_stat"
  /// Percentile bootstrap over clusters (Efron and Tibshirani 1993).
  case bootstrap = "boot"
  /// Normal approximation by linearisation.
  case delta
  /// The adjusted Wald interval of a Net Promoter Score (Rocks 2016).
  case adjusted
  /// Newcombe 1998, for a difference of two proportions.
  case newcombe
  /// Katz 1978, for a ratio of two proportions.
  case katz
  /// Greenwood 1926 on the log-log scale, for a survival share.
  case greenwood
  /// Newey and West 1987, for coefficients of a daily series.
  case neweyWest = "newey_west"
  /// Against noise over the same days and the same regression (Kiefer and Vogelsang 2005).
  case simulated
  /// Studentised bootstrap over units (Cameron, Gelbach and Miller 2008).
  case bootstrapT = "boot_t"
}
