/// What a period without a value does to an alert.
package enum NoDataPolicy: String, Equatable, Sendable, CaseIterable {
  /// Nothing changes; the period is listed.
  case keep
  /// It counts as a bad period.
  case fire
  /// It counts as a good period.
  case ok
}
