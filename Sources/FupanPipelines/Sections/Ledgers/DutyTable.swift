import FupanConfig
import FupanMetrics
import FupanReports

/// The matrix of responsibilities: who does it, who answers for it, who is asked and who is told.
struct DutyTable {
  private let scope: ReportScope

  init(_ scope: ReportScope) { self.scope = scope }

  /// Nil where nobody wrote one down.
  var table: Report.Table? {
    let duties = scope.ledgers.duties
    guard !duties.isEmpty else { return nil }
    let text = scope.text
    let words = ReportText(scope.language)
    return Report.Table(
      id: "next_duties", title: text[.duties],
      columns: [
        .init("duty", text[.duty], .text), .init("department", text[.department], .text),
        .init("responsible", text[.responsible], .text),
        .init("accountable", text[.accountable], .text),
        .init("consulted", text[.consulted], .text), .init("informed", text[.informed], .text),
        .init("due", words[.due], .date), .init("status", words[.status], .status),
      ],
      rows: duties.map { duty in
        Report.Table.Row([
          .text(duty.duty), .text(duty.department ?? ""), .text(text.list(duty.responsible)),
          .text(text.list(duty.accountable)), .text(text.list(duty.consulted)),
          .text(text.list(duty.informed)), duty.due.map { .date($0.civil) } ?? .missing(.noData),
          .status(LedgerText.status(duty.status, due: duty.due, scope)),
        ])
      })
  }
}

extension SectionPhrase {
  fileprivate static let duties = SectionPhrase("职责矩阵", "Who does what")
  fileprivate static let duty = SectionPhrase("事项", "Duty")
  fileprivate static let department = SectionPhrase("部门", "Department")
  fileprivate static let responsible = SectionPhrase("执行（R）", "Responsible")
  fileprivate static let accountable = SectionPhrase("负责（A）", "Accountable")
  fileprivate static let consulted = SectionPhrase("咨询（C）", "Consulted")
  fileprivate static let informed = SectionPhrase("知会（I）", "Informed")
}
