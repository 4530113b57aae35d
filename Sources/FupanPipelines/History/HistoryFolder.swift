import Foundation
import FupanData
import FupanDiagnostics
import FupanReports
import Glibc

/// The history: a folder of closed campaigns, the report of each as `<id>.json`.
///
///     let history = HistoryFolder("../history")
///     try history.add(report, replacing: false)
package struct HistoryFolder: Sendable {
  /// The folder as the user named it.
  package let path: String

  package init(_ path: String) { self.path = path }

  /// The reports in it, by their first day and then by id; none where there is no folder.
  ///
  /// - Throws: a file that is no report.
  package func reports() throws(Problems) -> [Report] {
    var found: [Diagnostic] = []
    var reports: [Report] = []
    for id in ids {
      if let report = found.gather({ () throws(Problems) in try report(id) }) {
        reports.append(report)
      }
    }
    try Problems.throwIfAny(found)
    return reports.sorted { left, right in
      let days = (left.period.first.daysSinceEpoch, right.period.first.daysSinceEpoch)
      guard days.0 == days.1 else { return days.0 < days.1 }
      return left.campaign.utf8.lexicographicallyPrecedes(right.campaign.utf8)
    }
  }

  /// The ids of the campaigns, by their bytes.
  package var ids: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [])
      .filter { $0.hasSuffix(".json") && !$0.hasPrefix(".") }
      .map { String($0.dropLast(5)) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The campaign with this id.
  ///
  /// - Throws: an unknown campaign, with the nearest id, or a file that is no report.
  package func report(_ id: String, at place: Place? = nil) throws(Problems) -> Report {
    guard HistoryFolder.isFileName(id), let data = FileManager.default.contents(atPath: file(id))
    else {
      var diagnostic = Diagnostic(
        .unknownCampaign, at: place, ["name": .text(id), "path": .text(path)])
      if let nearest = NearestName.to(id, among: ids) {
        diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
      }
      let known: FactValue =
        ids.isEmpty
        ? .phrase(
          en: "nothing yet; 'fupan close' and 'fupan history add' put campaigns there",
          zh: "还没有任何活动；fupan close 和 fupan history add 会放进去") : .list(ids)
      throw Problems(diagnostic.with("campaigns", known))
    }
    let report = try Report(json: Array(data), at: Place(file: file(id), line: 1, column: 1))
    guard report.closing != nil else {
      throw Problems(Diagnostic(.notClosed, at: place, ["path": .text(file(id))]))
    }
    return report
  }

  /// Adds a report, all or nothing.
  ///
  /// - Throws: a campaign that is there already and not to be replaced, or an id that no file can
  ///   have.
  package func add(_ report: Report, replacing: Bool) throws(Problems) {
    let id = report.campaign
    guard HistoryFolder.isFileName(id) else {
      throw Problems(Diagnostic(.badCampaignID, ["name": .text(id)]))
    }
    precondition(report.closing != nil, "a draft never enters the history")
    let bytes = try report.json()
    let folder = try FolderHandle.making(path)
    let name = id + ".json"
    if folder.has(name), !replacing {
      throw Problems(Diagnostic(.alreadyInHistory, ["name": .text(id), "path": .text(path)]))
    }
    let draft = ".\(name)-\(getpid())"
    folder.remove(draft)
    do {
      let file = try folder.newFile(draft)
      try file.write(bytes)
      try file.finish()
      try folder.rename(draft, to: name)
    } catch {
      folder.remove(draft)
      throw error
    }
    try folder.synchronise()
  }

  /// The file of a campaign.
  package func file(_ id: String) -> String { "\(path)/\(id).json" }

  private static func isFileName(_ id: String) -> Bool {
    !id.isEmpty && !id.hasPrefix(".") && id.utf8.count <= 200
      && !id.unicodeScalars.contains { $0 == "/" || $0.value < 0x20 || $0.value == 0x7F }
  }
}
