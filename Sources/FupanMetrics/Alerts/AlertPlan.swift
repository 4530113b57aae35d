import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods

/// An alert whose metric is known and whose good side is said.
package struct AlertPlan: Sendable {
  /// The name it is listed under.
  package let id: String
  package let metric: Metric
  package let settings: AlertSettings
  package let place: Place
  package let good: AlertCondition

  /// - Parameters:
  ///   - preset: the settings of a shipped alert of this name, taken where the pipeline says nothing.
  /// - Throws: an unknown metric, or bounds that are missing or ambiguous.
  package init(
    _ alert: Named<AlertSettings>, preset: AlertSettings?, _ registry: MetricRegistry
  ) throws(Problems) {
    var settings = alert.settings
    if let preset {
      if settings.min == nil && settings.max == nil {
        settings.min = preset.min
        settings.max = preset.max
      }
      settings.metric = settings.metric ?? preset.metric
      settings.as = settings.as ?? preset.as
      if alert.settings.$by.place == nil { settings.by = preset.by }
      if alert.settings.$every.place == nil { settings.every = preset.every }
      if alert.settings.$consecutive.place == nil { settings.consecutive = preset.consecutive }
      if alert.settings.$minN.place == nil { settings.minN = preset.minN }
      if alert.settings.$level.place == nil { settings.level = preset.level }
      settings.owner = settings.owner ?? preset.owner
      settings.action = settings.action ?? preset.action
    }
    id = alert.name
    metric = try registry.metric(settings.metric ?? alert.name, at: alert.place)
    self.settings = settings
    place = alert.place
    if metric.declaration.unit == "multiple", settings.as == nil {
      throw Problems(
        Diagnostic(
          .multipleWithoutReading, at: alert.place,
          [
            "name": .text(alert.name),
            "goal": .text((settings.min ?? settings.max)?.written ?? ""),
          ]))
    }
    let shift = settings.as == .net ? 1.0 : 0
    let bounds = (settings.min, settings.max)
    func number(_ literal: QuantityLiteral) -> Double {
      ScaledInteger(Int128(literal.decimal.units), scale: literal.decimal.scale).doubleValue + shift
    }
    switch bounds {
    case (let low?, let high?): good = .between(number(low), number(high))
    case (let low?, nil): good = .atLeast(number(low))
    case (nil, let high?): good = .atMost(number(high))
    case (nil, nil):
      throw Problems(
        Diagnostic(.alertWithoutBound, at: alert.place, ["name": .text(alert.name)]))
    }
  }

  /// The figures it is judged on.
  package func request(during days: DateRange?) -> MetricRequest {
    MetricRequest(
      "alert.\(id)", [metric.id], by: settings.by, isDaily: settings.every == .day, during: days)
  }

  /// Judges each scope over its days, in order.
  package func evaluate(_ table: MetricTable) -> [AlertOutcome] {
    let rule = AlertRule(
      good: good, consecutive: settings.consecutive, minN: settings.minN)
    let width = settings.by.count
    var scopes: [[Value]] = []
    var readings: [[Value]: [(day: Value?, figure: MetricFigure)]] = [:]
    for row in table.rows {
      guard let figure = row.figures[metric.id] else { continue }
      let scope = Array(row.scope[..<width])
      if readings[scope] == nil { scopes.append(scope) }
      readings[scope, default: []].append(
        (row.scope.count > width ? row.scope[width] : nil, figure))
    }
    return scopes.map { scope in
      let days = readings[scope] ?? []
      let steps = rule.evaluate(days.map { $0.figure.estimate })
      return AlertOutcome(
        alert: self, scope: scope,
        periods: zip(days, steps).map {
          AlertOutcome.Period(day: $0.day, figure: $0.figure, step: $1)
        })
    }
  }
}
