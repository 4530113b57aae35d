/// An alert after one period.
package struct AlertStep: Equatable, Sendable {
  package let verdict: AlertVerdict
  package let state: AlertState
  /// Bad periods in a row up to here.
  package let run: Int
  /// Index of the first bad period of the run that fires; with rule and scope it names the incident.
  package let since: Int?
  /// While firing.
  package let severity: AlertSeverity?
  /// Whether somebody is to be told: firing began, its severity changed, or the cooldown is over.
  package let isNews: Bool
}
