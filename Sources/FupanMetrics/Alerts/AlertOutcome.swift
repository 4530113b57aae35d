import FupanData
import FupanMethods

/// What an alert said of one scope.
package struct AlertOutcome: Sendable {
  package let alert: AlertPlan
  /// The values of the alert's `by` columns.
  package let scope: [Value]
  /// The periods judged, in order of time.
  package let periods: [Period]

  /// One period judged.
  package struct Period: Sendable {
    /// The day, or nil for the whole period.
    package let day: Value?
    /// The figure of the part that tells most.
    package let figure: MetricFigure
    /// Which of the alert's parts that is.
    package let part: Int
    package let step: AlertStep
  }

  /// Whether it fired in any period.
  package var hasFired: Bool { periods.contains { $0.step.state == .firing } }

  /// Whether it is on after the last period.
  package var isFiring: Bool { periods.last?.step.state == .firing }

  /// The period that shows it best: the last one that fired, else the last one.
  package var telling: Period? { periods.last { $0.step.state == .firing } ?? periods.last }

  /// The metric of the part that tells most.
  package func metric(of period: Period) -> Metric { alert.parts[period.part].metric }

  /// What names an incident: the alert, where it is, and when the run that fires began. A receiver
  /// tells news from repetitions by it.
  package func fingerprint(of period: Period) -> String? {
    guard let since = period.step.since, periods.indices.contains(since) else { return nil }
    let start = periods[since].day?.text ?? ""
    let place = zip(alert.settings.by, scope).map { "\($0)=\($1.text ?? "")" }
    return ([alert.id] + place + [start]).joined(separator: "|")
  }
}
