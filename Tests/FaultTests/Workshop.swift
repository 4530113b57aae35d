import Foundation

/// A folder of its own with a small pipeline, and the built program to run in it.
final class Workshop: Sendable {
  let folder: URL

  /// The program beside the test bundle.
  static let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "fupan").path

  /// What a command did.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// Makes the folder with `orders.csv` and `p.yaml`, which writes a CSV file and a report.
  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(
      path: "fupan-faults-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try write(
      """
      order_id,region,paid_amount,paid_at
      1,华东,12.50,2026-04-01
      2,华北,7.00,2026-04-02
      3,华东,1.25,2026-04-03

      """, to: "orders.csv")
    try write(Workshop.pipeline, to: "p.yaml")
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  static let pipeline = """
    version: 1
    timezone: Asia/Shanghai
    locale: en
    datasets:
      orders:
        - read_csv: orders.csv
        - parse: {paid_amount: money, paid_at: date}
        - write_csv: lists/orders.csv
    report:
      write: [markdown]

    """

  func write(_ text: String, to path: String) throws {
    try Data(text.utf8).write(to: folder.appending(path: path))
  }

  func text(_ path: String) -> String? {
    (try? Data(contentsOf: folder.appending(path: path))).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: path).path)
  }

  func names(in path: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder.appending(path: path).path)) ?? [])
      .sorted()
  }

  /// Runs a shell script in the folder; `$fupan` is the program.
  func run(_ script: String) async throws -> Outcome {
    let name = UUID().uuidString
    let files = ["out", "err"].map { folder.appending(path: ".\(name).\($0)") }
    for file in files { try Data().write(to: file) }
    defer { for file in files { try? FileManager.default.removeItem(at: file) } }
    let process = Process()
    process.executableURL = URL(filePath: "/bin/bash")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": "/usr/local/bin:/usr/bin:/bin", "fupan": Workshop.program, "LANG": "C",
      "SWIFT_BACKTRACE": "enable=no", "SOURCE_DATE_EPOCH": "1777075200",
    ]
    process.standardInput = FileHandle.nullDevice
    let handles = try files.map { try FileHandle(forWritingTo: $0) }
    defer { for handle in handles { try? handle.close() } }
    process.standardOutput = handles[0]
    process.standardError = handles[1]
    let status: Int32 = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { ended in
        continuation.resume(
          returning: ended.terminationReason == .uncaughtSignal
            ? 128 + ended.terminationStatus : ended.terminationStatus)
      }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    let texts = try files.map { String(decoding: try Data(contentsOf: $0), as: UTF8.self) }
    return Outcome(status: status, output: texts[0], errors: texts[1])
  }

  /// The published run as its files and their bytes; nil where there is none or it is not complete.
  var published: [String: Data]? {
    let latest = folder.appending(path: "out/latest").resolvingSymlinksInPath()
    guard let found = FileManager.default.enumerator(atPath: latest.path) else { return nil }
    var files: [String: Data] = [:]
    for case let path as String in found {
      let file = latest.appending(path: path)
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder)
      if !isFolder.boolValue { files[path] = try? Data(contentsOf: file) }
    }
    let wanted = ["lists/orders.csv", "report.json", "report.md", "run.json"]
    return wanted.allSatisfy { files[$0] != nil } ? files : nil
  }

  /// Whether a tool is on this machine.
  static func has(_ tool: String) -> Bool {
    ["/usr/local/bin", "/usr/bin", "/bin"].contains {
      FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)")
    }
  }
}
