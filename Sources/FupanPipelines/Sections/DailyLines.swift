import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanReports

/// Metrics drawn day by day, with the days that do not fit.
struct DailyLines: Sendable {
  private let scope: ReportScope
  private let metrics: [Metric]
  private let query: MetricQuery?
  /// The days drawn.
  private let days: DateRange?
  /// The days that say what is usual: four weeks before the period and more, up to its end.
  private let history: DateRange?
  private static let historyDays = 28

  init(_ names: [Located<String>], in scope: ReportScope) throws(Problems) {
    self.scope = scope
    metrics = try scope.metrics(names)
    days = scope.clock.period
    guard let days, !metrics.isEmpty else {
      query = nil
      history = nil
      return
    }
    var first = days.first.civil.adding(days: -Self.historyDays)
    if let baseline = scope.campaign?.baseline?.first.civil,
      baseline.daysSinceEpoch < first.daysSinceEpoch
    {
      first = baseline
    }
    let literal = DateLiteral(year: first.year, month: first.month, day: first.day) ?? days.first
    history = DateRange(literal, through: days.last)
    query = try scope.query(
      MetricRequest("history", metrics.map { $0.id }, isDaily: true, during: history))
  }

  var queries: [MetricQuery] { [query].compactMap { $0 } }
  var lacks: [String] { query?.lacks(of: metrics.map { $0.id }) ?? ["campaign"] }

  /// An unusual day of one metric.
  struct Day: Sendable {
    let metric: Metric
    let day: CivilDate
    let unusual: UnusualDay
    /// The part of the period's count that was lost or won.
    let share: Double
  }

  /// The unusual days of the period, in time order; a day is told once, by the metric it shows in
  /// most clearly.
  func unusualDays(_ results: ReportResults) -> [Day] {
    guard let query, let days, let history else { return [] }
    let table = results.figures(query)
    var found: [Day] = []
    for metric in metrics where metric.isTotal && metric.declaration.unit == "count" {
      let series = DailySeries(metric, table, over: history)
      let numbers = series.numbers
      guard let start = numbers.firstIndex(where: { $0 != nil }) else { continue }
      let known = Array(numbers[start...])
      let period = zip(series.days, numbers).filter {
        $0.0.daysSinceEpoch >= days.first.daysSince1970
      }
      let total = period.reduce(0) { $0 + ($1.1 ?? 0) }
      guard total > 0 else { continue }
      for unusual in UnusualDay.find(known, firstWeekday: series.days[start].weekday - 1) {
        let day = series.days[start + unusual.index]
        guard day.daysSinceEpoch >= days.first.daysSince1970 else { continue }
        found.append(
          Day(
            metric: metric, day: day, unusual: unusual,
            share: abs(unusual.value - unusual.expected) / total))
      }
    }
    var strongest: [Day] = []
    for day in found {
      if let index = strongest.firstIndex(where: { $0.day == day.day }) {
        if abs(day.unusual.deviation) > abs(strongest[index].unusual.deviation) {
          strongest[index] = day
        }
      } else {
        strongest.append(day)
      }
    }
    return strongest.sorted { $0.day.daysSinceEpoch < $1.day.daysSinceEpoch }
  }

  /// A finding for each unusual day.
  func told(_ days: [Day], _ results: ReportResults) -> [ToldFinding] {
    let text = scope.text
    return days.map { day in
      let isLow = day.unusual.value < day.unusual.expected
      let isBad = isLow == (day.metric.declaration.direction != .down)
      let format = FigureFormat(day.metric)
      let expected = Report.Value.integer(Int(day.unusual.expected.rounded()))
      return ToldFinding(
        Finding(.unusualDay(day.unusual), share: day.share, certainty: 1 - day.unusual.q),
        Report.Finding(
          isBad ? .critical : .good,
          text.sentence(
            isLow ? .lowDay : .highDay,
            [
              "day": .value(.date(day.day), receipt: nil),
              "metric": .words(day.metric.label(in: scope.language)),
              "value": .value(format.value(day.unusual.value), receipt: nil),
              "expected": .value(expected, receipt: nil),
              "change": .value(.ratio(abs(day.unusual.deviation)), receipt: nil),
            ]),
          certainty: text[.certainDay], section: .timeline, metrics: [day.metric.id]))
    }
  }

