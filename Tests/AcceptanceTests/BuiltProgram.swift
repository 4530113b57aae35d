import Foundation

/// The program beside the test bundle, run as a user runs it.
enum BuiltProgram {
  /// What a command did.
  struct Outcome {
    let status: Int32
    let output: Data
    let errors: String
  }

  /// Runs it with arguments, `input` on standard input, in `place` or where the tests run.
  static func run(
    _ arguments: [String], input: Data = Data(), in place: URL? = nil
  ) async throws -> Outcome {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "fupan-program-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let files = ["in", "out", "err"].map { folder.appending(path: $0) }
    try input.write(to: files[0])
    for file in files.dropFirst() { try Data().write(to: file) }
    let process = Process()
    process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      .deletingLastPathComponent().appending(path: "fupan")
    process.arguments = arguments
    if let place { process.currentDirectoryURL = place }
    process.environment = ["LANG": "C", "PATH": "/usr/bin:/bin"]
    let handles = [
      try FileHandle(forReadingFrom: files[0]), try FileHandle(forWritingTo: files[1]),
      try FileHandle(forWritingTo: files[2]),
    ]
    // Not left to the process object, which outlives the call: a run of the suite has thousands.
    defer { for handle in handles { try? handle.close() } }
    process.standardInput = handles[0]
    process.standardOutput = handles[1]
    process.standardError = handles[2]
    let status: Int32 = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    return Outcome(
      status: status, output: try Data(contentsOf: files[1]),
      errors: String(decoding: try Data(contentsOf: files[2]), as: UTF8.self))
  }
}
