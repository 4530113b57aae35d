import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanReports
import FupanStages

/// What was computed for the report.
package struct ReportResults: Sendable {
  /// The results of fragments by name.
  package let tables: [String: Table]
  /// How the run went: files, rows, checks, for the appendix.
  package let account: RunAccount
  /// Receipts are made from the metric figures of all sections.
  package let inputs: [Report.Receipt.Input]
  /// What did not hold of the data and does not end the run.
  package let warnings: [Diagnostic]

  package init(
    tables: [String: Table], account: RunAccount, inputs: [Report.Receipt.Input] = [],
    warnings: [Diagnostic] = []
  ) {
    self.tables = tables
    self.account = account
    self.inputs = inputs
    self.warnings = warnings
  }

  /// The checks of `expect` among them.
  package var brokenChecks: [Diagnostic] { warnings.filter { Expect.isFinding($0) } }

  /// The figures of a query.
  package func figures(_ query: MetricQuery) -> MetricTable { query.figures(tables) }
}
