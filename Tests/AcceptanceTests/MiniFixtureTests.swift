import Foundation
import FupanData
import FupanPipelines
import Testing

/// The small export with eight quirks in six lines gives the figures that were counted by hand.
struct MiniFixtureTests {
  private static let path = SampleRun.project.appending(
    path: "Tests/Cases/exports/c7_mini_fixture/pipeline.yaml"
  ).path

  @Test func keepsThreeRowsAndChecksTheTotal() async throws {
    let compiled = try PipelineCompiler.forFiles().compile(
      MiniFixtureTests.path, .init(today: CivilDate(daysSinceEpoch: 20_600)))
    var options = RunOptions(out: "")
    options.isDryRun = true
    let account = try await PipelineRunner.run(compiled, options).account
    #expect(account.rowsRead == 3)
    #expect(account.rejected == 0)
    #expect(account.checkedTotals == 1)
    let dataset = try #require(compiled.datasets.first)
    let table = try await PipelineRunner.rows(of: dataset, compiled)
    let money = try table.rows.map { try #require($0[1].text) }
    let plays = try table.rows.map { try #require($0[3].text.flatMap { Int($0) }) }
    #expect(money.compactMap { Decimal(string: $0) }.reduce(0, +) == Decimal(string: "1932.50"))
    #expect(plays.reduce(0, +) == 110_012_980)
  }

  @Test func theProgramSaysTheSame() async throws {
    let outcome = try await BuiltProgram.run(["run", MiniFixtureTests.path, "--only", "result"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let expected = try Data(
      contentsOf: SampleRun.project.appending(
        path: "Tests/Cases/exports/c7_mini_fixture/expected.csv"))
    #expect(outcome.output == expected)
    let revenue = try await BuiltProgram.run(
      [
        "aggregate", "--into", "revenue = sum(实付金额)", "--into", "plays = sum(播放量)",
        "--types", "实付金额=decimal(2),播放量=integer",
      ], input: Data(String(decoding: expected, as: UTF8.self).replacing("(元)", with: "").utf8))
    #expect(String(decoding: revenue.output, as: UTF8.self) == "revenue,plays\n1932.50,110012980\n")
  }
}
