import FupanData
import FupanDiagnostics
import FupanMethods
import FupanMetrics
import FupanReports

/// How many of each channel's visitors bought, and whether a channel stands out.
struct ChannelConversion: Sendable {
  private let scope: ReportScope
  private let metric: Metric
  private let query: MetricQuery
  private static let column = "channel"

  /// Nil where the pipeline has no conversion that is a share of people.
  init?(in scope: ReportScope) throws(Problems) {
    guard let metric = scope.registry["conversion"], metric.declaration.interval == .wilson else {
      return nil
    }
    self.scope = scope
    self.metric = metric
    query = try scope.query(
      MetricRequest(
        "by_channel", [metric.id], by: [Self.column], during: scope.clock.period))
  }

  var queries: [MetricQuery] { [query] }
  var lacks: [String] { query.lacks(of: [metric.id]) }

  /// One channel's counts.
  private struct Group {
    let name: String
    let figure: MetricFigure
    let successes: Int
    let trials: Int
  }

  private func groups(_ results: ReportResults) -> [Group] {
    results.figures(query).rows.compactMap { row in
      guard let figure = row.figures[metric.id],
        case .integer(let successes)? = figure.numerator,
        case .integer(let trials)? = figure.denominator, trials > 0
      else { return nil }
      return Group(
        name: row.scope.first?.text ?? scope.text[.unknownGroup], figure: figure,
        successes: Int(successes), trials: Int(trials))
    }.sorted {
      $0.trials != $1.trials
        ? $0.trials > $1.trials : $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
    }
  }

  private func receipt(_ group: Group, _ book: inout ReceiptBook) -> String {
    book.add(
      metric, group.figure, part: "\(Self.column)=\(group.name)", remark: group.name,
      condition: "\(Self.column) = '\(group.name)'",
      during: scope.clock.period.map { Report.Period($0) })
  }

  private func winner(_ groups: [Group]) -> WinningGroup? {
    WinningGroup.find(groups.map { ($0.successes, $0.trials) })
  }

  func told(_ results: ReportResults, _ book: inout ReceiptBook) -> [ToldFinding] {
    let groups = groups(results)
    guard let found = winner(groups) else { return [] }
    let text = scope.text
    let group = groups[found.index]
    let payers = groups.reduce(0) { $0 + $1.successes }
    return [
      ToldFinding(
        Finding(
          .winningGroup(found), share: payers == 0 ? 0 : found.extra / Double(payers),
          certainty: 1 - found.q),
        Report.Finding(
          .good,
          text.sentence(
            .winner,
            [
              "channel": .words(group.name), "metric": .words(metric.label(in: scope.language)),
              "rate": .value(
                FigureFormat(metric).value(group.figure), receipt: receipt(group, &book)),
              "rest": .value(rate(found.rest), receipt: nil),
              "times": .value(
                found.times.map { .multiple($0) } ?? .missing(.undefined), receipt: nil),
              "extra": .value(.integer(Int(found.extra.rounded())), receipt: nil),
            ]), certainty: text[found.q < 0.001 ? .q001 : .q01], section: .channels,
          metrics: [metric.id]))
    ]
  }

  private func rate(_ estimate: Estimate) -> Report.Value {
    if let part = estimate.numerator.flatMap({ Report.ExactNumber($0) }),
      let whole = estimate.denominator.flatMap({ Report.ExactNumber($0) })
    {
      return .share(part, of: whole)
    }
    return estimate.value.map { .ratio($0) } ?? .missing(.undefined)
  }

