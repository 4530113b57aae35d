import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanReports

/// What the targets of a pipeline are judged on, planned together.
struct TargetFigures: Sendable {
  private let scope: ReportScope
  private let plans: [TargetPlan]
  /// The figures of each part of the campaign that targets are for, `period` first.
  private let parts: [(name: String, query: MetricQuery)]
  private let baseline: MetricQuery?

  /// - Throws: expressions that do not fit their datasets.
  init(_ plans: [TargetPlan], in scope: ReportScope) throws(Problems) {
    self.scope = scope
    self.plans = plans
    let clock = scope.clock
    var names: [String] = []
    for plan in plans where !names.contains(plan.settings.during) {
      names.append(plan.settings.during)
    }
    var parts: [(name: String, query: MetricQuery)] = []
    for name in names {
      let metrics = plans.filter { $0.settings.during == name }.map { $0.metric.id }
      let days = scope.campaign?.days(name).map { clock.known(of: $0) }
      let request = name == "period" ? "period" : "during.\(name)"
      parts.append((name, try scope.query(MetricRequest(request, metrics, during: days))))
    }
    self.parts = parts
    if let days = scope.campaign?.baseline {
      baseline = try scope.query(
        MetricRequest("baseline", plans.map { $0.metric.id }, during: days))
    } else {
      baseline = nil
    }
  }

  var queries: [MetricQuery] { parts.map { $0.query } + [baseline].compactMap { $0 } }

  /// What is missing, as the user named it.
  var lacks: [String] {
    var names: [String] = []
    for part in parts {
      for name in part.query.lacks(of: plans.map { $0.metric.id }) where !names.contains(name) {
        names.append(name)
      }
    }
    return names
  }

  /// The days a target is for, and the day it is due.
  func days(of plan: TargetPlan) -> (during: DateRange?, due: DateLiteral?) {
    let days = scope.campaign?.days(plan.settings.during)
    return (days, plan.settings.due ?? days?.last)
  }

  /// The targets judged, in their order.
  func judged(_ results: ReportResults) -> [JudgedTarget] {
    let tables = parts.map { ($0.name, results.figures($0.query)) }
    let base = baseline.map { results.figures($0) }
    return plans.map { plan in
      let figure = tables.first { $0.0 == plan.settings.during }?.1.figure(plan.metric.id)
      let (during, due) = days(of: plan)
      var elapsed: Double?
      if let during, let due { elapsed = scope.clock.elapsed(from: during.first, to: due) }
      let comparable = !scope.registry.looksAtAllDays(plan.metric.id)
      return JudgedTarget(
        plan, actual: figure ?? .none,
        baseline: comparable ? base?.figure(plan.metric.id) : nil, elapsed: elapsed)
    }
  }
}

extension JudgedTarget {
  /// The status as the report words it.
  var status: Report.Status {
    guard let assessment else { return isDue ? .unknown : .notDue }
    switch assessment.status {
    case .grey: return isDue ? .unknown : .notDue
    case .green: return .met
    case .pendingOnTrack: return .onTrack
    case .amber: return isDue ? .partlyMet : .atRisk
    case .red: return isDue ? .missed : .behind
    }
  }

  /// The level to reach as a typed value; missing where a change lacks its baseline.
  var target: Report.Value {
    let format = FigureFormat(plan.metric)
    if let exact = plan.exactLevel { return format.value(exact) }
    return level.map { format.value($0) } ?? .missing(.noData)
  }

  /// What its receipt and its table's row call the part of the campaign it is for.
  var part: String? { plan.settings.during == "period" ? nil : plan.settings.during }
}
