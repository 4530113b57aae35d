import FupanPipelines
import Testing

/// What closed campaigns wrote down is found again.
struct HistorySearchTests {
  private func found(_ words: String) async throws -> [String] {
    let campaigns = try LedgerReport()
    try campaigns.close(
      try await campaigns.report(
        "winter", from: "2026-01-10",
        ledger: """
          - {id: a, symptom: 支付通道中断, root_cause: 证书到期, improvement: App 提醒列入清单, status: 已完成}
          - {situation: 客流回升, task: 拉新, action: 团长每晚预告, result: 成交多}
          """))
    try campaigns.close(
      try await campaigns.report(
        "spring", ledger: "- {id: b, symptom: 赠品发错, improvement: 复核证书}"))
    let reports = try HistoryFolder(campaigns.folder.path + "/history").reports()
    return HistorySearch(words).hits(in: reports)
      .map { "\($0.campaign) \($0.kind) \($0.matter) \($0.status)" }
  }

  @Test func allWordsAreInAnEntryTheLatestCampaignFirst() async throws {
    #expect(
      try await found("证书") == ["spring problem 赠品发错 open", "winter problem 支付通道中断 done"])
    #expect(try await found("app 证书") == ["winter problem 支付通道中断 done"])
    #expect(try await found("团长") == ["winter story 客流回升 "])
  }

  @Test func orTheProblemReadsLikeThem() async throws {
    #expect(try await found("支付通道又中断了") == ["winter problem 支付通道中断 done"])
    #expect(try await found("快递晚到") == [])
  }
}
