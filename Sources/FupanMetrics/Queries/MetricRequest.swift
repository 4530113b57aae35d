import FupanConfig

/// Which figures are wanted: some metrics over some days, perhaps for each value of columns or each
/// day.
package struct MetricRequest: Sendable {
  /// A name that is unique in the plan: `verdict`, `timeline.daily`.
  package var name: String
  package var metrics: [String]
  /// Separately for each combination of these columns.
  package var by: [String]
  /// Separately for each civil day.
  package var isDaily: Bool
  /// The days looked at; nil takes everything there is.
  package var days: DateRange?

  package init(
    _ name: String, _ metrics: [String], by: [String] = [], isDaily: Bool = false,
    during days: DateRange?
  ) {
    self.name = name
    self.metrics = metrics
    self.by = by
    self.isDaily = isDaily
    self.days = days
  }
}
