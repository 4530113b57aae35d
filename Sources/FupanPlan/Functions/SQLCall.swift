import FupanData

/// A call on its way into SQL.
package struct SQLCall {
  /// The arguments' SQL.
  package let sql: [String]
  package let arguments: [Expression]
  package let result: DataType
  /// An instant's SQL as civil time in the pipeline's zone.
  package let local: (String) -> String
  /// A civil time's SQL as the first instant that shows it.
  package let instant: (String) -> String
  /// A text as a literal.
  package let quoted: (String) -> String
  /// A floating-point number's SQL as an exact type, by its shortest decimal text.
  package let exact: (String, DataType) -> String
  /// A type's name.
  package let name: (DataType) -> String

  package init(
    _ arguments: [Expression], sql: [String], result: DataType,
    local: @escaping (String) -> String, instant: @escaping (String) -> String,
    quoted: @escaping (String) -> String,
    exact: @escaping (String, DataType) -> String, name: @escaping (DataType) -> String
  ) {
    self.arguments = arguments
    self.sql = sql
    self.result = result
    self.local = local
    self.instant = instant
    self.quoted = quoted
    self.exact = exact
    self.name = name
  }

  /// An argument as civil time: instants in the pipeline's zone, days at midnight.
  package func civil(_ index: Int) -> String {
    arguments[index].type == .timestamp ? local(sql[index]) : sql[index]
  }
}
