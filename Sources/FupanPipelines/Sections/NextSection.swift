import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanMetrics
import FupanReports

/// What is done next: the alerts that fired, improvements and whether the last ones worked, who does
/// what, what is worth doing again.
struct NextSection: ReportSection {
  static let kind = Report.Section.Kind.next
  static let summary =
    "Alerts that fired; improvements with owner, date and check; what the last campaign promised and whether it worked; duties and what is overdue; what is worth doing again; questions asked already."

  func prepare(in scope: ReportScope) throws(Problems) -> PreparedSection {
    var queries: [MetricQuery] = []
    for alert in scope.alerts {
      queries.append(try scope.query(alert.request(during: scope.clock.period)))
    }
    let judged = zip(scope.alerts, queries).map { (alert: $0, query: $1) }
    let issues = scope.ledgers.issues.filter { $0.improvement != nil }
    let figures = try LedgerFigures(
      of: issues.compactMap { $0.checkMetric } + PromiseTable.metrics(in: scope)
        + PracticeTable.metrics(of: scope.ledgers), in: scope)
    return PreparedSection(queries: queries + figures.queries) { results in
      var book = ReceiptBook(scope, results)
      let outcomes = judged.flatMap { $0.alert.evaluate(results.figures($0.query)) }
      let fired = outcomes.filter { $0.hasFired }
      let board = AlertBoard(scope)
      let told = board.told(fired, &book)
      var blocks: [Report.Block] = []
      if !fired.isEmpty { blocks.append(.table(board.table(fired, &book))) }
      if !outcomes.isEmpty { blocks.append(.prose(board.summary(outcomes, fired: fired))) }
      if !issues.isEmpty {
        blocks.append(.table(improvements(issues, scope, figures, results, &book)))
      }
      if let promises = PromiseTable(scope, figures) {
        blocks.append(.table(promises.table(results, &book)))
      }
      if let duties = DutyTable(scope).table { blocks.append(.table(duties)) }
      blocks += ActionList(scope).blocks
      if let practices = PracticeTable(scope, figures).table(results, &book) {
        blocks.append(.table(practices))
      }
      if let questions = QuestionTable(scope).table { blocks.append(.table(questions)) }
      let lacks = judged.flatMap { $0.query.lacks(of: $0.alert.parts.map { $0.metric.id }) }
      return BuiltSection(
        Report.Section(
          .next, blocks: blocks,
          missing: (issues.isEmpty ? ["ledgers"] : [])
            + (judged.isEmpty && issues.isEmpty ? ["alerts"] : []) + lacks.uniqued()),
        receipts: book.receipts, findings: told)
    }
  }

  /// What was promised, with the metric that will show whether it worked and its figure now.
  private func improvements(
    _ issues: [Issue], _ scope: ReportScope, _ figures: LedgerFigures, _ results: ReportResults,
    _ book: inout ReceiptBook
  ) -> Report.Table {
    let text = scope.text
    let words = ReportText(scope.language)
    var rows: [Report.Table.Row] = []
    for issue in issues {
      let found = issue.checkMetric.flatMap { figures.figure($0, scope, results) }
      rows.append(
        Report.Table.Row(
          [
            .text(issue.symptom), .text(issue.cause ?? ""), .text(issue.improvement ?? ""),
            .text(issue.owner ?? ""), issue.due.map { .date($0.civil) } ?? .missing(.noData),
            .status(LedgerText.status(issue.status, due: issue.due, scope)),
            .text(LedgerText.check(issue, scope) ?? ""),
            found.map { FigureFormat($0.metric).value($0.figure) }
              ?? .missing(issue.checkMetric == nil ? .notApplicable : .noData),
          ], receipt: found.map { book.add($0.metric, $0.figure, during: figures.days) }))
    }
    return Report.Table(
      id: "next_improvements", title: text[.promises],
      columns: [
        .init("problem", words[.problem], .text), .init("root_cause", words[.rootCause], .text),
        .init("improvement", words[.improvement], .text), .init("owner", words[.owner], .text),
        .init("due", words[.due], .date), .init("status", words[.status], .status),
        .init("check", words[.check], .text), .init("now", text[.checkNow], .mixed),
      ], rows: rows)
  }
}

/// Alerts as a table and as findings.
private struct AlertBoard {
  let scope: ReportScope
  let text: SectionText

  init(_ scope: ReportScope) {
    self.scope = scope
    text = scope.text
  }

  func table(_ fired: [AlertOutcome], _ book: inout ReceiptBook) -> Report.Table {
    let words = ReportText(scope.language)
    var rows: [Report.Table.Row] = []
    for outcome in fired {
      guard let period = outcome.telling else { continue }
      let metric = outcome.metric(of: period)
      rows.append(
        Report.Table.Row(
          [
            .text(metric.label(in: scope.language)), .text(place(of: outcome)),
            FigureFormat(metric).value(period.figure), .text(bound(of: outcome, period)),
            .status(outcome.alert.settings.level == .fail ? .fired : .warning),
            .text(outcome.alert.settings.owner ?? metric.declaration.owner ?? ""),
            .text(outcome.alert.settings.action?.text(in: scope.language) ?? ""),
          ], metric: metric.id, receipt: receipt(of: outcome, period, &book)))
    }
    return Report.Table(
      id: "next_alerts", title: text[.alerts],
      columns: [
        .init("metric", text[.metric], .text), .init("scope", text[.alertScope], .text),
        .init("value", text[.actual], .mixed), .init("bound", text[.bound], .text),
        .init("status", words[.status], .status), .init("owner", words[.owner], .text),
        .init("action", words[.action], .text),
      ], rows: rows)
  }

