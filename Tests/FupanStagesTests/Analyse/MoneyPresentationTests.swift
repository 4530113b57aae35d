import FupanConfig
import FupanData
import FupanDiagnostics
import FupanReports
import FupanStages
import Testing

/// What readers see of unit costs, budgets, profit and visits, and that nothing is not a figure.
struct MoneyPresentationTests {
  private static let day: Int64 = 86_400_000_000

  private static func blocks<S: TransformStage & PresentedStage>(
    _ type: S.Type, _ settings: String, over input: Table, datasets: [String: Table] = [:],
    _ language: Language
  ) async throws -> [Report.Block] {
    let table = try await StageRun(datasets: datasets).table(type, settings, over: input)
    let stage = try type.decode(YAMLDocument.parse(settings, file: "test.yaml").root)
    return stage.blocks(
      for: table,
      in: PresentationContext(
        dataset: "result", language: language, currency: "CNY", minimumGroup: 5))
  }

  private static func row(_ index: Int) -> [Value] {
    let amount = Int128(10_000 + 331 * (index % 17))
    let net = Int128(20_000 + 97 * (index % 13))
    let clicks = index % 3 == 0 ? 0 : Int64(index)
    let paidAt = (20_400 + Int64(index)) * day
    return [
      .text("p\(index % 40)"), .timestamp(paidAt), .decimal(amount, scale: 2), .integer(clicks),
      .text(["A", "B", "C"][index % 3]), .decimal(net, scale: 2),
    ]
  }

  private static func all(_ count: Int, _ language: Language) async throws -> [[Report.Block]] {
    let money = DataType.decimal(scale: 2)
    let lines = Table(
      Schema([
        Field("person_id", .text, isPersonal: true), Field("paid_at", .timestamp),
        Field("amount", money, unit: Unit("CNY")), Field("clicks", .integer),
        Field("channel", .text), Field("net", money, unit: Unit("CNY")),
      ]),
      rows: (0..<count).map { row($0) })
    return [
      try await blocks(
        UnitCosts.self, "{of: amount, by: channel, clicks: clicks, revenue: net}", over: lines,
        language),
      try await blocks(LifetimeValue.self, "{of: net, every: week}", over: lines, language),
      try await blocks(
        Profit.self, "{of: net, paid: net, goods: amount, spend: lines}", over: lines,
        datasets: ["lines": lines], language),
      try await blocks(
        BudgetShares.self,
        "{by: channel, planned: amount, actual: net, shares: {A: 80%, B: 20%}, on_top: [C]}",
        over: lines, language),
      try await blocks(Reallocate.self, "{of: amount, result: net}", over: lines, language),
      try await blocks(
        Savings.self, "{by: channel, before: net, now: amount}", over: lines, language),
      try await blocks(Visits.self, "{by: channel, done: net > 200}", over: lines, language),
    ]
  }

  @Test func everyAnalysisTabulates() async throws {
    for blocks in try await MoneyPresentationTests.all(120, .simplifiedChinese) {
      #expect(blocks.contains { if case .table = $0 { true } else { false } })
    }
  }

  @Test func nothingToShowIsSaidInASentence() async throws {
    for blocks in try await MoneyPresentationTests.all(0, .english) {
      #expect(blocks.count == 1)
      guard case .prose? = blocks.first else {
        Issue.record("a sentence was expected, not \(blocks)")
        continue
      }
    }
  }

  @Test func englishReportsHoldNoChinese() async throws {
    for blocks in try await MoneyPresentationTests.all(120, .english) {
      let text = blocks.map { String(describing: $0) }.joined()
      #expect(!text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
    }
  }

  @Test func oneRowIsEnoughForEveryAnalysis() async throws {
    for blocks in try await MoneyPresentationTests.all(1, .english) {
      #expect(!blocks.isEmpty)
      #expect(!String(describing: blocks).contains("nan"))
    }
  }
}
