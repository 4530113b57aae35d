import FupanData
import FupanDiagnostics
import FupanEngine
import Glibc

/// The folder that runs are published in.
///
///     out/runs/2026-04-24_20260425T080000Z/report.html
///     out/latest -> runs/2026-04-24_20260425T080000Z
///     out/last.json
///
/// A run is written to its own folder, `run.json` last, and published by one rename of the link
/// `latest`: whatever is killed, `latest` is the old run or the complete new one.
package struct OutputFolder: Sendable {
  /// The path as the user named it.
  package var path: String { root.path }
  let root: FolderHandle

  static let lockName = ".fupan.lock"
  static let manifestName = "run.json"
  private static let linkPrefix = ".latest-"
  private static let attemptPrefix = ".last-"

  /// Opens the folder, making it where it is missing.
  package init(making path: String) throws(Problems) {
    root = try FolderHandle.making(path)
  }

  /// Opens the folder, or gives nil where there is none.
  package init?(existing path: String) {
    guard let root = try? FolderHandle.opening(path) else { return nil }
    self.root = root
  }

  /// Refuses a folder that could not be written to, before anything else is done and without making
  /// anything.
  package static func requireWritable(_ path: String) throws(Problems) {
    var candidate = path
    while true {
      if access(candidate, F_OK) == 0 {
        var status = stat()
        guard stat(candidate, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
          throw FileFailure.creating(candidate, code: ENOTDIR)
        }
        guard faccessat(AT_FDCWD, candidate, W_OK | X_OK, Int32(AT_EACCESS)) == 0 else {
          throw FileFailure.creating(candidate, code: errno)
        }
        return
      }
      guard errno == ENOENT else { throw FileFailure.creating(candidate, code: errno) }
      var trimmed = candidate[...]
      while trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
      guard let slash = trimmed.lastIndex(of: "/") else {
        if candidate == "." { return }
        candidate = "."
        continue
      }
      candidate = slash == trimmed.startIndex ? "/" : String(trimmed[..<slash])
    }
  }

  /// Removes what runs that were killed have left. Only the holder of the lock may.
  func removeLeftovers() throws(Problems) {
    let prefixes = [
      OutputFolder.linkPrefix, OutputFolder.attemptPrefix, EngineOptions.spillPrefix,
    ]
    for name in root.names where prefixes.contains(where: { name.hasPrefix($0) }) {
      root.remove(name)
    }
    guard root.has("runs") else { return }
    let runs = try root.folder("runs")
    for name in runs.names {
      guard let run = try? runs.folder(name), !run.has(OutputFolder.manifestName) else { continue }
      runs.remove(name)
    }
  }

  /// A new run's folder, named by the day it speaks of and the instant it began.
  func beginRun(asOf: CivilDate, at instant: Int64) throws(Problems) -> RunFolder {
    let runs = try root.makingFolder("runs")
    let second = OutputFolder.compact(instant)
    // A number is not given again when its run is gone: a later run must not look like an older one.
    var number =
      runs.names.map { OutputFolder.order($0) }
      .filter { $0.second == second }.map { $0.number }.max() ?? 0
    var id: String
    repeat {
      number += 1
      id = "\(asOf)_\(second)" + (number > 1 ? "-\(number)" : "")
    } while try !runs.makeNewFolder(id)
    return RunFolder(
      id: id, folder: try runs.folder(id), runs: runs, previous: try? latest())
  }

  /// The file for the refused rows of an attempt that began at `instant`.
  func rejectsName(at instant: Int64) -> String { OutputFolder.compact(instant) + ".csv" }

  /// An instant to the second as a part of a file name: `20260425T080000Z`.
  private static func compact(_ instant: Int64) -> String {
    InstantText.string(microseconds: instant / 1_000_000 * 1_000_000).filter {
      $0 != "-" && $0 != ":"
    }
  }

  /// What runs are ordered by: the second that their ids end with, and their number within it.
  private static func order(_ id: String) -> (second: String, number: Int) {
    let parts = (id.split(separator: "_").last ?? id[...]).split(separator: "-")
    return (String(parts.first ?? ""), parts.dropFirst().first.flatMap { Int($0) } ?? 1)
  }

  /// Makes a complete run the latest.
  func publish(_ run: RunFolder) throws(Problems) {
    try run.folder.synchronise()
    try run.runs.synchronise()
    let link = OutputFolder.linkPrefix + String(getpid())
    root.remove(link)
    guard symlinkat("runs/\(run.id)", root.descriptor, link) == 0 else {
      throw FileFailure.creating(root.path(of: "latest"), code: errno)
    }
    try root.rename(link, to: "latest")
    try root.synchronise()
  }

  /// Removes the oldest runs beyond `count`, never the latest.
  func prune(keeping count: Int) {
    guard let runs = try? root.folder("runs") else { return }
    let latest = root.target(of: "latest")
    let ids = runs.names.sorted {
      let (left, right) = (OutputFolder.order($0), OutputFolder.order($1))
      if left.second != right.second {
        return left.second.utf8.lexicographicallyPrecedes(right.second.utf8)
      }
      return left.number < right.number
    }
    for id in ids.dropLast(count) where "runs/\(id)" != latest { runs.remove(id) }
    guard let rejects = try? root.folder("rejects") else { return }
    for name in rejects.names.dropLast(count) { rejects.remove(name) }
  }

  /// Whether anything was ever run into it.
  package var hasRuns: Bool { root.has("runs") || root.has("last.json") }

  /// Writes `last.json` anew.
  package func record(_ attempt: LastAttempt) throws(Problems) {
    let name = OutputFolder.attemptPrefix + String(getpid())
    root.remove(name)
    let file = try root.newFile(name)
    try file.write(Array((attempt.json.text + "\n").utf8))
    try file.finish()
    try root.rename(name, to: "last.json")
    try root.synchronise()
  }

  /// The folder of the run that is published, if any.
  private func latest() throws(Problems) -> FolderHandle? {
    guard let target = root.target(of: "latest"), target.hasPrefix("runs/"),
      !target.dropFirst(5).contains("/")
    else { return nil }
    return try root.folder("runs").folder(String(target.dropFirst(5)))
  }
}
