import ArgumentParser
import FupanDiagnostics
import FupanPipelines
import FupanReports

/// `fupan render`: writes a finished report in another form.
struct RenderCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "render",
    abstract: "Writes the report.json of a run as HTML, Markdown, JSON or an Excel workbook.",
    discussion: """
      The report goes to standard output. With --out it goes to a new folder, with the pictures \
      that Markdown refers to.
      """)

  @Argument(help: "The report.json of a run.")
  var report: String

  @Option(help: ArgumentHelp("The form.", valueName: "html|markdown|json|xlsx"))
  var to: Form = .html

  @Option(help: ArgumentHelp("A folder to write to; it is made.", valueName: "folder"))
  var out: String?

  @Option(
    help: ArgumentHelp("Only these sections, separated by commas.", valueName: "names"))
  var sections: String?

  @Option(help: ArgumentHelp("Metrics left out, separated by commas.", valueName: "names"))
  var hide: String?

  @OptionGroup var speech: ConsoleOptions

  /// What a report can be written as.
  enum Form: String, ExpressibleByArgument, CaseIterable {
    case html, markdown, json, xlsx
  }

  func run() async throws {
    try await speech.perform { _ in
      let report = try ReportInput.read(report)
      let selection = try selection()
      let writer: any ReportWriter =
        switch to {
        case .html: HTMLWriter(selection: selection)
        case .markdown: MarkdownWriter(selection: selection)
        case .json: JSONWriter(selection: selection)
        case .xlsx: XLSXWriter(selection: selection)
        }
      let files = try writer.files(for: report)
      if let out {
        try NewFolder.write(files.map { ($0.path, $0.bytes) }, to: out)
      } else if let file = files.first {
        try StandardOutput.write(file.bytes)
      }
      return .done
    }
  }

  private func selection() throws(Problems) -> ReportSelection {
    func names(_ text: String?) -> [String] {
      (text ?? "").split(separator: ",").map { String($0) }
    }
    var kinds: [Report.Section.Kind] = []
    for name in names(sections) {
      guard let kind = Report.Section.Kind(rawValue: name) else {
        throw UnknownName.problem(
          name, kind: .phrase(en: "section", zh: "章节"),
          among: Report.Section.Kind.allCases.map { $0.rawValue })
      }
      kinds.append(kind)
    }
    return ReportSelection(
      sections: sections == nil ? nil : kinds, hiding: Set(names(hide)))
  }
}
