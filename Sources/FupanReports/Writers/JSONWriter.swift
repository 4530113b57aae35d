import FupanDiagnostics

/// Writes `report.json`: the report itself, for other programs and for rendering it again.
package struct JSONWriter: ReportWriter {
  package var selection: ReportSelection
  /// The name of the file.
  package var file: String

  package init(file: String = "report.json", selection: ReportSelection = .all) {
    self.file = file
    self.selection = selection
  }

  package func files(for report: Report) throws(Problems) -> [ReportFile] {
    try report.check()
    return [ReportFile(path: file, bytes: try report.selecting(selection).json())]
  }
}
