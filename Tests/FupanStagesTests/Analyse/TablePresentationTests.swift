import FupanConfig
import FupanData
import FupanDiagnostics
import FupanReports
import FupanStages
import Testing

/// What readers see of stages that are shown as tables: totals that add up, nothing of too few
/// people, words in their language.
struct TablePresentationTests {
  private static let schema = Schema([
    Field("person_id", .text, isPersonal: true), Field("channel", .text), Field("date", .date),
    Field("net", .decimal(scale: 2), unit: Unit("CNY")), Field("score", .integer),
  ])

  /// Rows from 2026-04-01 on, one a person and day.
  private static func orders(_ count: Int) -> Table {
    var rows: [[Value]] = []
    for index in 0..<count {
      let amount = Value.decimal(Int128(100 * (index + 1)), scale: 2)
      rows.append([
        .text("p\(index % 50)"), .text(index % 2 == 0 ? "A" : "B"),
        .date(Int32(20_544 + index % 20)), amount, .integer(Int64(index % 11)),
      ])
    }
    return Table(schema, rows: rows)
  }

  private static func tables<S: TransformStage & PresentedStage>(
    _ type: S.Type, _ settings: String, over input: Table, datasets: [String: Table] = [:],
    _ language: Language = .english
  ) async throws -> (blocks: [Report.Block], tables: [Report.Table]) {
    let table = try await StageRun(datasets: datasets, isShown: true)
      .table(type, settings, over: input)
    let stage = try type.decode(YAMLDocument.parse(settings, file: "test.yaml").root)
    let blocks = stage.blocks(
      for: table,
      in: PresentationContext(
        dataset: "result", language: language, currency: "CNY", minimumGroup: 5,
        material: input.schema))
    return (blocks, blocks.compactMap { if case .table(let table) = $0 { table } else { nil } })
  }

  private static let comparison =
    "{into: {revenue: sum(net), buyers: count(distinct person_id)}, by: channel, "
    + "during: 2026-04-11..2026-04-20, base: previous}"
  private static let tiers = "{rules: [high: score >= 7, mid: score >= 4], from: march}"

  /// Each person's tier a month ago.
  private static let march = Table(
    Schema([Field("person_id", .text, isPersonal: true), Field("tier", .text)]),
    rows: (0..<50).map { [.text("p\($0)"), .text($0 % 3 == 0 ? "high" : "mid")] })

  private static func all(_ count: Int, _ language: Language) async throws -> [[Report.Block]] {
    let orders = orders(count)
    return [
      try await tables(Crosstab.self, "{of: score, by: channel}", over: orders, language).blocks,
      try await tables(ComparePeriods.self, comparison, over: orders, language).blocks,
      try await tables(
        Tiers.self, tiers, over: TablePresentationTests.orders(min(count, 50)),
        datasets: ["march": march], language
      ).blocks,
      try await tables(Describe.self, "{}", over: orders, language).blocks,
    ]
  }

  @Test func englishReportsHoldNoChinese() async throws {
    for blocks in try await TablePresentationTests.all(200, .english) {
      let text = blocks.map { String(describing: $0) }.joined().replacing("未分层", with: "")
      #expect(!text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
    }
  }

  @Test func everyRowHasACellForEachColumn() async throws {
    for count in [0, 1, 200] {
      for blocks in try await TablePresentationTests.all(count, .simplifiedChinese) {
        #expect(!blocks.isEmpty)
        for case .table(let table) in blocks {
          #expect(table.rows.allSatisfy { $0.cells.count == table.columns.count }, "\(table.id)")
        }
      }
    }
  }

  @Test func aCrosstabWithholdsFewPeopleAndWhatGivesThemAway() async throws {
    let rows = (0..<40).map { index -> [Value] in
      [.text("p\(index)"), .text(index < 38 ? "A" : "B"), .missing, .missing, .integer(1)]
    }
    let (_, tables) = try await TablePresentationTests.tables(
      Crosstab.self, "{of: score, by: channel}",
      over: Table(TablePresentationTests.schema, rows: rows))
    let counts = try #require(tables.first).rows
    #expect(counts[0].cells[1] == .suppressed)
    #expect(counts[1].cells[1] == .suppressed)
    #expect(counts[2].cells[2] == .integer(40))
    #expect(tables[1].rows[0].cells[1] == .suppressed)
  }

