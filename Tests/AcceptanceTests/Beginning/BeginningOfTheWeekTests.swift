import Foundation
import Testing

/// The commands by which a campaign's week begins, each as it is written in the guide.
struct BeginningOfTheWeekTests {
  /// A folder as `fupan init` leaves it beside the sample's exports.
  private func begun() async throws -> WorkFolder {
    let work = try WorkFolder()
    let outcome = try await work.run("fupan init . --into .")
    #expect(outcome.status == 0, "\(outcome.errors)")
    return work
  }

  @Test func aPipelineIsBegunAndChecked() async throws {
    let work = try WorkFolder(with: ["exports"])
    let outcome = try await work.run("fupan init exports/ --into spring-2026")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let checked = try await work.run("fupan check retrospective.yaml --resolved", in: "spring-2026")
    #expect(checked.status == 0, "\(checked.errors)")
    #expect(checked.output.contains("retrospective.yaml:"))
  }

  @Test func aNightlyRunIsQuietAndItsNumbersAreExplained() async throws {
    let work = try await begun()
    let run = try await work.run(
      "fupan run retrospective.yaml --as-of yesterday --out out --wait 10m --quiet")
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.isEmpty && run.errors.isEmpty, "\(run.errors)")
    let explained = try await work.run(
      #"fupan explain out/latest/report.json revenue --where "channel = '社群'""#)
    #expect(explained.status == 0, "\(explained.errors)")
    #expect(explained.output.contains("channel = '社群'"), "\(explained.output)")
    #expect(explained.output.contains("¥"))
  }

  @Test func oneDatasetIsLookedAtAndPlanned() async throws {
    let work = try await begun()
    let rows = try await work.run("fupan run retrospective.yaml --only members --rows 20")
    #expect(rows.status == 0, "\(rows.errors)")
    #expect(rows.output.split(separator: "\n").count == 21)
    #expect(rows.output.hasPrefix("external_userid,"))
    let plan = try await work.run("fupan plan retrospective.yaml --only credit")
    #expect(plan.status == 0, "\(plan.errors)")
    #expect(plan.output.contains("credit") && plan.output.contains("attribute"))
    for engine in ["duckdb", "spark"] {
      let sql = try await work.run("fupan plan retrospective.yaml --only credit --sql \(engine)")
      #expect(sql.status == 0, "\(sql.errors)")
      #expect(sql.output.contains("SELECT"))
    }
  }

  @Test func makeReportRunsACampaignAsOfADay() async throws {
    let work = try WorkFolder()
    _ = try await work.run("fupan init . --into spring-2026")
    // The folder as a checkout is one: the Makefile, its scripts, and the campaign beside them.
    for name in ["Makefile", "Scripts"] {
      try FileManager.default.createSymbolicLink(
        at: work.url.appending(path: name),
        withDestinationURL: WorkFolder.repository.appending(path: name))
    }
    let made = try await work.run("make report CAMPAIGN=spring-2026 AS_OF=2026-04-20")
    #expect(made.status == 0, "\(made.errors)")
    #expect(made.output.contains("report: ") && made.output.contains("report.html"))
    #expect(try work.text("out/latest/report.md").contains("数据截至 2026年4月20日"))
    let unknown = try await work.run("make report CAMPAIGN=autumn-2026 AS_OF=2026-04-20")
    #expect(unknown.status != 0)
    #expect(unknown.errors.contains("no 'autumn-2026/retrospective.yaml'"))
    // Without a program that is built, it is built first.
    let planned = try await work.run("make -n report FUPAN= CAMPAIGN=spring-2026 AS_OF=2026-04-24")
    #expect(planned.output.contains("build -c release --product fupan"))
    #expect(planned.output.contains("Scripts/report.sh"))
  }
}
