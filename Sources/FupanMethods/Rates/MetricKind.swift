/// What a metric is, which decides how its values combine over groups and over time.
package enum MetricKind: String, Equatable, Sendable, CaseIterable {
  case count
  case distinct
  case sum
  case ratio
  case mean
  case quantile
  case multiple
  case index
  case rank

  /// How values of this kind combine.
  ///
  /// A stock (`isStock`, such as members) adds over groups and takes its last value over time.
  package func aggregation(over extent: AggregationExtent, isStock: Bool = false)
    -> AggregationRule
  {
    switch self {
    case .count, .sum: isStock && extent == .time ? .lastValue : .sum
    case .ratio, .mean, .multiple: .ratioOfSums
    case .distinct, .quantile, .index, .rank: .recompute
    }
  }
}
