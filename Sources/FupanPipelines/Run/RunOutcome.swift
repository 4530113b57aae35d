import FupanDiagnostics
import FupanMetrics
import FupanReports

/// What came of a run.
package struct RunOutcome: Sendable {
  /// The run's id; nil where nothing was to be published.
  package var run: String?
  /// The run's folder as it can be opened; nil where nothing was to be published.
  package var folder: String?
  /// The files in it, in the order in which they were written.
  package var files: [String] = []
  package var account: RunAccount
  package var alerts: [AlertOutcome]
  package var warnings: [Diagnostic]
  package var report: Report
  package var seconds: Double
  /// The most memory the process held at once, in bytes.
  package var peakMemory: Int

  /// Alerts at `fail` level that fired.
  package var failingAlerts: [AlertOutcome] {
    alerts.filter { $0.hasFired && $0.alert.settings.level == .fail }
  }

  package var exitStatus: ExitStatus { failingAlerts.isEmpty ? .done : .alertFired }
}
