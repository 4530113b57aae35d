/// Whether an alert is on after a period.
package enum AlertState: String, Equatable, Sendable, CaseIterable {
  case ok
  case firing
}
