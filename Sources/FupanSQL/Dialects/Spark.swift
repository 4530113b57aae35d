import FupanData

extension Dialect {
  /// Spark 3.5 and later with `spark.sql.ansi.enabled=true` and the pipeline's zone as
  /// `spark.sql.session.timeZone`: its civil times are the session's.
  package static let spark = Dialect(
    kind: .spark,
    identifierQuote: "`",
    escapesBackslash: true,
    typeName: { type in
      switch type {
      case .bool: "BOOLEAN"
      case .integer: "BIGINT"
      case .decimal(let scale): "DECIMAL(18, \(scale))"
      case .wideDecimal(let scale): "DECIMAL(38, \(scale))"
      case .number: "DOUBLE"
      case .text: "STRING"
      case .date: "DATE"
      case .timestamp: "TIMESTAMP"
      case .list: "ARRAY<STRING>"
      }
    },
    timestampLiteral: { "TIMESTAMP '\($0) UTC'" },
    listLiteral: { "CAST(array(\($0.joined(separator: ", "))) AS ARRAY<STRING>)" },
    failure: { "raise_error(\($0))" },
    keeping: { name, query in
      ["CREATE OR REPLACE TEMPORARY VIEW \(name) AS\n\(query)", "CACHE TABLE \(name)"]
    },
    local: { sql, _ in sql },
    instant: { sql, _ in sql },
    passingOverMissing: { "\($0)(\($1), true)" },
    unnest: { list, keepsEmpty in keepsEmpty ? "explode_outer(\(list))" : "explode(\(list))" },
    fits: { sql, pattern in "(\(sql) RLIKE concat('\\\\A(?:', \(pattern), ')\\\\z'))" },
    exact: { "CAST(\($0) AS \($1))" },
    instantText: { sql in
      let clock =
        "date_format(to_utc_timestamp(\(sql), current_timezone()), 'yyyy-MM-dd\\'T\\'HH:mm:ss"
      return
        "CASE WHEN unix_micros(\(sql)) % 1000000 = 0 THEN \(clock)') || 'Z' "
        + "WHEN unix_micros(\(sql)) % 1000 = 0 THEN \(clock).SSS') || 'Z' "
        + "ELSE \(clock).SSSSSS') || 'Z' END"
    },
    readInstant: { "CAST(\($0) AS TIMESTAMP)" },
    quotient: { "(\($0) div \($1))" },
    countsInInputOrder: false,
    definitions: [:])
}
