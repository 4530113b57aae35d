/// What a target does that is allowed but doubtful.
package enum SmartWarning: String, Equatable, Sendable, CaseIterable {
  /// Several metrics in one target.
  case severalMetrics = "several_metrics"
  /// Words such as 大幅 or "significantly" in place of a number.
  case vagueWords = "vague_words"
  /// More growth than 1.5 times the best of the past.
  case stretch
  /// No history to judge the growth by.
  case unverified
  /// Due before the plan was made.
  case dueInThePast = "due_in_the_past"
  /// Due on a day whose data is not complete.
  case duePartialDay = "due_partial_day"
}
