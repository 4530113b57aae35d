import FupanData
import FupanPlan

/// A program as SQL: what is loaded and what is computed, in order.
package struct SQLScript: Sendable {
  /// One statement of the script.
  package enum Step: Sendable {
    /// A statement that makes a function of the dialect.
    case define(sql: String)
    /// A table that the native engine computes: the files' typed rows, or the result of a finish.
    case load(Input)
    /// The statements that keep rows under a name.
    case keep(name: String, statements: [String])
  }

  /// A table that a script needs and the native engine computes.
  package struct Input: Sendable {
    package let name: String
    package let relation: Relation

    package var schema: Schema { relation.schema }
  }

  package let dialect: Dialect
  package let steps: [Step]
  /// The queries of the results, by fragment name, in the order in which they were asked for.
  package let queries: [(name: String, sql: String)]

  /// The whole script for people: inputs as comments, then statements and queries.
  package var text: String {
    var parts = steps.map { step in
      switch step {
      case .load(let input):
        let columns = input.schema.fields.map {
          "\(dialect.quoted(name: $0.name)) \(dialect.typeName($0.type))"
        }
        return "-- \(dialect.quoted(name: input.name)) is computed natively:\n"
          + "-- \(columns.joined(separator: ", "))"
      case .define(let sql): return sql + ";"
      case .keep(_, let statements): return statements.joined(separator: ";\n\n") + ";"
      }
    }
    parts += queries.map { $0.sql + ";" }
    return parts.joined(separator: "\n\n") + "\n"
  }
}
