import FupanDiagnostics

/// Writes the report as GitHub-flavoured Markdown, each chart as an SVG file beside it.
package struct MarkdownWriter: ReportWriter {
  package var selection: ReportSelection
  /// The name of the file; its charts go into a folder of the same name without `.md`.
  package var file: String

  package init(file: String = "report.md", selection: ReportSelection = .all) {
    self.file = file
    self.selection = selection
  }

  package func files(for report: Report) throws(Problems) -> [ReportFile] {
    try report.check()
    let page = try MarkdownPage(report.selecting(selection), folder: folder)
    return [ReportFile(path: file, bytes: Array(page.source.utf8))] + page.pictures
  }

  private var folder: String { file.hasSuffix(".md") ? String(file.dropLast(3)) : file + "-charts" }
}
