import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanReports

extension ReportScope {
  /// Where the campaign stands.
  var clock: ReportClock { ReportClock(campaign, asOf: asOf) }

  var text: SectionText { SectionText(language) }

  /// The metrics with these names.
  ///
  /// - Throws: every name that is unknown, at its place.
  func metrics(_ names: [Located<String>]) throws(Problems) -> [Metric] {
    var found: [Diagnostic] = []
    let metrics = names.compactMap { name in
      found.gather { () throws(Problems) in
        try registry.metric(name.value, at: name.place ?? place)
      }
    }
    try Problems.throwIfAny(found)
    return metrics
  }

  /// The value of a pipeline's parameter as a number.
  func number(ofParameter name: String) -> Double? { surroundings.parameters[name]?.double }
}

/// The figures of some metrics over the period, over the baseline and day by day, planned together.
struct CampaignFigures: Sendable {
  let metrics: [Metric]
  /// Over the days of the period that are known.
  let period: MetricQuery
  /// Over as many days of the baseline; nil without one.
  let baseline: MetricQuery?
  /// Day by day over the period; nil without a campaign.
  let daily: MetricQuery?
  let days: DateRange?

  /// - Throws: expressions that do not fit their datasets.
  init(_ metrics: [Metric], in scope: ReportScope, isDaily: Bool = false) throws(Problems) {
    let names = metrics.map { $0.id }
    let clock = scope.clock
    self.metrics = metrics
    days = clock.period
    period = try scope.query(MetricRequest("period", names, during: days))
    if let days = clock.comparison {
      baseline = try scope.query(
        MetricRequest(clock.isRunning ? "comparison" : "baseline", names, during: days))
    } else {
      baseline = nil
    }
    if isDaily, let days {
      daily = try scope.query(MetricRequest("daily", names, isDaily: true, during: days))
    } else {
      daily = nil
    }
  }

  var queries: [MetricQuery] { [period] + [baseline, daily].compactMap { $0 } }

  /// What is missing for the metrics, as the user named it, each once.
  var lacks: [String] { period.lacks(of: metrics.map { $0.id }) }
}

extension MetricQuery {
  /// What some of its metrics lack, each name once.
  func lacks(of metrics: [String]) -> [String] {
    var names: [String] = []
    for (metric, lacking) in unavailable where metrics.contains(metric) {
      for name in lacking where !names.contains(name) { names.append(name) }
    }
    return names
  }
}

/// One metric day by day.
struct DailySeries: Sendable {
  let days: [CivilDate]
  /// Nil on days without a value; a count of no rows is 0.
  let figures: [MetricFigure?]
  private let isCount: Bool

  /// - Parameter days: the days to cover, both included.
  init(_ metric: Metric, _ table: MetricTable, over days: DateRange) {
    var byDay: [Int: MetricFigure] = [:]
    for row in table.rows {
      if case .date(let day)? = row.scope.last, let figure = row.figures[metric.id] {
        byDay[Int(day)] = figure
      }
    }
    let span = Array(days.daysSince1970)
    self.days = span.map { CivilDate(daysSinceEpoch: $0) }
    figures = span.map { byDay[$0] }
    isCount = metric.isTotal
  }

  /// Numbers for statistics and drawing: days before the first and after the last with a row are
  /// unknown, days without rows between them are 0 for counts and sums.
  var numbers: [Double?] {
    guard let first = figures.firstIndex(where: { $0 != nil }),
      let last = figures.lastIndex(where: { $0 != nil })
    else { return figures.map { _ in nil } }
    return figures.indices.map { index in
      guard let figure = figures[index] else {
        return isCount && (first...last).contains(index) ? 0 : nil
      }
      return figure.estimate.value
    }
  }
}
