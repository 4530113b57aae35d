import FupanConfig
import FupanDiagnostics
import FupanMethods

/// A target whose metric is known and whose goal can be read in one way only.
package struct TargetPlan: Sendable {
  package let metric: Metric
  package let settings: TargetSettings
  package let place: Place
  /// The share of revenue that is left after goods; known where a contribution needs it.
  private let grossMargin: Double?

  /// - Parameter grossMargin: what the document declares as `gross_margin`.
  /// - Throws: an unknown metric, one that can be counted in several ways, or a goal with two
  ///   readings.
  package init(
    _ target: Named<TargetSettings>, _ registry: MetricRegistry, grossMargin: Double? = nil
  ) throws(Problems) {
    metric = try registry.metric(target.name, mode: target.settings.mode, at: target.place)
    self.grossMargin = grossMargin
    if target.settings.as == .contribution, !(grossMargin.map { $0 > 0 } ?? false) {
      throw Problems(
        Diagnostic(
          .marginMissing, at: target.settings.goal.place, ["name": .text(target.name)]))
    }
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
    case .contribution: return grossMargin.map { (goal + 1) / $0 }
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
