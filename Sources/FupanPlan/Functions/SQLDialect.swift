/// A flavour of SQL that plans are written in.
package enum SQLDialect: String, Hashable, Sendable, CaseIterable {
  case duckdb, spark
}
