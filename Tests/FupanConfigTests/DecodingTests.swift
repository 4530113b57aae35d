import FupanConfig
import FupanDiagnostics
import Testing

@Suite struct DecodingTests {
  @Test func readsValuesAndDefaults() throws {
    let top = try decode(Top.self, "{of: revenue, keep: last}")
    #expect(top.of == "revenue")
    #expect(top.of.place == Place(file: "test.yaml", line: 1, column: 6))
    #expect(top.rows == 10)
    #expect(top.$rows.place == nil)
    #expect(top.keep == .last)
  }

  @Test func bareValueSetsThePrincipalParameter() throws {
    #expect(try decode(Select.self, "region").columns == ["region"])
    #expect(try decode(Select.self, "[region, day]").columns == ["region", "day"])
    #expect(try decode(Select.self, "columns: [region]").columns == ["region"])
    #expect(
      try decode(Parse.self, "{date: date, amount: money}").columns.names == ["date", "amount"])
    let full = try decode(Parse.self, "{columns: {date: date}, order_by: day}")
    #expect(full.columns["date"] == "date")
    #expect(full.orderBy == ["day"])
  }

  @Test func namesThatLookLikeOtherTypesStayText() throws {
    let names: [ColumnName] = ["no", "on", "1e3", "12:30", "1_000", "5", "null"]
    #expect(try decode(Select.self, "[no, on, 1e3, 12:30, 1_000, '5', 'null']").columns == names)
    MarkedDocument("[a, ①5, ②0755, ③-1.5]").expect(
      Select.self, ["number_for_name", "number_for_name", "number_for_name"])
  }

  @Test func gathersEveryProblem() {
    MarkedDocument(
      """
      period: 2026-04-10..2026-04-24
      select: [region, ①7]
      expect:
        unique: [②8]
        rules:
          - column: paid_at
            ③frsh: 26h
      top: {of: revenue, ④row: 20}
      """
    ).expect(Campaign.self, ["number_for_name", "number_for_name", "unknown_key", "unknown_key"])
  }

  @Test func everyProblemIsShownInChinese() {
    let document = MarkedDocument("select: [7]\ntop: {of: a, keep: frist}\n")
    let source = SourceFile(name: "test.yaml", text: document.text)
    let renderer = DiagnosticRenderer(language: .simplifiedChinese, sources: [source])
    let text = document.problems(decoding: Campaign.self).map(renderer.text).joined()
    #expect(
      text == """
        test.yaml:1:10: error[number_for_name]: “select”需要列名，这里写的是数字：7
        1 | select: [7]
          |          ^
        提示：如果它就是名称，请加引号："7"
        test.yaml:2:20: error[unknown_choice]: “keep”不能是“frist”（是不是“first”？）
        2 | top: {of: a, keep: frist}
          |                    ^
        提示：可选的有：first、last
        test.yaml:1:1: error[missing_parameter]: 缺少必填参数“period”
        1 | select: [7]
          | ^
        提示：请填写日期区间（如 2026-04-10..2026-04-24）

        """)
  }

  @Test func suggestsTheNearestKey() throws {
    let found = MarkedDocument("of: a\nrosw: 3\n").problems(decoding: Top.self)
    #expect(found.count == 1)
    let first = try #require(found.first)
    #expect(
      first.message.text(in: .english, with: first.facts)
        == "unknown key 'rosw' (did you mean 'rows'?)")
    #expect(
      first.message.hint(in: .simplifiedChinese, with: first.facts) == "这里可用的键：of、rows、keep")
  }

  @Test func readsTheShapesOfNamedItems() throws {
    let campaign = try decode(
      Campaign.self,
      """
      period: 2026-04-10..2026-04-24
      phases: [预热: 2026-04-10..2026-04-13, 爆发: 2026-04-14..2026-04-19]
      targets:
        - revenue: {goal: 60万, owner: 周然}
        - conversion: {goal: +30%}
        - roi
      """)
    #expect(campaign.period.dayCount == 15)
    #expect(campaign.phases.map(\.name) == ["预热", "爆发"])
    #expect(campaign.phases[1].settings.first.description == "2026-04-14")
    #expect(campaign.targets[0].settings.goal?.decimal == DecimalLiteral(units: 600_000, scale: 0))
    #expect(campaign.targets[1].settings.goal?.decimal == DecimalLiteral(units: 30, scale: 2))
    #expect(campaign.targets[2].name == "roi")
    #expect(campaign.targets[2].settings.goal == nil)
  }

  @Test func refusesWrongTypesWithTheirPlaces() {
    MarkedDocument("①{rows: ②'5', keep: ③frist}").expect(
      Top.self, ["missing_parameter", "quoted_value", "unknown_choice"])
    MarkedDocument("{of: a, rows: ①1001}").expect(Top.self, ["out_of_range"])
    MarkedDocument("{of: a, rows: ①}").expect(Top.self, ["missing_value"])
    MarkedDocument("{of: a, rows: ①[1]}").expect(Top.self, ["wrong_type"])
    MarkedDocument("columns: ①[]").expect(Select.self, ["out_of_range"])
    MarkedDocument("period: ①2026-04-31..2026-05-02").expect(Campaign.self, ["invalid_date"])
    MarkedDocument("period: ①2026-04-24..2026-04-10").expect(Campaign.self, ["reversed_range"])
    MarkedDocument("{period: 2026-04-10..2026-04-10, quiet: ①yes}").expect(
      Campaign.self, ["wrong_type"])
  }
}
