import FupanDiagnostics
import FupanReports

extension RunDifference {
  /// How many metrics are drawn.
  private static let mostCharts = 6

  /// The difference as a report of one section, for the writers: a table of all metrics, and for
  /// those that several causes moved how they got from one figure to the other.
  package func report(in language: Language, generatedAt: String) -> Report {
    let text = SectionText(language)
    let causes = causes
    var columns: [Report.Table.Column] = [
      .init("metric", text[.metric], .text), .init("from", before.name, .mixed),
      .init("to", after.name, .mixed), .init("difference", text[.differenceWord], .mixed),
    ]
    columns += causes.map { .init($0.rawValue, $0.title(in: language), .mixed) }
    let rows = metrics.map { metric in
      func cell(_ number: Report.ExactNumber?, isChange: Bool = true) -> Report.Value {
        .text(words(number, metric.unit, isChange: isChange, in: language))
      }
      let parts = causes.map { cause -> Report.Value in
        metric.amount(of: cause).map { cell($0) } ?? .missing(.notApplicable)
      }
      return Report.Table.Row(
        [
          .text(metric.label), cell(metric.before, isChange: false),
          cell(metric.after, isChange: false), cell(metric.difference),
        ] + parts, metric: metric.metric)
    }
    var note = text.sentence(.differenceNote)
    for remark in remarks(in: language) {
      note.spans.append(.words((language == .english ? " " : "") + remark))
    }
    let table = Report.Table(
      id: "differences", title: text[.differenceTable], columns: columns, rows: rows, note: note)
    let charts = metrics.filter { $0.parts.count > 1 }.prefix(RunDifference.mostCharts)
      .compactMap { chart($0, text) }
    let base = after.report
    return Report(
      title: text(.differenceTitle, ["from": before.name, "to": after.name]),
      campaign: base.campaign, period: base.period, asOf: base.asOf, state: base.state,
      language: language, currency: base.currency, timeZone: base.timeZone,
      generatedAt: generatedAt,
      sections: [
        Report.Section(
          .timeline, title: text[.differenceSection],
          blocks: [.table(table)] + charts.map { .chart($0) })
      ])
  }

  private func chart(_ metric: MetricDifference, _ text: SectionText) -> Report.Chart? {
    guard let first = metric.before, let last = metric.after, let difference = metric.difference
    else { return nil }
    func value(_ number: Report.ExactNumber) -> Report.Value {
      switch metric.unit {
      case .money: .money(number)
      case .percent: .number(number.approximation, places: metric.unit.places)
      default: .number(number.approximation, places: metric.unit.places)
      }
    }
    let unit: Report.Chart.Unit = if case .money = metric.unit { .money } else { .number }
    let change = words(difference, metric.unit, isChange: true, in: text.language)
    let title = text(
      .differenceChart,
      [
        "metric": metric.label, "change": change,
        "causes": text.list(
          metric.parts.filter { $0.amount.unscaled != 0 }.map {
            $0.cause.title(in: text.language)
              + " "
              + words($0.amount, metric.unit, isChange: true, in: text.language)
          }),
      ])
    return Report.Chart(
      id: "difference_"
        + metric.metric.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") },
      title: title, unit: unit, alt: title,
      .waterfall(
        .init(
          [.init(before.name, value(first), isTotal: true)]
            + metric.parts.map { .init($0.cause.title(in: text.language), value($0.amount)) }
            + [.init(after.name, value(last), isTotal: true)])),
      metrics: [metric.metric])
  }
}

extension SectionPhrase {
  fileprivate static let differenceWord = SectionPhrase("差额", "Difference")
  fileprivate static let differenceTitle = SectionPhrase(
    "{from} 与 {to} 差在哪里", "{from} and {to}: what differs")
  fileprivate static let differenceSection = SectionPhrase("差在哪里", "What differs, and why")
  fileprivate static let differenceTable = SectionPhrase(
    "每个指标的差额按原因拆开", "Each difference by its causes")
  fileprivate static let differenceNote = SectionPhrase(
    "各原因依次换入，每换一步重算一次，各部分之和恰好等于差额。",
    "Rows are exchanged one cause after the other and the figure is computed again each time, so the parts add up exactly."
  )
  fileprivate static let differenceChart = SectionPhrase(
    "{metric} {change}：{causes}", "{metric} {change}: {causes}")
}
