import Foundation
import FupanTestSupport

/// A folder of its own with a small pipeline, and the built program to run in it.
final class Workshop: Sendable {
  private let place: TemporaryFolder

  var folder: URL { place.url }

  /// Makes the folder with `orders.csv` and `p.yaml`, which writes a CSV file and a report.
  init() throws {
    place = try TemporaryFolder()
    try write(
      """
      order_id,region,paid_amount,paid_at
      1,华东,12.50,2026-04-01
      2,华北,7.00,2026-04-02
      3,华东,1.25,2026-04-03

      """, to: "orders.csv")
    try write(Workshop.pipeline, to: "p.yaml")
  }

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
  func run(_ script: String) async throws -> FinishedProcess {
    try await FinishedProcess.of(
      "/bin/bash", ["-c", script], in: folder,
      environment: [
        "PATH": "/usr/local/bin:/usr/bin:/bin", "fupan": FinishedProcess.fupan.path, "LANG": "C",
        "SWIFT_BACKTRACE": "enable=no", "SOURCE_DATE_EPOCH": "1777075200",
      ])
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
