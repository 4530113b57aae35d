/// A target's state in the traffic-light tradition; always printed with a word and a symbol.
package enum Status: String, Equatable, Sendable, CaseIterable {
  /// No value, or too few observations to judge.
  case grey
  /// Met.
  case green
  /// Not due yet and on the good side of the pace.
  case pendingOnTrack = "pending_on_track"
  /// Missed by little.
  case amber
  /// Missed.
  case red
}
