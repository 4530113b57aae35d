import FupanConfig
import FupanData
import FupanDiagnostics
import FupanReports
import FupanStages
import Testing

/// What readers see of the analyses: words in their language, nothing of too few people.
struct PresentationTests {
  private static func context(_ language: Language) -> PresentationContext {
    PresentationContext(
      dataset: "result", language: language, currency: "CNY", minimumGroup: 5)
  }

  @Test("A probability of a test is never told as zero")
  func smallProbabilities() {
    #expect(Report.Value(p: 0.00005) == .number(0.00005, places: 4))
    #expect(Report.Value(p: 0.00004999) == .text("<0.0001"))
    #expect(Report.Value(p: 0, places: 3) == .text("<0.001"))
    #expect(Report.Value(p: nil) == .missing(.undefined))
    let context = Self.context(.english)
    #expect(context.p(0.03124) == "p = 0.0312")
    #expect(context.p(0.0004, places: 3) == "p < 0.001")
  }

  private static let day: Int64 = 86_400_000_000

  private static func orders(_ persons: Int) -> Table {
    var rows: [[Value]] = []
    for person in 0..<persons {
      for number in 0...(person % 4) {
        let daysAgo = Int64(person % 30 + number * 9)
        rows.append([
          .text("p\(person)"), .timestamp((20_560 - daysAgo) * day),
          .decimal(Int128(1000 + 137 * person), scale: 2), .text(["A", "B", "C"][person % 3]),
        ])
      }
    }
    return Table(
      Schema([
        Field("person_id", .text, isPersonal: true), Field("paid_at", .timestamp),
        Field("net", .decimal(scale: 2), unit: Unit("CNY")), Field("channel", .text),
      ]), rows: rows)
  }

  private static func blocks<S: TransformStage & PresentedStage>(
    _ type: S.Type, _ settings: String, over input: Table, datasets: [String: Table] = [:],
    _ language: Language = .english
  ) async throws -> [Report.Block] {
    let table = try await StageRun(datasets: datasets, isShown: true)
      .table(type, settings, over: input)
    let stage = try type.decode(YAMLDocument.parse(settings, file: "test.yaml").root)
    return stage.blocks(for: table, in: context(language))
  }

  /// Every analysis over enough rows, and over none.
  private static func all(_ persons: Int, _ language: Language) async throws -> [[Report.Block]] {
    let orders = orders(persons)
    let answers = Table(
      Schema([
        Field("score", .integer), Field("reasons", .list), Field("channel", .text),
      ]),
      rows: (0..<persons).map {
        [.integer(Int64($0 % 11)), .list(["a", "b"]), .text(["A", "B"][$0 % 2])]
      })
    return [
      try await blocks(RFMTiers.self, "net", over: orders, language),
      try await blocks(
        Funnel.self, "{by: channel, steps: [one: net > 0, two: net > 10]}", over: orders, language),
      try await blocks(Cohort.self, "week", over: orders, language),
      try await blocks(NPS.self, "{of: score, by: channel}", over: answers, language),
      try await blocks(Frequencies.self, "{of: reasons, by: channel}", over: answers, language),
      try await blocks(
        Attribute.self, "{of: net, to: orders}", over: orders, datasets: ["orders": orders],
        language),
    ]
  }

  /// Analyses of what people do, over enough rows and over none.
  private static func behaviour(
    _ persons: Int, _ language: Language
  ) async throws -> [[Report.Block]] {
    let orders = orders(persons)
    var events: [[Value]] = []
    for (index, row) in orders.rows.enumerated() {
      guard case .timestamp(let at) = row[1] else { continue }
      events.append([
        row[0], .timestamp(at - 60_000_000), .text(index % 5 == 0 ? "share" : "visit"),
        .text("k\(index % 7)"), .text(["/a", "/b"][index % 2]), row[0],
      ])
    }
    let clicks = Table(
      Schema([
        Field("person_id", .text, isPersonal: true), Field("ts", .timestamp),
        Field("event", .text), Field("share_id", .text), Field("page", .text),
        Field("session_id", .text, isPersonal: true),
      ]), rows: events)
    let numbered = Table(
      Schema(orders.schema.fields + [Field("order_id", .text)]),
      rows: orders.rows.enumerated().map { $1 + [.text("O\($0)")] })
    let plan = Table(
      Schema([Field("event", .text), Field("field", .text)]),
      rows: persons == 0 ? [] : [[.text("visit"), .text("page")], [.text("cart"), .missing]])
    let steps = try await StageRun().table(
      Funnel.self, "{steps: [one: net > 0, two: net > 20]}", over: orders)
    let tiers = try await StageRun().table(
      Tiers.self, "{rules: [big: sum > 60], of: {sum: sum(net)}}", over: orders)
    return [
      try await blocks(Peaks.self, "{}", over: orders, language),
      try await blocks(PageVisits.self, "{by: event}", over: clicks, language),
      try await blocks(Coverage.self, "plan", over: clicks, datasets: ["plan": plan], language),
      try await blocks(
        Backflow.self, "{share: event = 'share', to: bought, of: net}", over: clicks,
        datasets: ["bought": numbered], language),
      try await blocks(
        Backflow.self, "{share: event = 'share', to: bought, of: net, rows: spreaders}",
        over: clicks, datasets: ["bought": numbered], language),
      try await blocks(
        CompareFunnels.self, "base", over: steps, datasets: ["base": steps], language),
      try await blocks(
        TierMigration.self, "{from: march}", over: tiers, datasets: ["march": tiers], language),
      try await blocks(RFMTiers.self, "{of: net, by: channel}", over: orders, language),
      try await blocks(RFMTiers.self, "{of: net, rows: cuts}", over: orders, language),
      try await blocks(
        RFMTiers.self, "{of: net, by: channel, rows: tiers, tiers: tier8}", over: orders, language),
      try await blocks(
        Funnel.self, "{rows: persons, steps: [one: net > 0, two: net > 20]}", over: orders,
        language),
    ]
  }

