import FupanDiagnostics

/// A way to write a report down.
///
///     let writer = HTMLWriter(selection: .init(hiding: ["roi"]))
///     for file in try writer.files(for: report) { … }
package protocol ReportWriter: Sendable {
  /// What of the report is written.
  var selection: ReportSelection { get }

  /// The files of the report: the main one first, then those it refers to.
  ///
  /// Throws `report_inconsistent` where the report contradicts itself.
  func files(for report: Report) throws(Problems) -> [ReportFile]
}
