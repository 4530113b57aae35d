import FupanConfig
import FupanDiagnostics
import FupanPlan
import FupanReports
import FupanStages

/// The files that a pipeline writes beside `report.json`: how its report is written, and where its
/// datasets go.
package struct ReportOutputs: Sendable {
  /// The writers in the order of the document; a page of HTML where its report names none, and
  /// nothing where it has no report.
  package let writers: [any ReportWriter]
  /// Whether one of them writes the whole report as `report.json`.
  let writesReportFile: Bool

  /// - Throws: writers and sections that do not exist, and files that would take each other's place.
  package init(_ settings: ReportSettings?, sinks: [Sink]) throws(Problems) {
    var found: [Diagnostic] = []
    var writers: [any ReportWriter] = []
    var taken: [String] = ["run.json", "rejects.csv", AlertFile.name, RunFacts.fileName]
    let names = (settings?.write ?? []).filter { $0.name == "json" }.map {
      $0.settings.file?.text ?? "report.json"
    }
    if !names.contains("report.json") { taken.append("report.json") }
    func take(_ path: String, at place: Place?) {
      if taken.contains(where: {
        $0 == path || $0.hasPrefix(path + "/") || path.hasPrefix($0 + "/")
      }) {
        found.append(Diagnostic(.outputTaken, at: place, ["path": .text(path)]))
      }
      taken.append(path)
    }
    for sink in sinks { take(sink.path, at: sink.origin.place) }
    for use in settings?.write ?? [] {
      let writer = found.gather { () throws(Problems) in try ReportOutputs.writer(use) }
      guard let writer else { continue }
      writers.append(writer.writer)
      take(writer.path, at: use.place)
    }
    if let settings, settings.write.isEmpty { take("report.html", at: nil) }
    if let problems = Problems(found) { throw problems }
    writesReportFile = writers.contains {
      ($0 as? JSONWriter).map { $0.file == "report.json" } ?? false
    }
    self.writers = writers.isEmpty && settings != nil ? [HTMLWriter()] : writers
  }

  private static func writer(
    _ use: Named<ReportFile>
  ) throws(Problems) -> (writer: any ReportWriter, path: String) {
    var found: [Diagnostic] = []
    var kinds: [Report.Section.Kind] = []
    for name in use.settings.sections {
      if let kind = Report.Section.Kind(rawValue: name) {
        kinds.append(kind)
        continue
      }
      let known = Report.Section.Kind.allCases.map { $0.rawValue }
      found.append(
        unknown(.unknownReportSection, name, known, "sections", at: use.place))
    }
    let selection = ReportSelection(
      sections: use.settings.sections.isEmpty ? nil : kinds,
      hiding: Set(use.settings.hide.map { $0.value }))
    var path = ""
    func file(_ name: String) -> String {
      guard let file = use.settings.file else { return name }
      return found.gather { () throws(Problems) in try OutputPath.checked(file) } ?? name
    }
    var writer: (any ReportWriter)?
    switch use.name {
    case "html":
      path = file("report.html")
      writer = HTMLWriter(file: path, selection: selection)
    case "markdown":
      path = file("report.md")
      writer = MarkdownWriter(file: path, selection: selection)
    case "json":
      path = file("report.json")
      writer = JSONWriter(file: path, selection: selection)
    case "xlsx":
      path = file("report.xlsx")
      writer = XLSXWriter(file: path, selection: selection)
    default:
      found.append(
        unknown(
          .unknownWriter, use.name, ["html", "json", "markdown", "xlsx"], "writers", at: use.place))
    }
    if let problems = Problems(found) { throw problems }
    guard let writer else { preconditionFailure("a writer without a name") }
    return (writer, path)
  }

  private static func unknown(
    _ message: Message, _ name: String, _ known: [String], _ fact: String, at place: Place
  ) -> Diagnostic {
    var diagnostic = Diagnostic(message, at: place, ["name": .text(name)])
    if let nearest = NearestName.to(name, among: known) {
      diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
    }
    return diagnostic.with(fact, .list(known))
  }
}

extension Message {
  static let outputTaken = Message(
    "output_taken", exit: .config, en: "'{path}' is written by something else already",
    zh: "“{path}”已由别处写出", hint: (en: "choose another file", zh: "请换一个文件名"))
}
