import Foundation
import FupanDiagnostics
import FupanReports

/// A run that was published, read again: its report, the alerts of its manifest, and how the last
/// attempt in its output folder went.
struct PublishedRun: Sendable {
  /// The folder of the run.
  let folder: String
  let report: Report
  let alerts: [Alert]
  /// Nil where the folder is that of one run.
  let attempt: Attempt?

  /// An alert as `run.json` keeps it.
  struct Alert: Sendable, Decodable {
    let id: String
    let metric: String
    let level: String
    let fired: Bool
    let label: Report.Localized
    let owner: String?
    /// The figure that tells most, as the report shows it.
    let shown: String
    /// Where it is: the values of its `by` columns and the day; nobody's personal data.
    let place: String
  }

  /// What `last.json` says.
  struct Attempt: Sendable, Decodable {
    let state: State
    let codes: [String]

    enum State: String, Sendable, Decodable {
      case running, published, refused, failed, interrupted
    }
  }

  private struct Manifest: Decodable { let alerts: [Alert] }

  /// Reads an output folder, or the folder of one run.
  ///
  /// - Throws: `nothing_published` where there is no finished run.
  init(_ path: String) throws(Problems) {
    func read(_ name: String) -> [UInt8]? {
      FileManager.default.contents(atPath: path + "/" + name).map { Array($0) }
    }
    var base = ""
    if read("run.json") == nil { base = "latest/" }
    guard let manifest = read(base + "run.json"), let report = read(base + "report.json") else {
      throw Problems(Diagnostic(.nothingPublished, ["path": .text(path)]))
    }
    folder = path + "/" + base
    let place = Place(file: path + "/" + base + "report.json", line: 1, column: 1)
    self.report = try Report(json: report, at: place)
    do {
      alerts = try JSONDecoder().decode(Manifest.self, from: Data(manifest)).alerts
    } catch {
      throw Problems(
        Diagnostic(
          .unreadableManifest, ["path": .text(path + "/" + base + "run.json")]))
    }
    attempt =
      base.isEmpty
      ? nil : read("last.json").flatMap { try? JSONDecoder().decode(Attempt.self, from: Data($0)) }
  }
}

extension Message {
  static let hiddenUnknown = Message(
    "hidden_unknown", exit: .usage,
    en: "the report has no figure '{name}'{suggestion}, so nothing would be hidden",
    zh: "报告里没有指标“{name}”{suggestion}，所以什么也不会隐藏")
  static let nothingPublished = Message(
    "nothing_published", exit: .noInput, en: "no finished run in '{path}'",
    zh: "“{path}”里没有已完成的运行",
    hint: (en: "'fupan run FILE --out {path}' makes one", zh: "请先运行 fupan run 文件 --out {path}"))
  static let unreadableManifest = Message(
    "unreadable_manifest", exit: .dataRefused, en: "'{path}' is not the manifest of a run",
    zh: "“{path}”不是运行清单",
    hint: (
      en: "it may be of an older version: run the pipeline again", zh: "可能是旧版本写的：请重新运行"
    ))

  /// What can be wrong with runs that are read again.
  package static let publishedRuns: [Message] = [
    hiddenUnknown, nothingPublished, unreadableManifest,
  ]
}
