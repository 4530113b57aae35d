import FupanData

/// How a function is written in SQL.
package enum SQLForm: Sendable {
  /// Text with places for the arguments: `{0}` the first, `{0:local}` the first as civil time in
  /// the pipeline's zone, `{…}` all of them with commas, `{type}` the type of the result.
  case template(String)
  /// Text made from a call.
  case custom(@Sendable (SQLCall) -> String)
  /// Native only: the check says so before anything runs elsewhere.
  case none
}
