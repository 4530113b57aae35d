import Foundation
import FupanTestSupport

/// The folder that a page's commands run in: the sample, the shipped pipelines and the Makefile, of
/// which make shows only what it would do. `fupan` is on the path.
final class GuideFolder: Sendable {
  private let folder: TemporaryFolder

  private var root: URL { folder.url }

  /// What a script did.
  struct Outcome {
    let status: Int32
    /// Both streams, as a terminal has them.
    let output: String
  }

  init() throws {
    folder = try TemporaryFolder()
    let files = FileManager.default
    for folder in [".bin", ".home"] {
      try files.createDirectory(
        at: root.appending(path: folder), withIntermediateDirectories: true)
    }
    for name in ["SampleData", "Pipelines", "Makefile"] {
      try files.copyItem(
        at: SampleRun.project.appending(path: name), to: root.appending(path: name))
    }
    try files.createSymbolicLink(
      at: root.appending(path: ".bin/fupan"),
      withDestinationURL: FinishedProcess.fupan)
  }

  /// Runs a script; the first command that fails ends it.
  func run(_ script: String) async throws -> Outcome {
    let ended = try await FinishedProcess.of(
      "/bin/bash", ["-c", "set -e -o pipefail; exec 2>&1\n\(script)"], in: root,
      environment: [
        "PATH": root.appending(path: ".bin").path + ":/usr/bin:/bin", "LANG": "C.UTF-8",
        "HOME": root.appending(path: ".home").path, "SOURCE_DATE_EPOCH": "1777075200",
        "MAKEFLAGS": "n", "SWIFT_BACKTRACE": "enable=no",
      ])
    return Outcome(status: ended.status, output: ended.output)
  }
}
