import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods

/// An alert whose metrics are known and whose good side is said.
package struct AlertPlan: Sendable {
  /// A metric with its good side.
  package struct Part: Sendable {
    package let metric: Metric
    package let good: AlertCondition
  }

  /// The name it is listed under.
  package let id: String
  package let settings: AlertSettings
  package let place: Place
  /// What is watched; the first one is shown.
  package let parts: [Part]
  /// How several parts make one verdict.
  package let combination: AlertCombination
  /// How it goes through its periods.
  package let rule: AlertRule
  /// What the user should know of how it was read: the good side of a `when:`.
  package let remarks: [Diagnostic]

  /// The metric that is shown.
  package var metric: Metric { parts[0].metric }
  package var good: AlertCondition { parts[0].good }

  /// - Parameters:
  ///   - preset: the settings of a shipped alert of this name, taken where the pipeline says nothing.
  /// - Throws: an unknown metric, or bounds that are missing, ambiguous or at odds.
  package init(
    _ alert: Named<AlertSettings>, preset: AlertSettings?, _ registry: MetricRegistry
  ) throws(Problems) {
    let settings = preset.map { alert.settings.filled(from: $0) } ?? alert.settings
    id = alert.name
    self.settings = settings
    place = alert.place
    var found: [Diagnostic] = []
    var remarks: [Diagnostic] = []
    let several = settings.any + settings.all
    combination = settings.all.isEmpty ? .any : .all
    if !settings.any.isEmpty, !settings.all.isEmpty {
      found.append(Diagnostic(.alertBothWays, at: alert.place, ["name": .text(alert.name)]))
    }
    var parts: [Part] = []
    if several.isEmpty {
      let part = found.gather { () throws(Problems) in
        try AlertPlan.part(
          BoundSettings(settings), named: alert.name, metric: settings.metric, at: alert.place,
          registry, &remarks)
      }
      if let part { parts.append(part) }
    }
    for item in several {
      let part = found.gather { () throws(Problems) in
        try AlertPlan.part(
          BoundSettings(item.settings), named: item.name, metric: item.settings.metric,
          at: item.place, registry, &remarks)
      }
      if let part { parts.append(part) }
    }
    let severities = found.gather { () throws(Problems) in
      try AlertPlan.severities(settings, at: alert.place)
    }
    try Problems.throwIfAny(found)
    guard let first = parts.first, let severities else {
      preconditionFailure("a part that is missing is a problem")
    }
    self.parts = parts
    self.remarks = remarks
    let shift = settings.as == .net ? 1.0 : 0
    let policy: NoDataPolicy =
      switch settings.onNoData {
      case .keep: .keep
      case .fire: .fire
      case .ok: .ok
      }
    rule = AlertRule(
      good: first.good, clear: settings.clear?.condition(shift: shift),
      consecutive: settings.consecutive, minN: settings.minN, onNoData: policy,
      confidence: settings.confidence, severities: severities,
      cooldown: settings.cooldown.map { max(1, ($0.seconds + 86_399) / 86_400) })
  }

  /// The bounds of an alert or of one of its parts.
  private struct BoundSettings {
    var low: QuantityLiteral?
    var high: QuantityLiteral?
    var good: AlertBound?
    var when: AlertBound?
    var reading: TargetSettings.Reading?

    init(_ settings: AlertSettings) {
      (low, high) = (settings.min, settings.max)
      (good, when, reading) = (settings.good, settings.when, settings.as)
    }

    init(_ settings: AlertPart) {
      (low, high) = (settings.min, settings.max)
      (good, when, reading) = (settings.good, settings.when, settings.as)
    }
  }

  private static func part(
    _ bounds: BoundSettings, named name: String, metric wanted: String?, at place: Place,
    _ registry: MetricRegistry, _ remarks: inout [Diagnostic]
  ) throws(Problems) -> Part {
    let metric = try registry.metric(wanted ?? name, at: place)
    if metric.declaration.unit == "multiple", bounds.reading == nil {
      let written =
        (bounds.low ?? bounds.high)?.written ?? (bounds.good ?? bounds.when)?.written ?? ""
      throw Problems(
        Diagnostic(
          .multipleWithoutReading, at: place, ["name": .text(name), "goal": .text(written)]))
    }
    // A bound on a contribution would need the margin, which alerts do not know.
    if bounds.reading == .contribution {
      throw Problems(Diagnostic(.marginMissing, at: place, ["name": .text(name)]))
    }
    let shift = bounds.reading == .net ? 1.0 : 0
    var said: [(good: AlertCondition, words: String)] = []
    switch (bounds.low, bounds.high) {
    case (let low?, let high?):
      said.append(
        (
          .between(low.doubleValue + shift, high.doubleValue + shift),
          AlertBound(.between, low, high).words
        ))
    case (let low?, nil):
      said.append((.atLeast(low.doubleValue + shift), AlertBound(.atLeast, low).words))
    case (nil, let high?):
      said.append((.atMost(high.doubleValue + shift), AlertBound(.atMost, high).words))
    case (nil, nil): break
    }
    if let good = bounds.good { said.append((good.condition(shift: shift), good.words)) }
    if let when = bounds.when {
      guard let good = when.opposite else {
        throw Problems(
          Diagnostic(
            .firesInTheMiddle, at: place, ["name": .text(name), "when": .text(when.words)]))
      }
      said.append((good.condition(shift: shift), "not \(when.words)"))
      remarks.append(
        Diagnostic(
          .goodSideRead, at: place,
          ["name": .text(name), "when": .text(when.words), "good": .text(good.words)],
          severity: .warning))
    }
    guard let good = said.first?.good else {
      throw Problems(Diagnostic(.alertWithoutBound, at: place, ["name": .text(name)]))
    }
    // Good and firing sides have to share the line between them.
    if let other = said.first(where: { $0.good != good }) {
      throw Problems(
        Diagnostic(
          .sidesDisagree, at: place,
          ["name": .text(name), "first": .text(said[0].words), "second": .text(other.words)]))
    }
    return Part(metric: metric, good: good)
  }

  /// A percentage is a distance beyond the bound, a number a length of the run.
  private static func severities(
    _ settings: AlertSettings, at place: Place
  ) throws(Problems) -> [AlertSeverityStep] {
    var found: [Diagnostic] = []
    var steps = [AlertSeverityStep(.warn)]
    for entry in settings.severity.entries {
      guard let severity = AlertSeverity(rawValue: entry.name) else {
        found.append(
          Diagnostic(
            .unknownSeverity, at: entry.place ?? place,
            [
              "name": .text(entry.name),
              "severities": .list(AlertSeverity.allCases.map { $0.rawValue }),
            ]))
        continue
      }
      switch entry.value {
      case .percentage: steps.append(.init(severity, distance: entry.value.doubleValue))
      case .amount: steps.append(.init(severity, run: Int(entry.value.doubleValue)))
      }
    }
    try Problems.throwIfAny(found)
    return steps
  }

  /// The figures it is judged on.
  package func request(during days: DateRange?) -> MetricRequest {
    var metrics: [String] = []
    for part in parts where !metrics.contains(part.metric.id) { metrics.append(part.metric.id) }
    return MetricRequest(
      "alert.\(id)", metrics, by: settings.by, isDaily: settings.every == .day, during: days)
  }

  /// Judges each scope over its days, in order.
  package func evaluate(_ table: MetricTable) -> [AlertOutcome] {
    let width = settings.by.count
    var scopes: [[Value]] = []
    var readings: [[Value]: [(day: Value?, figures: [MetricFigure])]] = [:]
    for row in table.rows {
      let figures = parts.map { row.figures[$0.metric.id] ?? .none }
      guard parts.contains(where: { row.figures[$0.metric.id] != nil }) else { continue }
      let scope = Array(row.scope[..<width])
      if readings[scope] == nil { scopes.append(scope) }
      readings[scope, default: []].append(
        (row.scope.count > width ? row.scope[width] : nil, figures))
    }
    return scopes.map { scope in
      let days = readings[scope] ?? []
      let steps =
        parts.count == 1
        ? rule.evaluate(days.map { $0.figures[0].estimate })
        : rule.evaluate(days.map { judged($0.figures) })
      return AlertOutcome(
        alert: self, scope: scope,
        periods: zip(days, steps).map { day, step in
          AlertOutcome.Period(
            day: day.day, figure: day.figures[shownPart(day.figures)],
            part: shownPart(day.figures), step: step)
        })
    }
  }

  /// One verdict of several parts, with how far the worst of them lies beyond its bound.
  private func judged(_ figures: [MetricFigure]) -> AlertRule.Reading {
    var firing: [Bool?] = []
    var distance: Double?
    for (part, figure) in zip(parts, figures) {
      switch rule.verdict(on: figure.estimate, good: part.good) {
      case .bad:
        firing.append(true)
        if let value = figure.estimate.value, let own = part.good.relativeDistance(of: value) {
          distance = Swift.max(distance ?? 0, own)
        }
      case .good: firing.append(false)
      case .noData, .lowN: firing.append(nil)
      }
    }
    let verdict: AlertVerdict =
      switch combination.combine(firing) {
      case true?: .bad
      case false?: .good
      case nil: .noData
      }
    return AlertRule.Reading(verdict: verdict, value: nil, distance: distance)
  }

  /// The part that tells most: the first that is bad, else the first.
  private func shownPart(_ figures: [MetricFigure]) -> Int {
    parts.indices.first { index in
      rule.verdict(on: figures[index].estimate, good: parts[index].good) == .bad
    } ?? 0
  }
}

extension AlertSettings {
  /// The same with a preset's settings where nothing was said.
  fileprivate func filled(from preset: AlertSettings) -> AlertSettings {
    var settings = self
    if !hasBound {
      settings.min = preset.min
      settings.max = preset.max
      settings.good = preset.good
      settings.when = preset.when
      settings.any = preset.any
      settings.all = preset.all
    }
    settings.metric = settings.metric ?? preset.metric
    settings.as = settings.as ?? preset.as
    settings.clear = settings.clear ?? preset.clear
    settings.confidence = settings.confidence ?? preset.confidence
    settings.cooldown = settings.cooldown ?? preset.cooldown
    settings.owner = settings.owner ?? preset.owner
    settings.action = settings.action ?? preset.action
    if $by.place == nil { settings.by = preset.by }
    if $every.place == nil { settings.every = preset.every }
    if $consecutive.place == nil { settings.consecutive = preset.consecutive }
    if $minN.place == nil { settings.minN = preset.minN }
    if $onNoData.place == nil { settings.onNoData = preset.onNoData }
    if $severity.place == nil { settings.severity = preset.severity }
    if $level.place == nil { settings.level = preset.level }
    return settings
  }
}
