import Foundation
import FupanTestSupport
import Testing

/// The crontab and the systemd units of the guide do what they say, on a folder like the guide's.
struct ScheduleTests {
  private static let pages = ["cron.md", "cron.zh-Hans.md"]

  /// The fenced blocks of a page that begin with a line.
  private static func blocks(of page: String, fence: String) throws -> [[String]] {
    let text = String(
      decoding: try Data(contentsOf: GuidePage.folder.appending(path: page)), as: UTF8.self)
    var blocks: [[String]] = []
    var open: (fence: Substring, lines: [String])?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("```") {
        if let block = open {
          if block.fence == fence { blocks.append(block.lines) }
          open = nil
        } else {
          open = (line, [])
        }
      } else {
        open?.lines.append(String(line))
      }
    }
    return blocks
  }

  /// The value of `NAME=…` in a unit.
  private static func value(_ name: String, in unit: [String]) throws -> String {
    let line = try #require(unit.first { $0.hasPrefix(name + "=") }, "no \(name)")
    return String(line.dropFirst(name.count + 1))
  }

  /// A home with `campaigns/spring-2026/`, as the page has it.
  private func home() async throws -> WorkFolder {
    let work = try WorkFolder()
    try FileManager.default.createDirectory(
      at: work.url.appending(path: "campaigns"), withIntermediateDirectories: true)
    let begun = try await work.run("fupan init . --into campaigns/spring-2026")
    try #require(begun.status == 0, "\(begun.errors)")
    return work
  }

  @Test func cronRunsTheLineAsItStands() async throws {
    let work = try await home()
    // The first fenced block without a language is the crontab.
    let block = try #require(try ScheduleTests.blocks(of: "cron.md", fence: "```").first)
    let line = try #require(block.last)
    let fields = line.split(separator: " ", maxSplits: 5).map { String($0) }
    #expect(fields[0...4] == ["15", "8", "*", "*", "*"])
    let command = fields[5]
    #expect(!command.contains("%"), "in a crontab it ends the line")
    let folder = FinishedProcess.fupan.deletingLastPathComponent().path
    let outcome = try await work.run(
      """
      env -i HOME="$PWD" PATH="\(folder):/usr/bin:/bin" /bin/sh -c '\(command)' < /dev/null
      """)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.isEmpty && outcome.errors.isEmpty, "it would be mailed")
    #expect(work.exists("campaigns/out/latest/report.html"))
    #expect(try work.text("campaigns/out/last.json").contains("\"published\""))
  }

  @Test func theUnitsAreSoundAndTheServiceRuns() async throws {
    let units = try ScheduleTests.blocks(of: "cron.md", fence: "```ini")
    try #require(units.count == 2)
    let work = try await home()
    let service = units[0].joined(separator: "\n")
      .replacing("/usr/local/bin/fupan", with: FinishedProcess.fupan.path)
      .replacing("%h", with: work.url.path)
    try work.write(service + "\n", to: "units/fupan.service")
    try work.write(units[1].joined(separator: "\n") + "\n", to: "units/fupan.timer")
    let lines = service.split(separator: "\n").map { String($0) }
    let folder = try ScheduleTests.value("WorkingDirectory", in: lines)
    let command = try ScheduleTests.value("ExecStart", in: lines)
    // Of two runs the later waits; SIGPIPE is ignored, as systemd has it.
    let outcome = try await work.run("cd '\(folder)' && trap '' PIPE && exec env -i \(command)")
    let accepted = try ScheduleTests.value("SuccessExitStatus", in: lines)
    #expect([0, Int32(accepted)].contains(outcome.status), "\(outcome.errors)")
    #expect(work.exists("campaigns/out/latest/report.html"))
    let calendar = try ScheduleTests.value("OnCalendar", in: units[1])
    #expect(calendar == "*-*-* 08:15:00", "the crontab says 15 8")

    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze") else { return }
    let verified = try await work.run(
      """
      systemd-analyze verify "$PWD/units/fupan.service" "$PWD/units/fupan.timer"
      systemd-analyze calendar '\(calendar)' > /dev/null
      """)
    #expect(verified.status == 0, "\(verified.errors)")
    #expect(!verified.errors.contains("fupan."), "\(verified.errors)")
  }

  @Test func bothLanguagesHaveTheSameLines() throws {
    for fence in ["```", "```ini"] {
      let blocks = try ScheduleTests.pages.map { page in
        try ScheduleTests.blocks(of: page, fence: fence).map { block in
          block.filter { !$0.hasPrefix("Description=") && !$0.hasPrefix("#") }
        }
      }
      #expect(blocks[0] == blocks[1])
    }
  }
}
