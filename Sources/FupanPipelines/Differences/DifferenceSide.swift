import Foundation
import FupanDiagnostics
import FupanReports

/// One side of a comparison: a run, or a campaign of the history.
package struct DifferenceSide: Sendable {
  /// What it is called: a run's id or a campaign's.
  package let name: String
  package let report: Report
  let facts: RunFacts?

  init(name: String, report: Report, facts: RunFacts? = nil) {
    self.name = name
    self.report = report
    self.facts = facts
  }

  func named(_ name: String) -> DifferenceSide {
    DifferenceSide(name: name, report: report, facts: facts)
  }

  /// Finds what a word names: the folder of a run, or its beginning, such as `out/runs/2026-04-24`
  /// for the last run of that day; an output folder; a report; or a campaign of the history.
  ///
  /// - Throws: a word that names nothing.
  package init(_ word: String, history: HistoryFolder) throws(Problems) {
    func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
    var word = word
    while word.count > 1, word.hasSuffix("/") { word.removeLast() }
    let folders = [word, word + "/latest"] + DifferenceSide.runs(beginning: word).reversed()
    if let folder = folders.first(where: { isThere($0 + "/run.json") }) {
      let run = try PublishedRun(folder)
      let name = ((try? FileManager.default.destinationOfSymbolicLink(atPath: folder)) ?? folder)
      self.init(
        name: name.split(separator: "/").last.map { String($0) } ?? name, report: run.report,
        facts: RunFacts.read(in: folder))
      return
    }
    if let data = FileManager.default.contents(atPath: word) {
      let report = try Report(json: Array(data), at: Place(file: word, line: 1, column: 1))
      self.init(name: report.campaign, report: report)
      return
    }
    guard history.ids.contains(word) else {
      var diagnostic = Diagnostic(
        .nothingToCompare, ["name": .text(word), "path": .text(history.path)])
      if let nearest = NearestName.to(word, among: history.ids) {
        diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
      }
      throw Problems(diagnostic)
    }
    let report = try history.report(word)
    self.init(name: word, report: report)
  }

  /// The folders whose names begin with the last part of a path, by the instants they end with.
  private static func runs(beginning path: String) -> [String] {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard let stem = parts.last, !stem.isEmpty else { return [] }
    let parent = parts.count > 1 ? parts.dropLast().joined(separator: "/") + "/" : ""
    let names = try? FileManager.default.contentsOfDirectory(
      atPath: parent.isEmpty ? "." : parent)
    return (names ?? []).filter { $0.hasPrefix(stem + "_") }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { parent + $0 }
  }
}

extension Message {
  static let differentCurrencies = Message(
    "different_currencies", exit: .dataRefused,
    en: "amounts in {before} and {after} cannot be compared", zh: "{before} 与 {after} 的金额不能相比")
  static let noSuchFigure = Message(
    "no_such_figure", exit: .usage, en: "neither report has a figure '{name}'{suggestion}",
    zh: "两份报告都没有指标“{name}”{suggestion}",
    hint: (en: "they have: {metrics}", zh: "现有指标：{metrics}"))
  static let nothingToCompare = Message(
    "nothing_to_compare", exit: .noInput,
    en: "'{name}' is no run, no report and no campaign of the history '{path}'{suggestion}",
    zh: "“{name}”不是运行、报告，也不是历史“{path}”里的活动{suggestion}",
    hint: (
      en: "name a run's folder, a report.json, or a campaign with --in HISTORY",
      zh: "请写运行的文件夹、report.json，或用 --in 历史 加活动 id"
    ))

  /// What can be wrong with comparisons.
  package static let differences: [Message] = [
    differentCurrencies, noSuchFigure, nothingToCompare,
  ]
}
