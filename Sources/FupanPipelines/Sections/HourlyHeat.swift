import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan
import FupanReports

/// One metric by weekday and hour, in the report's time zone.
struct HourlyHeat: Sendable {
  private let scope: ReportScope
  private let metric: Metric
  private let query: MetricQuery
  private static let weekday = "_weekday"
  private static let hour = "_hour"

  init(_ name: Located<String>, in scope: ReportScope) throws(Problems) {
    self.scope = scope
    let metric = try scope.registry.metric(name.value, at: name.place ?? scope.place)
    self.metric = metric
    var surroundings = scope.surroundings
    for part in scope.registry.closure(of: [metric.id]) {
      for dataset in part.datasets {
        guard let rows = surroundings.relations[dataset],
          let time = try MetricQuery.timeField(of: rows, part, surroundings),
          time.type == .timestamp, rows.schema[Self.hour] == nil
        else { continue }
        surroundings.relations[dataset] = try rows.extended([
          Projection(Self.weekday, try Self.call("weekday", time, rows, scope)),
          Projection(Self.hour, try Self.call("hour", time, rows, scope)),
        ])
      }
    }
    query = try MetricQuery(
      MetricRequest(
        "heat", [metric.id], by: [Self.weekday, Self.hour], during: scope.clock.period),
      scope.registry, surroundings)
  }

  private static func call(
    _ name: String, _ time: Field, _ rows: Relation, _ scope: ReportScope
  ) throws(Problems) -> Expression {
    try rows.binder().call(name, [Expression(time)], at: scope.place)
  }

  var queries: [MetricQuery] { [query] }

  /// The datasets that are missing; one without a time of day is named with its hour.
  var lacks: [String] {
    query.lacks(of: [metric.id]).map { name in
      name.hasSuffix(".\(Self.hour)") || name.hasSuffix(".\(Self.weekday)")
        ? scope.text(.timeOf, ["dataset": String(name.prefix { $0 != "." })]) : name
    }.uniqued()
  }

  func blocks(_ results: ReportResults) -> [Report.Block] {
    guard query.unavailable.isEmpty else { return [] }
    let text = scope.text
    let format = FigureFormat(metric)
    let blank: Report.Value = metric.isTotal ? format.value(0.0) : .missing(.noData)
    var cells = [[Report.Value]](
      repeating: [Report.Value](repeating: blank, count: 24), count: 7)
    var peak: (weekday: Int, hour: Int, number: Double)?
    for row in results.figures(query).rows {
      guard row.scope.count == 2, case .integer(let weekday) = row.scope[0],
        case .integer(let hour) = row.scope[1], (1...7).contains(weekday),
        (0..<24).contains(hour), let figure = row.figures[metric.id]
      else { continue }
      cells[Int(weekday) - 1][Int(hour)] = format.value(figure)
      if let number = figure.estimate.value, number > peak?.number ?? 0 {
        peak = (Int(weekday), Int(hour), number)
      }
    }
    guard let peak else { return [] }
    let label = metric.label(in: scope.language)
    let title = text(
      .heatTitle,
      [
        "metric": label, "weekday": text[.weekday(peak.weekday)], "hour": String(peak.hour),
        "next": String(peak.hour + 1),
      ])
    return [
      .chart(
        Report.Chart(
          id: "timeline_heat", title: title, subtitle: text(.heatSubtitle, ["metric": label]),
          unit: format.chartUnit, alt: title,
          .heat(
            .init(
              rows: (1...7).map { text[.weekday($0)] }, columns: (0..<24).map { String($0) },
              values: cells)),
          metrics: [metric.id], note: text.sentence(.heatNote)))
    ]
  }
}

extension SectionPhrase {
  fileprivate static let timeOf = SectionPhrase("{dataset} 的时刻", "the time of day of {dataset}")
  fileprivate static let heatTitle = SectionPhrase(
    "{metric}在{weekday} {hour}–{next} 点最多", "{metric}: most on {weekday} at {hour}–{next} o'clock")
  fileprivate static let heatSubtitle = SectionPhrase(
    "{metric}，按星期与小时", "{metric} by weekday and hour")
  fileprivate static let heatNote = SectionPhrase(
    "活动期内各星期出现的次数可能不同。", "Weekdays may occur unequally often within the period.")

  static func weekday(_ number: Int) -> SectionPhrase {
    let names = [
      ("周一", "Monday"), ("周二", "Tuesday"), ("周三", "Wednesday"), ("周四", "Thursday"),
      ("周五", "Friday"), ("周六", "Saturday"), ("周日", "Sunday"),
    ]
    let name = names[(number + 6) % 7]
    return SectionPhrase(name.0, name.1)
  }
}
