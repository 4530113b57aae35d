import Foundation
import FupanConfig
import FupanPipelines
import Testing

/// `fupan schema --ledgers` knows what ledgers say, and what nobody says.
struct LedgerSchemaTests {
  private func faults(_ text: String) throws -> [String] {
    SchemaFaults.of(
      try YAMLDocument.parse(text, file: "ledgers.yaml").root, by: LedgerSchema.json
    ).map { "\($0)" }
  }

  @Test func everyKindOfEntryFollowsIt() throws {
    let text = """
      - {id: P-1, symptom: 支付中断, loss: 4500, why1: 证书到期, verified: true, due: 2026-05-01}
      - {situation: 客流回升, metric_refs: [revenue]}
      - {hypothesis: 短信有效, decision: keep}
      - {step: 签到, planned_start: 09:00, planned_end: 09:30}
      - {duty: 会场上线, responsible: 小北, accountable: [小林]}
      - {incident: 投诉, level: A, opened_at: 2026-04-16 10:05}
      - {question: 您从哪里知道我们, asked_on: 2026-04-24}
      - {competitor: 多多社区, threshold: 30, reduction: 15}
      - {partner: 邻里书店, in_kind_value: 3000}
      """
    #expect(try faults(text) == [])
  }

  @Test(arguments: [
    "- {symptom: 支付中断}", "- {hypothesis: 短信有效, decision: maybe}",
    "- {incident: 投诉, level: D, opened_at: 2026-04-16 10:05}", "- {duty: 会场上线, when: soon}",
  ])
  func whatNobodySaysIsFound(text: String) throws {
    #expect(try !faults(text).isEmpty)
  }
}