  func summary(_ outcomes: [AlertOutcome], fired: [AlertOutcome]) -> Report.Sentence {
    text.sentence(
      fired.isEmpty ? .allQuiet : .someFired,
      [
        "fired": .value(.integer(fired.count), receipt: nil),
        "total": .value(.integer(outcomes.count), receipt: nil),
      ])
  }

  /// A finding for each alert that fired; of one metric and scope only the gravest.
  func told(_ fired: [AlertOutcome], _ book: inout ReceiptBook) -> [ToldFinding] {
    var told: [ToldFinding] = []
    for outcome in fired {
      guard let period = outcome.telling, let value = period.figure.estimate.value else { continue }
      let metric = outcome.metric(of: period)
      let breach = outcome.alert.parts[period.part].breach(of: value)
      let label = metric.label(in: scope.language)
      let scopeText = place(of: outcome)
      told.append(
        ToldFinding(
          // Somebody is told of an alert already, so it weighs less than what nobody knows yet.
          Finding(.alert(outcome), share: min(breach, 1) / 10),
          Report.Finding(
            outcome.alert.settings.level == .fail ? .critical : .warning,
            text.sentence(
              .alertFired,
              [
                "metric": .words(
                  scopeText.isEmpty ? label : text.label(label, remark: scopeText)),
                "value": .value(
                  FigureFormat(metric).value(period.figure),
                  receipt: receipt(of: outcome, period, &book)),
                "bound": .words(bound(of: outcome, period)),
              ]), section: .next, metrics: [metric.id])))
    }
    return told
  }

  private func receipt(
    of outcome: AlertOutcome, _ period: AlertOutcome.Period, _ book: inout ReceiptBook
  ) -> String {
    let alert = outcome.alert
    let parts =
      zip(alert.settings.by, outcome.scope).map { "\($0)=\($1.text ?? "")" }
      + [period.day?.text].compactMap { $0 }
    var window = scope.clock.period.map { Report.Period($0) }
    if case .date(let day)? = period.day {
      let civil = CivilDate(daysSinceEpoch: Int(day))
      window = Report.Period(civil, through: civil)
    }
    let conditions = zip(alert.settings.by, outcome.scope).map { column, value in
      value.text.map { "\(column) = '\($0)'" } ?? "\(column) is null"
    }
    return book.add(
      outcome.metric(of: period), period.figure,
      part: parts.isEmpty ? nil : parts.joined(separator: ","),
      remark: parts.isEmpty ? nil : place(of: outcome),
      condition: conditions.isEmpty ? nil : conditions.joined(separator: " and "), during: window)
  }

  /// Where it fired: `达人合作`, `淘宝，4月16日`.
  private func place(of outcome: AlertOutcome) -> String {
    let format = ReportFormat(language: scope.language, currency: scope.document.currency)
    var words = outcome.scope.map { $0.text ?? text[.unknownGroup] }
    if case .date(let day)? = outcome.telling?.day {
      words.append(format.shortDate(CivilDate(daysSinceEpoch: Int(day))))
    }
    return text.list(words)
  }

  /// The good side: `≤ 15%`, `−10% 至 10%`.
  private func bound(of outcome: AlertOutcome, _ period: AlertOutcome.Period) -> String {
    let format = ReportFormat(language: scope.language, currency: scope.document.currency)
    let figure = FigureFormat(outcome.metric(of: period))
    func words(_ number: Double) -> String { format.exact(figure.value(number)) }
    return switch outcome.alert.parts[period.part].good {
    case .atLeast(let low): "≥ \(words(low))"
    case .atMost(let high): "≤ \(words(high))"
    case .above(let low): "> \(words(low))"
    case .below(let high): "< \(words(high))"
    case .between(let low, let high):
      text.language == .english
        ? "\(words(low)) to \(words(high))" : "\(words(low)) 至 \(words(high))"
    }
  }
}

extension AlertPlan.Part {
  /// How far a value lies beyond the bound, as a share of it.
  fileprivate func breach(of value: Double) -> Double {
    func share(_ bound: Double) -> Double {
      abs(value - bound) / max(abs(bound), .leastNonzeroMagnitude)
    }
    return switch good {
    case .atLeast(let low), .above(let low): value < low ? share(low) : 0
    case .atMost(let high), .below(let high): value > high ? share(high) : 0
    case .between(let low, let high): value < low ? share(low) : value > high ? share(high) : 0
    }
  }
}

extension SectionPhrase {
  fileprivate static let checkNow = SectionPhrase("指标现在", "Check now")
  static let unknownGroup = SectionPhrase("（未注明）", "(not stated)")
  fileprivate static let promises = SectionPhrase("接下来要做的", "What will be done")
  fileprivate static let alerts = SectionPhrase("触发的预警", "Alerts that fired")
  fileprivate static let alertScope = SectionPhrase("范围", "Where")
  fileprivate static let bound = SectionPhrase("正常范围", "Good side")
  fileprivate static let allQuiet = SectionPhrase(
    "检查了 {total} 条预警，全部正常。", "{total} alerts were checked; none fired.")
  fileprivate static let someFired = SectionPhrase(
    "检查了 {total} 条预警，触发 {fired} 条，其余正常。",
    "{total} alerts were checked; {fired} fired, the others are quiet.")
  fileprivate static let alertFired = SectionPhrase(
    "{metric}为 {value}，超出正常范围 {bound}。", "{metric} is {value}, outside its good side {bound}.")
}
