import Foundation

/// A folder of its own with a copy of the sample's exports, and a shell whose `fupan` is the built
/// program.
final class WorkFolder: Sendable {
  let url: URL

  /// What a script did.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// - Parameter parts: what of the sample is copied; nothing for an empty folder.
  init(
    with parts: [String] = ["exports", "plan", "员工与测试号.csv", "渠道对照表.csv"]
  ) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "fupan-work-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for part in parts {
      try FileManager.default.copyItem(
        at: WorkFolder.repository.appending(path: "SampleData/\(part)"),
        to: url.appending(path: part))
    }
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// The program beside the test bundle.
  static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "fupan")

  func write(_ text: String, to path: String) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func text(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appending(path: path)), as: UTF8.self)
  }

  func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: url.appending(path: path).path)
  }

  /// Runs a script in the folder, or in a folder of it.
  func run(_ script: String, in folder: String = "") async throws -> Outcome {
    let files = try ["out", "err"].map { name in
      let file = FileManager.default.temporaryDirectory
        .appending(path: "fupan-\(name)-\(UUID().uuidString)")
      try Data().write(to: file)
      return file
    }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = folder.isEmpty ? url : url.appending(path: folder)
    process.environment = [
      "PATH": WorkFolder.program.deletingLastPathComponent().path + ":/usr/local/bin:/usr/bin:/bin",
      "LANG": "C", "FUPAN": WorkFolder.program.path,
    ]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: files[0])
    process.standardError = try FileHandle(forWritingTo: files[1])
    let status: Int32 = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Outcome(status: status, output: texts[0], errors: texts[1])
  }
}
