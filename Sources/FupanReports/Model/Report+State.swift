extension Report {
  /// Whether the campaign is over, and how far along it is while it runs.
  package enum State: Hashable, Sendable {
    /// The period has ended and its data is complete.
    case final
    /// The campaign runs; `timeProgress` is the share of its days that have passed, 0 to 1.
    case running(timeProgress: Double)
  }
}

extension Report.State: Codable {
  private enum Key: String, CodingKey { case state, timeProgress }

  package init(from decoder: any Decoder) throws {
    let box = try decoder.container(keyedBy: Key.self)
    let name = try box.decode(String.self, forKey: .state)
    switch name {
    case "final": self = .final
    case "running":
      self = .running(timeProgress: try box.decode(Double.self, forKey: .timeProgress))
    default:
      throw DecodingError.dataCorruptedError(
        forKey: .state, in: box, debugDescription: "unknown state '\(name)'")
    }
  }

  package func encode(to encoder: any Encoder) throws {
    var box = encoder.container(keyedBy: Key.self)
    switch self {
    case .final: try box.encode("final", forKey: .state)
    case .running(let progress):
      try box.encode("running", forKey: .state)
      try box.encode(progress, forKey: .timeProgress)
    }
  }
}
