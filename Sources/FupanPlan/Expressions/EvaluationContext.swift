import FupanData

/// What an expression may depend on beside its row.
package struct EvaluationContext: Sendable {
  /// The zone in which instants have a day and an hour.
  package var zone: TimeZoneRules

  package init(zone: TimeZoneRules = .utc) { self.zone = zone }
}
