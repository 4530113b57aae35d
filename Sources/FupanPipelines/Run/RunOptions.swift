import FupanEngine

/// How a pipeline is run; none of it changes a figure.
package struct RunOptions: Sendable {
  /// The folder that the run is published in.
  package var out: String
  /// Seconds to wait for another run to end.
  package var wait = 0
  /// What the run may take of the machine.
  package var limits = ResourceLimits()
  /// Computes everything and writes nothing.
  package var isDryRun = false
  /// Microseconds since 1970 when the program began.
  package var started: Int64
  /// Told how far the run is.
  package var progress: (@Sendable (RunProgress) -> Void)?

  package init(out: String, started: Int64 = Now.microseconds) {
    self.out = out
    self.started = started
  }
}
