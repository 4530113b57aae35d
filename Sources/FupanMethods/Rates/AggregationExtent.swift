/// Over what values are combined.
package enum AggregationExtent: Equatable, Sendable {
  /// Groups of one period, such as channels.
  case groups
  /// Periods of one group, such as days.
  case time
}
