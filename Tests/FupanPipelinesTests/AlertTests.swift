import Foundation
import FupanData
import FupanDiagnostics
import FupanTestSupport
import Testing

@testable import FupanPipelines

/// Alerts of a whole run: their table, their JSON and the exit status.
struct AlertTests {
  private struct Made {
    let outcome: RunOutcome
    /// The rows of `alerts.csv` by the names of its columns.
    let rows: [[String: String]]
    let manifest: String
    let warnings: [String]
  }

  private func run(_ alert: String) async throws -> Made {
    let folder = try TemporaryFolder()
    try folder.write(
      Data(
        """
        date,clicks,views
        2026-04-10,35,1000
        2026-04-11,28,1000
        2026-04-12,27,1000
        2026-04-13,20,1000

        """.utf8), to: "days.csv")
    try folder.write(
      Data(
        """
        version: 1
        timezone: Asia/Shanghai
        campaign: {id: c, period: 2026-04-10..2026-04-13}
        datasets:
          days:
            - read_csv: days.csv
            - parse: {date: date, clicks: integer, views: integer}
        metrics:
          ctr:
            label: {zh: 点击率, en: Click rate}
            numerator: sum(days.clicks)
            denominator: sum(days.views)
            unit: ratio
          views: {label: {zh: 观看量, en: Views}, value: sum(days.views)}
        alerts:
          - \(alert)
        """.utf8), to: "pipeline.yaml")
    let compiled = try PipelineCompiler.forFiles().compile(
      folder.path + "/pipeline.yaml", .init(today: CivilDate(daysSinceEpoch: 20_600)))
    let outcome = try await PipelineRunner.run(compiled, RunOptions(out: folder.path + "/out"))
    let run = try #require(outcome.folder)
    func text(_ name: String) throws -> String {
      String(decoding: try Data(contentsOf: URL(filePath: "\(run)/\(name)")), as: UTF8.self)
    }
    let lines = try text("alerts.csv").split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let rows = lines.dropFirst().map {
      Dictionary(zip(lines[0], $0), uniquingKeysWith: { first, _ in first })
    }
    return Made(
      outcome: outcome, rows: rows, manifest: try text("run.json"),
      warnings: outcome.warnings.map { $0.code })
  }

  @Test func twoBadDaysFireAndTheThirdGrowsWorse() async throws {
    let made = try await run(
      "ctr: {when: '< 3%', every: day, consecutive: 2, severity: {error: 30%}, level: fail}")
    #expect(made.rows.map { $0["state"] } == ["ok", "ok", "firing", "firing"])
    #expect(made.rows.map { $0["run"] } == ["0", "1", "2", "3"])
    #expect(made.rows.map { $0["severity"] } == ["", "", "warn", "error"])
    #expect(made.rows.map { $0["news"] } == ["false", "false", "true", "true"])
    #expect(made.rows[2]["fingerprint"] == "ctr|2026-04-11")
    #expect(made.rows[0]["good"] == ">= 0.03")
    #expect(made.outcome.exitStatus == .alertFired)
    #expect(made.warnings.contains("good_side_read"))
    #expect(made.manifest.contains("ctr|2026-04-11"))
  }

  @Test func severalMetricsMakeOneAlert() async throws {
    let either = try await run(
      "either: {any: [ctr: {min: 1%}, views: {max: 999}], every: day}")
    #expect(either.rows.allSatisfy { $0["state"] == "firing" && $0["metric"] == "views" })
    let both = try await run(
      "both: {all: [ctr: {min: 3%}, views: {max: 999}], every: day}")
    #expect(both.rows.map { $0["state"] } == ["ok", "firing", "firing", "firing"])
    let quiet = try await run("none: {all: [ctr: {min: 1%}, views: {max: 999}], every: day}")
    #expect(quiet.rows.allSatisfy { $0["state"] == "ok" })
    #expect(quiet.outcome.exitStatus == .done)
  }

  @Test func firingEndsOnlyBeyondTheClearBound() async throws {
    let made = try await run("views: {good: '<= 999', clear: '<= 900', every: day}")
    #expect(made.rows.allSatisfy { $0["state"] == "firing" })
    #expect(made.rows.map { $0["news"] } == ["true", "false", "false", "false"])
    let again = try await run("views: {max: 999, every: day, cooldown: 2d}")
    #expect(again.rows.map { $0["news"] } == ["true", "false", "true", "false"])
  }
}
