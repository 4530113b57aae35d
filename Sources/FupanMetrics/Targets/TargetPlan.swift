import FupanConfig
import FupanDiagnostics
import FupanMethods

/// A target whose metric is known and whose goal can be read in one way only.
package struct TargetPlan: Sendable {
  package let metric: Metric
  package let settings: TargetSettings
  package let place: Place

  /// - Throws: an unknown metric, or a goal with two readings.
  package init(
    _ target: Named<TargetSettings>, _ registry: MetricRegistry
  ) throws(Problems) {
    metric = try registry.metric(target.name, at: target.place)
    settings = target.settings
    place = target.place
    let goal = settings.goal.value
    if case .percentage(let percentage) = goal, percentage.isSigned, settings.as == nil {
      throw Problems(
        Diagnostic(
          .goalWithoutReading, at: settings.goal.place,
          ["name": .text(target.name), "goal": .text(goal.written)]))
    }
    if metric.declaration.unit == "multiple", settings.as == nil {
      throw Problems(
        Diagnostic(
          .multipleWithoutReading, at: settings.goal.place,
          ["name": .text(target.name), "goal": .text(goal.written)]))
    }
  }

  /// The level to reach in the metric's unit, or nil where a change lacks its baseline.
  package func level(baseline: Double?) -> Double? {
    let decimal = settings.goal.value.decimal
    let goal = ScaledInteger(Int128(decimal.units), scale: decimal.scale).doubleValue
    switch settings.as ?? .level {
    case .level, .multiple: return goal
    case .net: return goal + 1
    case .relative: return GoalReading.relative.level(of: goal, baseline: baseline)
    case .points: return GoalReading.points.level(of: goal, baseline: baseline)
    case .absolute: return GoalReading.absolute.level(of: goal, baseline: baseline)
    }
  }

  /// The goal exactly, where it is a level.
  package var exactLevel: ScaledInteger? {
    guard (settings.as ?? .level) == .level || settings.as == .multiple else { return nil }
    let decimal = settings.goal.value.decimal
    return ScaledInteger(Int128(decimal.units), scale: decimal.scale)
  }

  /// Judges the actual figure.
  ///
  /// - Parameter elapsed: the share of the period's days that have passed, or nil once it is due.
  package func assess(
    actual: MetricFigure, baseline: MetricFigure?, elapsed: Double?
  ) -> TargetAssessment? {
    guard let level = level(baseline: baseline?.estimate.value) else { return nil }
    let isShare = metric.declaration.unit == "ratio"
    let isTotal = metric.isTotal
    return TargetAssessment(
      actual: actual.estimate, target: level, exactTarget: exactLevel,
      direction: metric.declaration.direction == .down ? .down : .up,
      baseline: isChange ? baseline?.estimate.value : nil,
      minN: isShare && metric.declaration.interval == .wilson ? 30 : 0, elapsed: elapsed,
      isCumulative: isTotal)
  }

  /// Whether the goal is a change from the baseline.
  package var isChange: Bool {
    [.relative, .points, .absolute].contains(settings.as ?? .level)
  }
}
