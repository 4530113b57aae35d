import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanReports
import FupanStages
import Testing

/// What readers see of answers and comments: their language, sizes in words, nothing of too few people
/// and nobody's phone.
@Suite struct SurveyPresentationTests {
  private static let schema = Schema([
    Field("id", .text, isPersonal: true), Field("channel", .text), Field("score", .integer),
    Field("a", .integer), Field("b", .integer), Field("reasons", .list), Field("wishes", .list),
    Field("weight", .decimal(scale: 2)), Field("comment", .text), Field("day", .date),
    Field("seconds", .integer),
  ])

  private static func answers(_ count: Int) -> Table {
    let comments = [
      "very good", "too slow, disappointed", "received", "not worth it, call 13800138000", "great",
    ]
    return Table(
      schema,
      rows: (0..<count).map { index in
        [
          .text("r\(index)"), .text(["A", "B"][index % 2]), .integer(Int64(1 + index % 5)),
          .integer(Int64(1 + index * 3 % 5)), .integer(Int64(1 + index / 2 % 5)),
          .list(index % 2 == 0 ? ["x", "y"] : ["y"]), .list(["m", "n"]),
          .decimal(Int128(100 + index % 3), scale: 2), .text(comments[index % comments.count]),
          .date(Int32(20_553 + index % 10)), .integer(Int64(200 + index)),
        ]
      })
  }

  private static func blocks<S: TransformStage & PresentedStage>(
    _ type: S.Type, _ settings: String, _ count: Int, _ language: Language = .english
  ) async throws -> [Report.Block] {
    let input = answers(count)
    let table = try await StageRun().table(type, settings, over: input)
    let stage = try type.decode(YAMLDocument.parse(settings, file: "test.yaml").root)
    return stage.blocks(
      for: table,
      in: PresentationContext(
        dataset: "result", language: language, currency: "CNY", minimumGroup: 5,
        material: input.schema))
  }

  private static func all(_ count: Int, _ language: Language) async throws -> [[Report.Block]] {
    [
      try await blocks(Scores.self, "{of: score, by: channel}", count, language),
      try await blocks(Matrix.self, "{of: [score, a, b], reverse: [b]}", count, language),
      try await blocks(Ranking.self, "{of: wishes, by: channel}", count, language),
      try await blocks(Crosstab.self, "{of: score, by: channel}", count, language),
      try await blocks(Crosstab.self, "{of: reasons, by: channel}", count, language),
      try await blocks(Persona.self, "{of: [score, comment], by: channel}", count, language),
      try await blocks(Themes.self, "{of: reasons, interview: id}", count, language),
      try await blocks(Sentiment.self, "{of: comment, by: channel, author: id}", count, language),
      try await blocks(
        Keywords.self, "{of: comment, words: {slow: [disappointed], great: []}, at: day}", count,
        language),
      try await blocks(NPS.self, "{of: score, by: channel, weight: weight}", count, language),
      try await blocks(
        Frequencies.self, "{of: reasons, by: channel, weight: weight}", count, language),
    ]
  }

  @Test func everyAnalysisTabulates() async throws {
    for blocks in try await SurveyPresentationTests.all(120, .simplifiedChinese) {
      #expect(blocks.contains { if case .table = $0 { true } else { false } })
    }
  }

  @Test func nothingToShowIsSaidInASentence() async throws {
    for blocks in try await SurveyPresentationTests.all(0, .english) {
      #expect(blocks.count == 1)
      guard case .prose(let sentence)? = blocks.first else {
        Issue.record("a sentence was expected")
        continue
      }
      #expect(!sentence.spans.isEmpty)
    }
  }

  @Test func englishReportsHoldNoChinese() async throws {
    for blocks in try await SurveyPresentationTests.all(120, .english) {
      let text = blocks.map { String(describing: $0) }.joined()
      #expect(!text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) })
    }
  }

  @Test func fewerThanTenAnswersAreNotSummedUp() async throws {
    for stage in [0, 1, 2, 7] {
      let blocks = try await SurveyPresentationTests.all(9, .english)[stage]
      #expect(blocks.count == 1)
      #expect(String(describing: blocks).contains("fewer than"))
    }
  }

  @Test func smallBasesAreWorded() async throws {
    let few = try await SurveyPresentationTests.blocks(Scores.self, "score", 24)
    #expect(String(describing: few).contains("a hint"))
    let some = try await SurveyPresentationTests.blocks(Scores.self, "score", 60)
    #expect(String(describing: some).contains("whole percents"))
    let many = try await SurveyPresentationTests.blocks(Scores.self, "score", 100)
    #expect(!String(describing: many).contains("whole percents"))
  }

  @Test func sampleLinesHideWhoWroteThem() async throws {
    let blocks = try await SurveyPresentationTests.blocks(Sentiment.self, "comment", 60)
    let text = String(describing: blocks)
    #expect(text.contains("not worth it, call ***"))
    #expect(!text.contains("13800138000"))
  }

  @Test func flaggedAnswersAreTold() async throws {
    let input = SurveyPresentationTests.answers(40)
    let screened = try await StageRun().table(
      Screen.self, "{duration: seconds, contradictions: [odd: score > 4]}", over: input)
    let quality = try await StageRun().table(
      Quality.self, "{of: [score], nps: [a]}", over: screened)
    let stage = try Quality.decode(
      YAMLDocument.parse("{of: [score], nps: [a]}", file: "test.yaml").root)
    let blocks = stage.blocks(
      for: quality,
      in: PresentationContext(
        dataset: "result", language: .english, currency: "CNY", minimumGroup: 5))
    let text = String(describing: blocks)
    #expect(text.contains("None was deleted") || text.contains("are in doubt"))
    let tables = blocks.compactMap { if case .table(let table) = $0 { table } else { nil } }
    #expect(tables.count == 2)
    #expect(tables[0].rows.last?.cells[1] == .integer(8))
    #expect(tables[1].rows.count == 4)
  }

  @Test func weightsSayWhatTheyCost() async throws {
    let blocks = try await SurveyPresentationTests.blocks(
      Rake.self, "{targets: {channel: {A: 70%, B: 30%}}, into: w}", 60)
    #expect(String(describing: blocks).contains("design effect"))
  }
}