  @Test func aCrosstabOfThingsIsShownWhole() async throws {
    let (_, tables) = try await TablePresentationTests.tables(
      Crosstab.self, "{of: status, by: sku}",
      over: Table(
        Schema([Field("sku", .text), Field("status", .text)]),
        rows: [[.text("a"), .text("x")], [.text("a"), .text("y")], [.text("b"), .text("y")]]))
    let counts = try #require(tables.first).rows
    #expect(counts.map { $0.cells.dropFirst() } == [[1, 1, 2], [0, 1, 1], [1, 2, 3]])
    #expect(counts[2].isTotal)
  }

  @Test func contributionsAddUpToTheWholeChange() async throws {
    let table = try await StageRun().table(
      ComparePeriods.self, TablePresentationTests.comparison,
      over: TablePresentationTests.orders(200))
    let parts = try #require(table.values("revenue_contribution")).compactMap { $0.double }
    let whole = try await StageRun().table(
      ComparePeriods.self,
      "{into: {revenue: sum(net)}, during: 2026-04-11..2026-04-20, base: previous}",
      over: TablePresentationTests.orders(200))
    let change = try #require(whole.values("revenue_relative")?.first?.double)
    #expect(parts.count == 2)
    #expect(abs(parts.reduce(0, +) - change) < 1e-12)
  }

  @Test func aPeriodThatIsNotOverIsComparedWithAsManyDays() async throws {
    let rows = (0..<40).map { day -> [Value] in
      [.text("p"), .text("A"), .date(Int32(20_530 + day)), .decimal(100, scale: 2), .integer(1)]
    }
    // The report knows days up to 2026-04-24; three of the ten days have passed.
    let table = try await StageRun().table(
      ComparePeriods.self,
      "{into: {orders: count(*)}, during: 2026-04-22..2026-05-01, base: previous}",
      over: Table(TablePresentationTests.schema, rows: rows))
    #expect(table.values("orders") == [.integer(3)])
    #expect(table.values("orders_base") == [.integer(3)])
    #expect(table.values("days") == [.integer(3)])
    #expect(table.values("is_partial") == [.bool(true)])
  }

  @Test func migrationAddsUpToBothSides() async throws {
    let (_, tables) = try await TablePresentationTests.tables(
      Tiers.self, TablePresentationTests.tiers, over: TablePresentationTests.orders(50),
      datasets: ["march": TablePresentationTests.march])
    let matrix = try #require(tables.first { $0.id.hasSuffix("_migration") })
    #expect(matrix.rows.last?.cells.last == .integer(50))
    #expect(matrix.rows.count == 5)
  }

  @Test func tiersTellWhatOneOfThemHasOnAverage() async throws {
    let (_, tables) = try await TablePresentationTests.tables(
      Tiers.self, "{of: {points: sum(score), rows: count(*)}, rules: [high: points >= 7]}",
      over: TablePresentationTests.orders(50))
    let table = try #require(tables.first)
    #expect(table.columns.map { $0.id } == ["tier", "n", "share", "mean_points", "mean_rows"])
    #expect(table.rows.allSatisfy { $0.cells.count == 5 })
    guard case .number(let all, _)? = table.rows.last?.cells[4] else {
      Issue.record("a mean of rows was expected")
      return
    }
    #expect(all == 1)
  }

  @Test func describeWithholdsPersonalValues() async throws {
    let table = try await StageRun().table(
      Describe.self, "{}", over: TablePresentationTests.orders(60))
    #expect(
      table.rows[0][3...] == [
        .integer(60), .integer(0), .integer(50), .missing, .missing, .missing,
      ])
    #expect(table.rows[3][6] == .text("1.00"))
  }
}
