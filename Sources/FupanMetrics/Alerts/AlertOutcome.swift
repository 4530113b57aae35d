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
    package let figure: MetricFigure
    package let step: AlertStep
  }

  /// Whether it fired in any period.
  package var hasFired: Bool { periods.contains { $0.step.state == .firing } }

  /// Whether it is on after the last period.
  package var isFiring: Bool { periods.last?.step.state == .firing }

  /// The period that shows it best: the last one that fired, else the last one.
  package var telling: Period? { periods.last { $0.step.state == .firing } ?? periods.last }
}
