/// From when a severity applies: by distance from the threshold, by length of the run, or both.
package struct AlertSeverityStep: Equatable, Sendable {
  package var severity: AlertSeverity
  /// Least relative distance beyond the threshold, such as 0.20.
  package var distance: Double
  /// Least number of bad periods in a row.
  package var run: Int

  package init(_ severity: AlertSeverity, distance: Double = 0, run: Int = 0) {
    self.severity = severity
    self.distance = distance
    self.run = run
  }
}
