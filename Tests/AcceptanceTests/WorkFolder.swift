import Foundation
import FupanTestSupport

/// A folder of its own with a copy of the sample's exports, and a shell whose `fupan` is the built
/// program.
final class WorkFolder: Sendable {
  private let folder: TemporaryFolder

  var url: URL { folder.url }

  /// - Parameter parts: what of the sample is copied; nothing for an empty folder.
  init(
    with parts: [String] = ["exports", "plan", "员工与测试号.csv", "渠道对照表.csv"]
  ) throws {
    folder = try TemporaryFolder()
    for part in parts {
      try FileManager.default.copyItem(
        at: WorkFolder.repository.appending(path: "SampleData/\(part)"),
        to: url.appending(path: part))
    }
  }

  static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  func write(_ text: String, to path: String) throws {
    try folder.write(Data(text.utf8), to: path)
  }

  func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appending(path: path)), as: UTF8.self)
  }

  func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: url.appending(path: path).path)
  }

  /// What lies in a folder of it, in the order of the names.
  func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: url.appending(path: folder).path)) ?? [])
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Runs a script in the folder, or in a folder of it.
  func run(_ script: String, in folder: String = "") async throws -> FinishedProcess {
    let program = FinishedProcess.fupan
    return try await FinishedProcess.of(
      "/bin/bash", ["-c", script], in: folder.isEmpty ? url : url.appending(path: folder),
      environment: [
        "PATH": program.deletingLastPathComponent().path + ":/usr/local/bin:/usr/bin:/bin",
        "LANG": "C", "FUPAN": program.path,
      ])
  }
}
