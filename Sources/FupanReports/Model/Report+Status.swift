extension Report {
  /// How a figure stands, always shown as a word with a symbol.
  package enum Status: String, Hashable, Codable, Sendable, CaseIterable {
    // A target once it is due.
    case met
    case partlyMet = "partly_met"
    case missed
    // A target while the campaign runs.
    case onTrack = "on_track"
    case atRisk = "at_risk"
    case behind
    case notDue = "not_due"
    // An alert.
    case ok
    case warning
    case fired
    // A thing to do.
    case open
    case doing
    case done
    case overdue
    case dropped
    // A promise kept from last time.
    case worked
    case didNotWork = "did_not_work"
    /// There is nothing to judge by.
    case unknown

    /// What the status means for the reader, whatever its word.
    package var tone: Tone {
      switch self {
      case .met, .onTrack, .ok, .done, .worked: .good
      case .partlyMet, .atRisk, .warning: .caution
      case .missed, .behind, .fired, .overdue, .didNotWork: .bad
      case .notDue, .open, .doing, .dropped, .unknown: .neutral
      }
    }
  }

  /// Good, careful, bad or neither.
  package enum Tone: String, Hashable, Codable, Sendable, CaseIterable {
    case good, caution, bad, neutral
  }
}