  func blocks(
    _ results: ReportResults, _ unusual: [Day], _ book: inout ReceiptBook
  ) -> [Report.Block] {
    guard let query, let days else { return [] }
    let table = results.figures(query)
    return metrics.compactMap { metric in
      guard table.metrics.contains(metric.id) else { return nil }
      return .chart(chart(of: metric, DailySeries(metric, table, over: days), unusual))
    }
  }

  private func chart(
    of metric: Metric, _ series: DailySeries, _ unusual: [Day]
  ) -> Report.Chart {
    let text = scope.text
    let format = FigureFormat(metric)
    let label = metric.label(in: scope.language)
    let numbers = series.numbers
    let values = zip(series.figures, numbers).map { figure, number in
      figure.map { format.value($0) } ?? number.map { format.value($0) } ?? .missing(.noData)
    }
    let own = unusual.filter { $0.metric.id == metric.id }
    let title: String
    let written = ReportFormat(
      language: scope.language, currency: scope.document.currency,
      rounding: scope.document.rounding.shown ?? .halfUp)
    if let worst = own.max(by: { abs($0.unusual.deviation) < abs($1.unusual.deviation) }) {
      title = text(
        worst.unusual.deviation < 0 ? .lowTitle : .highTitle,
        [
          "metric": label, "day": written.shortDate(worst.day),
          "value": written.brief(format.value(worst.unusual.value)),
          "expected": written.brief(.integer(Int(worst.unusual.expected.rounded()))),
        ])
    } else if let peak = numbers.indices.max(by: { (numbers[$0] ?? -1) < (numbers[$1] ?? -1) }),
      numbers[peak] != nil
    {
      title = text(
        .peakTitle,
        [
          "metric": label, "day": written.shortDate(series.days[peak]),
          "value": written.brief(values[peak]),
        ])
    } else {
      title = text(.nothingTitle, ["metric": label])
    }
    let notes = unusual.map { day in
      Report.Chart.Lines.Annotation(
        at: day.day.description,
        text(
          .dayNote,
          [
            "metric": day.metric.label(in: scope.language),
            "value": written.brief(FigureFormat(day.metric).value(day.unusual.value)),
            "expected": written.brief(.integer(Int(day.unusual.expected.rounded()))),
          ]))
    }
    return Report.Chart(
      id: "timeline_\(metric.id)", title: title, subtitle: text(.daily, ["metric": label]),
      unit: format.chartUnit, alt: title,
      .lines(.init(days: series.days, series: [.init(label, values)], annotations: notes)),
      metrics: [metric.id])
  }
}

extension SectionPhrase {
  fileprivate static let lowDay = SectionPhrase(
    "{day}的{metric}只有 {value}，按走势和星期应有约 {expected}，少了 {change}。",
    "On {day} {metric} fell to {value} where trend and weekday let expect about {expected}: {change} less."
  )
  fileprivate static let highDay = SectionPhrase(
    "{day}的{metric}达到 {value}，按走势和星期应有约 {expected}，多了 {change}。",
    "On {day} {metric} rose to {value} where trend and weekday let expect about {expected}: {change} more."
  )
  fileprivate static let certainDay = SectionPhrase(
    "很有把握（偶然出现的概率低于千分之一）", "sure (less than one in a thousand by chance)")
  fileprivate static let lowTitle = SectionPhrase(
    "{metric}：{day} 只有 {value}，应有约 {expected}",
    "{metric}: only {value} on {day}, about {expected} expected")
  fileprivate static let highTitle = SectionPhrase(
    "{metric}：{day} 有 {value}，平常约 {expected}",
    "{metric}: {value} on {day}, about {expected} expected")
  fileprivate static let peakTitle = SectionPhrase(
    "{metric}：{day} 最高，为 {value}", "{metric}: highest on {day}, {value}")
  fileprivate static let nothingTitle = SectionPhrase("{metric}：没有数据", "{metric}: no data")
  fileprivate static let daily = SectionPhrase("{metric}，活动期逐日", "{metric}, day by day")
  fileprivate static let dayNote = SectionPhrase(
    "{metric} {value}，应有约 {expected}", "{metric} {value}, about {expected} expected")
}
