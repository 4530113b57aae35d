import FupanDiagnostics
import Glibc

/// What the system says when a file cannot be made or written.
package enum FileFailure {
  /// The problem of making `path`: the folder is missing, read-only or not allowed, or the disk is
  /// full.
  package static func creating(_ path: String, code: Int32) -> Problems {
    switch code {
    case ENOSPC, EDQUOT, EIO, EFBIG, EMFILE, ENFILE, ENOMEM, EINTR: writing(path, code: code)
    default:
      Problems(
        Diagnostic(.cannotCreate, ["path": .text(path), "reason": .text(reason(code))]))
    }
  }

  /// The problem of writing to `path`, or to standard output where it is nil.
  package static func writing(_ path: String?, code: Int32) -> Problems {
    var diagnostic = Diagnostic(.writeError, ["reason": .text(reason(code))])
    if let path {
      diagnostic = diagnostic.with("where", .phrase(en: " in '\(path)'", zh: "（“\(path)”）"))
    }
    return Problems(diagnostic)
  }

  /// The system's own words for an error number, never translated.
  package static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}

/// Repeats a system call that a signal cut short.
func retried<Result: SignedInteger>(_ call: () -> Result) -> Result {
  while true {
    let result = call()
    if result >= 0 || errno != EINTR { return result }
  }
}
