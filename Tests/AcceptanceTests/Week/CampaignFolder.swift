import Foundation
import FupanSampleData
import FupanTestSupport

/// A folder as a team keeps its campaigns, made from the sample: `spring-2026/` with its pipeline,
/// exports and plan, and a history beside it. `fupan` is on its path, so that commands run as they
/// are written.
final class CampaignFolder: Sendable {
  private let folder: TemporaryFolder

  var root: URL { folder.url }

  /// The folder that the week's commands run in.
  var campaign: URL { root.appending(path: "spring-2026") }

  init() throws {
    folder = try TemporaryFolder()
    let files = FileManager.default
    for folder in ["bin", "history", "spring-2026"] {
      try files.createDirectory(
        at: root.appending(path: folder), withIntermediateDirectories: true)
    }
    try files.createSymbolicLink(
      at: root.appending(path: "bin/fupan"),
      withDestinationURL: FinishedProcess.fupan)
    try SampleDataGenerator(seed: SampleDataGenerator.defaultSeed, truths: .all)
      .write(to: campaign.path)
    let shipped = SampleRun.project.appending(path: "Pipelines/retrospective.yaml")
    let text = String(decoding: try Data(contentsOf: shipped), as: UTF8.self)
      .replacingOccurrences(of: "data: ../SampleData", with: "data: .")
      .replacing(#/\n  compare: .*/#, with: "")
      .replacing(#/\nhistory: .*/#, with: "\nhistory: ../history")
    try write(text, to: "spring-2026/retrospective.yaml")
  }

  func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: root.appending(path: path))
  }

  /// The text of a file of the folder.
  func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: root.appending(path: path)), as: UTF8.self)
  }

  func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }

  /// Replaces words of a file.
  func replace(_ words: String, with others: String, in path: String) throws {
    try write(try text(path).replacingOccurrences(of: words, with: others), to: path)
  }

  /// Runs a shell script in the campaign's folder; `curl` gives back what it was to send.
  func run(_ script: String) async throws -> FinishedProcess {
    try await FinishedProcess.of(
      "/bin/bash", ["-c", "set -o pipefail; curl() { cat; }; \(script)"], in: campaign,
      environment: [
        "PATH": root.appending(path: "bin").path + ":/usr/bin:/bin", "LANG": "C",
        "SWIFT_BACKTRACE": "enable=no", "SOURCE_DATE_EPOCH": "1777075200",
        "WECOM_ROBOT": "https://robot.example/send",
      ])
  }
}
