import FupanData

/// How a function is written in SQL.
package enum SQLForm: Sendable {
  /// Text with `{0}`, `{1}` … for the arguments and `{…}` for all of them, separated by commas:
  /// `round({0}, {1})`.
  case template(String)
  /// Text made from the arguments' SQL, the arguments themselves and the result type.
  case custom(@Sendable (_ sql: [String], _ arguments: [Expression], _ result: DataType) -> String)
  /// Native only: the check says so before anything runs elsewhere.
  case none
}
