/// How a command ended, told to cron, make and monitoring by its exit status.
///
/// The numbers from 64 up are those of sysexits.
package enum ExitStatus: Int32, Sendable, CaseIterable {
  /// Done and published, accounting closed.
  case done = 0
  /// Done and published, and an alert at `fail` level fired.
  case alertFired = 1
  /// A bad command line.
  case usage = 64
  /// Data refused: nothing published, the rejects file written.
  case dataRefused = 65
  /// An input is missing or cannot be read.
  case noInput = 66
  /// A tool or engine the pipeline needs is not there.
  case unavailable = 69
  /// A defect of the program itself.
  case internalError = 70
  /// The output folder is missing, read-only or not allowed.
  case cannotCreate = 73
  /// Disk full, I/O error, or a closed pipe while SIGPIPE is ignored.
  case ioError = 74
  /// Another run holds the lock, or an input changed while it was read.
  case tryAgain = 75
  /// The document is wrong: syntax, unknown key, wrong type, unknown name.
  case config = 78
}
