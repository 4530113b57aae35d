import FupanMetrics
import FupanReports

/// What the ledgers still lack: an entry a row, with the columns that are not filled in and the
/// metrics that the report does not have.
struct LedgerGapTable {
  private let scope: ReportScope

  init(_ scope: ReportScope) { self.scope = scope }

  /// Nil where nothing lacks.
  var table: Report.Table? {
    let text = scope.text
    var rows = scope.ledgers.gaps.map { gap in
      Report.Table.Row([
        .text(text[SectionPhrase.ledger(gap.kind)]), .text(gap.entry),
        .text(text.list(gap.lacking.map { header(of: $0, in: gap.kind) })),
      ])
    }
    for named in unknownMetrics {
      rows.append(
        Report.Table.Row([
          .text(text[SectionPhrase.ledger(named.kind)]), .text(named.entry),
          .text(text(.unknownMetric, ["metric": named.metric])),
        ]))
    }
    guard !rows.isEmpty else { return nil }
    return Report.Table(
      id: "why_gaps", title: text[.gaps],
      columns: [
        .init("ledger", text[.ledger], .text),
        .init("entry", text[.entry], .text), .init("lacking", text[.lacking], .text),
      ], rows: rows)
  }

  /// Metrics that entries refer to and the pipeline does not have, in the order of the ledgers.
  private var unknownMetrics: [(kind: LedgerKind, entry: String, metric: String)] {
    let ledgers = scope.ledgers
    var named: [(kind: LedgerKind, entry: String, metric: String)] = []
    for issue in ledgers.issues {
      if let metric = issue.checkMetric { named.append((.issue, issue.title, metric)) }
    }
    for story in ledgers.stories {
      for metric in story.metricRefs { named.append((.story, story.title, metric)) }
    }
    for hypothesis in ledgers.hypotheses {
      if let metric = hypothesis.metric {
        named.append((.hypothesis, hypothesis.title, metric))
      }
    }
    return named.filter { scope.registry.metric(called: $0.metric) == nil }
  }

  /// What the sheets call a setting.
  private func header(of setting: String, in kind: LedgerKind) -> String {
    KeptSheet.ledger(kind).columns.first { $0.key == setting }?.header(in: scope.language)
      ?? setting
  }
}

extension SectionPhrase {
  fileprivate static let gaps = SectionPhrase("台账还缺什么", "What the ledgers still lack")
  fileprivate static let ledger = SectionPhrase("台账", "Ledger")
  fileprivate static let entry = SectionPhrase("条目", "Entry")
  fileprivate static let unknownMetric = SectionPhrase(
    "没有“{metric}”这个指标", "there is no metric '{metric}'")
  fileprivate static let lacking = SectionPhrase("缺", "Lacks")

  /// What people call a ledger.
  static func ledger(_ kind: LedgerKind) -> SectionPhrase {
    switch kind {
    case .issue: SectionPhrase("问题", "Issues")
    case .story: SectionPhrase("STAR", "STAR")
    case .hypothesis: SectionPhrase("假设", "Hypotheses")
    case .step: SectionPhrase("分工", "Run sheet")
    case .duty: SectionPhrase("职责", "Duties")
    case .incident: SectionPhrase("事件", "Incidents")
    case .question: SectionPhrase("调研问题", "Questions")
    case .competitor: SectionPhrase("竞品", "Competitors")
    case .partner: SectionPhrase("合作方", "Partners")
    }
  }
}
