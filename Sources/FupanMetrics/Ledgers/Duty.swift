import FupanConfig

/// Who does what: one entry of the matrix of responsibilities (RACI).
///
///     - {duty: 小程序会场上线, responsible: 小北, accountable: 小林, due: 2026-04-13, status: 已完成}
package struct Duty: LedgerEntry {
  package static let kind = LedgerKind.duty

  @Parameter("What has to be done.") package var duty: String
  @Parameter("The department it belongs to.") package var department: String?
  @Parameter("Those who do it.") package var responsible: [String] = []
  @Parameter("The one who answers for it.") package var accountable: [String] = []
  @Parameter("Those who are asked before.") package var consulted: [String] = []
  @Parameter("Those who are told after.") package var informed: [String] = []
  @Parameter("By when.") package var due: DateLiteral?
  @Parameter("How far it is.") package var status: String?

  package init() {}

  package var title: String { duty }

  /// Somebody does it and exactly one answers for it.
  package var lacking: [String] {
    [
      responsible.isEmpty ? "responsible" : nil, accountable.count == 1 ? nil : "accountable",
    ].compactMap { $0 }
  }
}