  @Test func whatPeopleDoIsTabulatedAndNobodyIsNamed() async throws {
    for blocks in try await PresentationTests.behaviour(120, .simplifiedChinese) {
      #expect(blocks.contains { if case .prose = $0 { false } else { true } })
      // Persons are p0 … p119.
      #expect(!String(describing: blocks).contains(/"p[0-9]+"/))
    }
  }

  @Test func howManyMovedDoesNotGiveAWithheldMoveAway() async throws {
    func people(_ count: Int, _ before: Value, _ now: Value) -> [[Value]] {
      Array(repeating: [before, now], count: count)
    }
    let (high, low) = (Value.text("high"), Value.text("low"))
    let schema = Schema([Field("before", .text), Field("now", .text)])
    let known =
      people(50, high, high) + people(9, low, high) + people(6, high, low)
      + people(40, low, low)
    for (new, isTold) in [(3, false), (30, true)] {
      let blocks = try await PresentationTests.blocks(
        TierMigration.self, "{of: now, previous: before, tiers: [high, low]}",
        over: Table(schema, rows: known + people(new, .missing, high)))
      #expect(blocks.contains { if case .prose = $0 { true } else { false } } == isTold)
    }
  }

  @Test func inEnglishIsNoChinese() async throws {
    for blocks in try await PresentationTests.behaviour(120, .english) {
      let text = blocks.map { String(describing: $0) }.joined()
        .replacing("未分层", with: "")
      #expect(!text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
    }
  }

  @Test func nothingThatPeopleDidIsSaid() async throws {
    for blocks in try await PresentationTests.behaviour(0, .english) { #expect(blocks.count == 1) }
  }

  @Test func everyAnalysisDrawsAndTabulates() async throws {
    for blocks in try await PresentationTests.all(120, .simplifiedChinese) {
      #expect(blocks.contains { if case .chart = $0 { true } else { false } })
      #expect(blocks.contains { if case .table = $0 { true } else { false } })
    }
  }

  @Test func nothingToShowIsSaidInASentence() async throws {
    for blocks in try await PresentationTests.all(0, .english) {
      #expect(blocks.count == 1)
      guard case .prose(let sentence)? = blocks.first else {
        Issue.record("a sentence was expected")
        continue
      }
      #expect(!sentence.spans.isEmpty)
    }
  }

  @Test func englishReportsHoldNoChinese() async throws {
    for blocks in try await PresentationTests.all(120, .english) {
      let text = blocks.map { String(describing: $0) }.joined()
      #expect(!text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
    }
  }

  @Test func fewAnswersAreWithheld() async throws {
    let answers = Table(
      Schema([Field("score", .integer), Field("channel", .text)]),
      rows: (0..<40).map { [.integer(9), .text($0 < 36 ? "A" : "B")] })
    let blocks = try await PresentationTests.blocks(
      NPS.self, "{of: score, by: channel}", over: answers)
    let tables = blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
    let rows = try #require(tables.first).rows
    // The larger group would give the smaller one away through the total.
    #expect(rows[0].cells[1] == .suppressed)
    #expect(rows[1].cells[1] == .suppressed)
    #expect(rows[2].cells[1] == .integer(40))
  }

  @Test func aTotalDoesNotGiveASmallCohortAway() async throws {
    func order(_ person: String, _ day: Int64) -> [Value] {
      [.text(person), .timestamp(day * PresentationTests.day)]
    }
    // Two persons start in one week, forty in the next; only the two could come back twice.
    let monday: Int64 = 20_542
    let rows =
      [order("a", monday - 7), order("b", monday - 7), order("a", monday + 7)]
      + (0..<40).map { order("p\($0)", monday) }
    let blocks = try await PresentationTests.blocks(
      Cohort.self, "week",
      over: Table(
        Schema([Field("person_id", .text), Field("paid_at", .timestamp)]), rows: rows))
    let tables = blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
    let table = try #require(tables.first)
    #expect(table.rows.count == 3)
    #expect(table.rows[0].cells.dropFirst().allSatisfy { $0 == .suppressed })
    #expect(
      table.rows[2].cells.dropFirst(2).allSatisfy { value in
        if case .ratio(let ratio) = value { ratio.denominator == 42 } else { value == .suppressed }
      })
    #expect(table.rows[2].cells.last == .suppressed)
  }

  @Test func creditsShowEveryCentInTheTotal() async throws {
    let orders = PresentationTests.orders(60)
    let blocks = try await PresentationTests.blocks(
      Attribute.self, "{of: net, to: orders}", over: orders, datasets: ["orders": orders])
    let tables = blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
    let total = try #require(tables.first?.rows.last)
    let sum = orders.rows.reduce(Int128(0)) { sum, row in
      if case .decimal(let cents, _) = row[2] { sum + cents } else { sum }
    }
    #expect(total.isTotal)
    for column in [1, 3, 5] {
      #expect(total.cells[column] == .money(Report.ExactNumber(unscaled: sum, scale: 2)))
    }
    let isFootnoted = blocks.contains { if case .callout = $0 { true } else { false } }
    #expect(isFootnoted)
  }
}
