import FupanDiagnostics

/// A row that ends the run.
struct RowFailure: Error {
  /// The row within the batch that an operator was given.
  var row: Int
  var diagnostic: Diagnostic
}
