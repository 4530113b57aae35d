import FupanDiagnostics

/// Writes the report as an Excel workbook: a sheet for each section, its tables as typed cells, the
/// values of its charts below them, and a sheet of receipts that can be filtered.
///
/// The same report gives the same bytes, so the time at which it was made is left out.
package struct XLSXWriter: ReportWriter {
  package var selection: ReportSelection
  /// The name of the file.
  package var file: String

  package init(file: String = "report.xlsx", selection: ReportSelection = .all) {
    self.file = file
    self.selection = selection
  }

  package func files(for report: Report) throws(Problems) -> [ReportFile] {
    try report.check()
    return [
      ReportFile(path: file, bytes: try ReportWorkbook.bytes(of: report.selecting(selection)))
    ]
  }
}