  func blocks(_ results: ReportResults, _ book: inout ReceiptBook) -> [Report.Block] {
    let groups = groups(results)
    guard !groups.isEmpty else { return [] }
    let text = scope.text
    let label = metric.label(in: scope.language)
    let verdicts = SmallCells.list(
      groups.map { $0.trials }, minimumGroup: scope.document.minimumGroup)
    let shown = groups.indices.filter { verdicts[$0] == .published }
    let rows = groups.indices.map { index in
      let group = groups[index]
      guard verdicts[index] == .published else {
        return Report.Table.Row(
          [.text(group.name)] + [Report.Value](repeating: .suppressed, count: 5),
          metric: metric.id)
      }
      let interval = group.figure.estimate.interval
      return Report.Table.Row(
        [
          .text(group.name), .integer(group.trials), .integer(group.successes),
          FigureFormat(metric).value(group.figure),
          interval?.lower.map { .ratio($0) } ?? .missing(.undefined),
          interval?.upper.map { .ratio($0) } ?? .missing(.undefined),
        ], metric: metric.id, receipt: receipt(group, &book))
    }
    let title: String
    if let found = winner(groups), let times = found.times {
      let format = ReportFormat(language: scope.language, currency: scope.document.currency)
      title = text(
        .winnerTitle,
        [
          "channel": groups[found.index].name, "metric": label,
          "times": format.brief(.multiple(times)),
        ])
    } else {
      title = text(.noWinnerTitle, ["metric": label])
    }
    let words = ReportText(scope.language)
    var blocks: [Report.Block] = []
    if shown.count > 1 {
      blocks.append(
        .chart(
          Report.Chart(
            id: "channels_conversion_chart", title: title, subtitle: text[.intervals],
            unit: .ratio, alt: title,
            .intervals(
              .init(
                shown.map { index in
                  let group = groups[index]
                  let interval = group.figure.estimate.interval
                  return .init(
                    group.name, estimate: FigureFormat(metric).value(group.figure),
                    low: interval?.lower.map { .ratio($0) } ?? .missing(.undefined),
                    high: interval?.upper.map { .ratio($0) } ?? .missing(.undefined),
                    n: .integer(group.trials))
                })), metrics: [metric.id])))
    }
    blocks.append(
      .table(
        Report.Table(
          id: "channels_conversion", title: text(.conversionTable, ["metric": label]),
          columns: [
            .init("channel", text[.channel], .text),
            .init("of", text[.people], .integer), .init("did", text[.ofThem], .integer),
            .init("rate", label, .ratio, metric: metric.id),
            .init("low", words[.low], .ratio), .init("high", words[.high], .ratio),
          ], rows: rows, note: text.sentence(.conversionNote))))
    return blocks
  }
}

extension SectionPhrase {
  static let channel = SectionPhrase("渠道", "Channel")
  fileprivate static let people = SectionPhrase("访客", "Visitors")
  fileprivate static let ofThem = SectionPhrase("其中付款", "Who paid")
  fileprivate static let winner = SectionPhrase(
    "{channel}的{metric}为 {rate}，其余渠道合计 {rest}，是它们的 {times}，多带来约 {extra} 人。",
    "{channel}: {metric} of {rate} against {rest} for all other channels, {times} as much and about {extra} people more."
  )
  static let q001 = SectionPhrase("很有把握（校正后 p < 0.001）", "sure (corrected p < 0.001)")
  static let q01 = SectionPhrase("有把握（校正后 p < 0.01）", "fairly sure (corrected p < 0.01)")
  fileprivate static let winnerTitle = SectionPhrase(
    "{channel}的{metric}是其余渠道的 {times}", "{channel}: {metric} {times} that of the other channels")
  fileprivate static let noWinnerTitle = SectionPhrase(
    "各渠道的{metric}没有可确认的差异", "No channel's {metric} stands out for sure")
  fileprivate static let intervals = SectionPhrase(
    "点为比率，线为 95% 区间", "Dots are rates, lines their 95 % intervals")
  fileprivate static let conversionTable = SectionPhrase("各渠道{metric}", "{metric} by channel")
  fileprivate static let conversionNote = SectionPhrase(
    "同一人可从几个渠道来，各渠道人数相加会大于总人数。",
    "One person may come through several channels, so channels add up to more than all visitors.")
}
