import FupanMetrics
import FupanReports

/// What the ledgers still lack: an entry a row, with the columns that are not filled in.
struct LedgerGapTable {
  private let scope: ReportScope

  init(_ scope: ReportScope) { self.scope = scope }

  /// Nil where nothing lacks.
  var table: Report.Table? {
    let text = scope.text
    let rows = scope.ledgers.gaps.map { gap in
      Report.Table.Row([
        .text(text[SectionPhrase.ledger(gap.kind)]), .text(gap.entry),
        .text(text.list(gap.lacking.map { header(of: $0, in: gap.kind) })),
      ])
    }
    guard !rows.isEmpty else { return nil }
    return Report.Table(
      id: "why_gaps", title: text[.gaps],
      columns: [
        .init("ledger", text[.ledger], .text),
        .init("entry", text[.entry], .text), .init("lacking", text[.lacking], .text),
      ], rows: rows)
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
