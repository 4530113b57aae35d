import FupanData

extension Dialect {
  /// DuckDB 1.5. Instants are TIMESTAMP in UTC; its time zones come from ICU, which is built in.
  package static let duckdb = Dialect(
    kind: .duckdb,
    identifierQuote: "\"",
    escapesBackslash: false,
    typeName: { type in
      switch type {
      case .bool: "BOOLEAN"
      case .integer: "BIGINT"
      case .decimal(let scale): "DECIMAL(18, \(scale))"
      case .wideDecimal(let scale): "DECIMAL(38, \(scale))"
      case .number: "DOUBLE"
      case .text: "VARCHAR"
      case .date: "DATE"
      case .timestamp: "TIMESTAMP"
      case .list: "VARCHAR[]"
      }
    },
    timestampLiteral: { "TIMESTAMP '\($0)'" },
    listLiteral: { "CAST([\($0.joined(separator: ", "))] AS VARCHAR[])" },
    failure: { "error(\($0))" },
    keeping: { ["CREATE TEMP TABLE \($0) AS\n\($1)"] },
    local: { sql, zone in
      zone == "UTC" ? sql : "timezone('\(zone)', timezone('UTC', \(sql)))"
    },
    instant: { sql, zone in
      guard zone != "UTC" else { return sql }
      // ICU gives the later instant where a clock is turned back an hour; the first one is meant.
      let last = "timezone('UTC', timezone('\(zone)', \(sql)))"
      let shown = "timezone('\(zone)', timezone('UTC', \(last) - INTERVAL 1 HOUR))"
      return "CASE WHEN \(shown) = \(sql) THEN \(last) - INTERVAL 1 HOUR ELSE \(last) END"
    },
    passingOverMissing: { "\($0)(\($1) IGNORE NULLS)" },
    unnest: { list, keepsEmpty in
      keepsEmpty
        ? "unnest(CASE WHEN len(\(list)) > 0 THEN \(list) ELSE [CAST(NULL AS VARCHAR)] END)"
        : "unnest(\(list))"
    },
    fits: { "regexp_full_match(\($0), \($1))" },
    exact: { "CAST(fupan_plain(\($0)) AS \($1))" },
    instantText: { sql in
      "strftime(\(sql), '%Y-%m-%dT%H:%M:%S') || CASE WHEN microsecond(\(sql)) % 1000000 = 0 "
        + "THEN 'Z' WHEN microsecond(\(sql)) % 1000 = 0 THEN strftime(\(sql), '.%gZ') "
        + "ELSE strftime(\(sql), '.%fZ') END"
    },
    readInstant: { "timezone('UTC', CAST(\($0) AS TIMESTAMP WITH TIME ZONE))" },
    quotient: { "(\($0) // \($1))" },
    countsInInputOrder: true,
    definitions: ["fupan_plain(": plainDigits])

  /// A number's shortest digits without a negative exponent, with which DuckDB rounds wrongly:
  /// `CAST('-9.4e-06' AS DECIMAL(38, 0))` is -1 there.
  private static let plainDigits = """
    CREATE OR REPLACE TEMP MACRO fupan_plain(x) AS
      CASE WHEN contains(CAST(x AS VARCHAR), 'e-')
      THEN CASE WHEN x < 0 THEN '-0.' ELSE '0.' END
        || repeat('0', CAST(split_part(CAST(x AS VARCHAR), 'e-', 2) AS INTEGER) - 1)
        || translate(split_part(CAST(x AS VARCHAR), 'e-', 1), '-.', '')
      ELSE CAST(x AS VARCHAR) END
    """
}
