/// What a period's value says.
package enum AlertVerdict: String, Equatable, Sendable, CaseIterable {
  case good
  case bad
  /// No value.
  case noData = "no_data"
  /// Too few observations to judge.
  case lowN = "low_n"
}
