import FupanConfig
import FupanData
import FupanDiagnostics
import Glibc

/// What `last.json` says: how the last attempt to run went, published or not.
package struct LastAttempt: Sendable {
  /// How far an attempt came.
  package enum State: String, Sendable {
    /// Under way, or killed.
    case running
    case published
    /// The data was refused.
    case refused
    case failed
    /// Ended by a signal.
    case interrupted
  }

  package var state: State
  /// The pipeline file.
  package var pipeline: String
  /// The run's id; nil where it did not get that far.
  package var run: String?
  /// Microseconds since 1970.
  package var started: Int64
  package var finished: Int64?
  /// What the process exits with, or nil while it runs and where a signal ends it.
  package var exit: Int32?
  package var signal: Int32?
  /// The codes of what went wrong.
  package var codes: [String] = []
  /// The file with the rows that could not be used.
  package var rejects: String?

  package init(
    _ state: State, pipeline: String, run: String? = nil, started: Int64, finished: Int64? = nil,
    exit: Int32? = nil
  ) {
    self.state = state
    self.pipeline = pipeline
    self.run = run
    self.started = started
    self.finished = finished
    self.exit = exit
  }

  /// A failed attempt.
  package static func failed(
    _ problems: Problems, pipeline: String, started: Int64, run: String? = nil
  ) -> LastAttempt {
    let status = problems.exitStatus
    var attempt = LastAttempt(
      status == .dataRefused ? .refused : .failed, pipeline: pipeline, run: run,
      started: started, finished: Now.microseconds, exit: status.rawValue)
    for code in problems.all.map({ $0.code }) where !attempt.codes.contains(code) {
      attempt.codes.append(code)
    }
    return attempt
  }

  var json: JSONValue {
    func text(_ value: String?) -> JSONValue { value.map { .string($0) } ?? .null }
    func number(_ value: Int32?) -> JSONValue { value.map { .number(String($0)) } ?? .null }
    return [
      "state": .string(state.rawValue), "exit": number(exit), "signal": number(signal),
      "run": text(run), "pipeline": .string(pipeline),
      "started": .string(InstantText.string(microseconds: started)),
      "finished": text(finished.map { InstantText.string(microseconds: $0) }),
      "pid": .number(String(getpid())), "codes": .array(codes.map { .string($0) }),
      "rejects": text(rejects),
    ]
  }
}
