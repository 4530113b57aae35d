import FupanDiagnostics

/// A problem of a stretch, and what decides which of several is told.
struct StretchProblem: Error {
  var diagnostic: Diagnostic
  /// The position of what met it, where all rows go through one thing after the other.
  var step = 0
  /// The row that it is about.
  var origin: RowOrigin?
  /// The stretch, which decides where no line is known.
  var stretch = 0

  func isEarlier(than other: StretchProblem) -> Bool {
    if step != other.step { return step < other.step }
    guard let origin, let otherOrigin = other.origin, origin != otherOrigin else {
      return stretch < other.stretch
    }
    return origin < otherOrigin
  }
}
