import FupanData
import FupanMethods
import FupanStages
import Testing

/// What holds of every analysis of answers, whatever the answers are.
@Suite struct SurveyStageTests {
  private static let schema = Schema([
    Field("id", .text), Field("channel", .text), Field("score", .integer),
    Field("other", .integer), Field("reasons", .list), Field("wishes", .list),
    Field("weight", .decimal(scale: 2)), Field("comment", .text), Field("day", .date),
  ])

  private static let comments = [
    "质量很好，推荐", "太慢了，失望", "收到了", "not very good", "客服态度非常好", "想退货，差评",
  ]

  /// Answers drawn from a seed.
  private static func rows(_ count: Int, seed: UInt64) -> [[Value]] {
    var random = Xoshiro256(seed: seed)
    return (0..<count).map { index in
      let chosen = ["价格", "品质", "配送"].filter { _ in random.below(2) == 0 }
      var order = ["满减", "赠品", "包邮"]
      random.shuffle(&order)
      return [
        .text("r\(index)"), .text(["社群", "直播", "小红书"][random.below(3)]),
        random.below(9) == 0 ? .missing : .integer(Int64(1 + random.below(5))),
        .integer(Int64(1 + random.below(5))), chosen.isEmpty ? .missing : .list(chosen),
        .list(Array(order.prefix(1 + random.below(3)))),
        .decimal(Int128(50 + random.below(100)), scale: 2),
        .text(comments[random.below(comments.count)]),
        .date(Int32(20_553 + random.below(12))),
      ]
    }
  }

  /// The result of a stage over rows, by the stage's name.
  private static func result(_ stage: String, _ rows: [[Value]]) async throws -> Table {
    let input = Table(schema, rows: rows)
    let run = StageRun()
    switch stage {
    case "scores": return try await run.table(Scores.self, "{of: score, by: channel}", over: input)
    case "matrix": return try await run.table(Matrix.self, "{of: [score, other]}", over: input)
    case "ranking":
      return try await run.table(Ranking.self, "{of: wishes, by: channel}", over: input)
    case "frequencies":
      return try await run.table(
        Frequencies.self, "{of: reasons, by: channel, weight: weight}", over: input)
    case "nps":
      return try await run.table(NPS.self, "{of: score, by: channel, weight: weight}", over: input)
    case "crosstab":
      return try await run.table(Crosstab.self, "{of: score, by: channel}", over: input)
    case "crosstab of lists":
      return try await run.table(
        Crosstab.self, "{of: reasons, by: channel, weight: weight}", over: input)
    case "persona":
      return try await run.table(Persona.self, "{of: [score, comment], by: channel}", over: input)
    case "themes":
      return try await run.table(Themes.self, "{of: reasons, interview: id}", over: input)
    case "sentiment":
      return try await run.table(
        Sentiment.self, "{of: comment, by: channel, author: id}", over: input)
    case "keywords":
      return try await run.table(
        Keywords.self, "{of: comment, words: {慢: [], 退货: [差评]}, at: day}", over: input)
    default:
      return try await run.table(
        Screen.self,
        "{duration: weight, same: [channel, score], contradictions: [高分: score > 4]}", over: input)
    }
  }

  private static let stages = [
    "scores", "matrix", "ranking", "frequencies", "nps", "crosstab", "crosstab of lists", "persona",
    "themes", "sentiment", "keywords",
  ]

  @Test(arguments: stages)
  func theOrderOfRowsDoesNotMatter(stage: String) async throws {
    for seed in 1...4 as ClosedRange<UInt64> {
      let rows = SurveyStageTests.rows(150, seed: seed)
      var shuffled = rows
      var random = Xoshiro256(seed: seed + 100)
      random.shuffle(&shuffled)
      let first = try await SurveyStageTests.result(stage, rows)
      let second = try await SurveyStageTests.result(stage, shuffled)
      #expect(first.rows == second.rows)
      #expect(first.count > 0)
    }
  }

  @Test(arguments: stages + ["screen"])
  func nothingIsNotANumber(stage: String) async throws {
    let one = SurveyStageTests.rows(1, seed: 3)
    let missing: [Value] = Array(repeating: .missing, count: SurveyStageTests.schema.fields.count)
    // A weight is never missing: the row would be rejected.
    let none = missing.indices.map { $0 == 6 ? .integer(0) : missing[$0] }
    let equal = Array(repeating: one[0], count: 40)
    for rows in [[], one, [none, none], equal, SurveyStageTests.rows(60, seed: 9)] {
      let table = Table(
        SurveyStageTests.schema,
        rows: rows.map { row in
          row.enumerated().map { index, value in
            index == 6 && value == .integer(0) ? .decimal(0, scale: 2) : value
          }
        })
      let result = try await SurveyStageTests.result(stage, table.rows)
      for row in result.rows {
        for case .number(let number) in row { #expect(number.isFinite, "\(stage): \(row)") }
      }
      if rows.isEmpty { #expect(result.count == 0) }
    }
  }

  @Test func rowsWrittenTwiceAreScreenedAndCountedOnceBySentiment() async throws {
    let rows = SurveyStageTests.rows(80, seed: 5)
    let once = try await SurveyStageTests.result("sentiment", rows)
    let twice = try await SurveyStageTests.result("sentiment", rows + rows)
    let repeated = once.schema.index(of: "repeated")
    let n = once.schema.index(of: "n")
    #expect(
      once.rows.map { row in n.map { row[$0] } } == twice.rows.map { row in n.map { row[$0] } })
    #expect(twice.rows.last.map { row in repeated.map { row[$0] } } == .integer(80))
    let screened = try await SurveyStageTests.result("screen", rows + rows)
    let flag = try #require(screened.values("is_duplicate"))
    #expect(flag.count { $0 == .bool(true) } >= 80)
    #expect(screened.count == 160)
  }

  @Test func weightsOfOneAreNoWeights() async throws {
    let rows = SurveyStageTests.rows(120, seed: 8).map { row in
      row.enumerated().map { $0.offset == 6 ? .decimal(100, scale: 2) : $0.element }
    }
    let input = Table(SurveyStageTests.schema, rows: rows)
    let plain = try await StageRun().table(Frequencies.self, "{of: reasons}", over: input)
    let weighted = try await StageRun().table(
      Frequencies.self, "{of: reasons, weight: weight}", over: input)
    for name in ["n", "answered", "share", "share_of_selections"] {
      #expect(plain.values(name) == weighted.values(name))
    }
    let low = zip(plain.values("ci_lo") ?? [], weighted.values("ci_lo") ?? [])
    #expect(low.allSatisfy { abs(($0.double ?? 0) - ($1.double ?? 1)) < 1e-12 })
  }

  @Test func rakedSharesMeetTheirTargets() async throws {
    let input = Table(SurveyStageTests.schema, rows: SurveyStageTests.rows(300, seed: 4))
    let raked = try await StageRun().table(
      Rake.self, "{targets: {channel: {社群: 40%, 直播: 35%, 小红书: 25%}}, into: w}", over: input)
    let weights = try #require(raked.values("w")).map { $0.double ?? 0 }
    let channels = try #require(raked.values("channel"))
    let total = weights.reduce(0, +)
    #expect(abs(total - 300) < 1e-3)
    let community = zip(channels, weights).filter { $0.0 == .text("社群") }.reduce(0) { $0 + $1.1 }
    #expect(abs(community / total - 0.4) < 1e-5)
  }
}
