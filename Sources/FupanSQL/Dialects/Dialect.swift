import FupanData
import FupanPlan

/// What one flavour of SQL spells its own way; everything else is the same text everywhere.
package struct Dialect: Sendable {
  package let kind: SQLDialect
  /// What names are quoted with.
  let identifierQuote: String
  /// Whether a backslash in text is an escape.
  let escapesBackslash: Bool
  /// Names of types.
  package let typeName: @Sendable (DataType) -> String
  /// An instant, from its microseconds' text `2026-04-10 00:05:00.250000` in UTC.
  let timestampLiteral: @Sendable (_ text: String) -> String
  /// A list of items already written as SQL.
  let listLiteral: @Sendable (_ items: [String]) -> String
  /// An expression of no type that ends the query with a message already written as SQL.
  let failure: @Sendable (_ message: String) -> String
  /// The statements that keep the rows of a query under a name already quoted.
  let keeping: @Sendable (_ name: String, _ query: String) -> [String]
  /// An instant as civil time in a zone, and a civil time as the first instant that shows it.
  let local: @Sendable (_ sql: String, _ zone: String) -> String
  let instant: @Sendable (_ sql: String, _ zone: String) -> String
  /// A window function's call that passes over missing values.
  let passingOverMissing: @Sendable (_ function: String, _ column: String) -> String
  /// A row for each item of a list in `SELECT`; with `keepsEmpty` one without an item too.
  let unnest: @Sendable (_ list: String, _ keepsEmpty: Bool) -> String
  /// Whether a whole text fits a regular expression already written as SQL.
  let fits: @Sendable (_ sql: String, _ pattern: String) -> String
  /// A floating-point number's shortest decimal text, brought to an exact type.
  let exact: @Sendable (_ sql: String, _ type: String) -> String
  /// An instant as RFC 3339 text in UTC.
  let instantText: @Sendable (_ sql: String) -> String
  /// Text in RFC 3339 as an instant.
  let readInstant: @Sendable (_ sql: String) -> String
  /// The whole part of a quotient of two integers.
  let quotient: @Sendable (_ a: String, _ b: String) -> String
  /// Whether `row_number() OVER ()` counts the rows of a table as they were put in.
  let countsInInputOrder: Bool
  /// Statements that a script needs first where it has the text they are listed by.
  let definitions: KeyValuePairs<String, String>

  /// A name between quotes.
  package func quoted(name: String) -> String {
    identifierQuote
      + name.split(separator: identifierQuote, omittingEmptySubsequences: false)
      .joined(separator: identifierQuote + identifierQuote) + identifierQuote
  }

  /// Text between quotes.
  package func quoted(text: String) -> String {
    var result = "'"
    for scalar in text.unicodeScalars {
      switch scalar {
      case "'": result += escapesBackslash ? "\\'" : "''"
      case "\\" where escapesBackslash: result += "\\\\"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "'"
  }

  /// A value as an expression of exactly this type.
  package func literal(_ value: Value, _ type: DataType) -> String {
    switch value {
    case .missing: return "CAST(NULL AS \(typeName(type)))"
    case .bool(let flag): return flag ? "TRUE" : "FALSE"
    case .integer, .decimal:
      return "CAST(\(value.text ?? "NULL") AS \(typeName(type)))"
    case .number(let number): return "CAST('\(number)' AS \(typeName(.number)))"
    case .text(let text): return quoted(text: text)
    case .date: return "DATE '\(value.text ?? "")'"
    case .timestamp(let microseconds):
      return timestampLiteral(Dialect.clock(microseconds))
    case .list(let items): return listLiteral(items.map { quoted(text: $0) })
    }
  }

  /// `2026-04-10 00:05:00.250000`
  private static func clock(_ microseconds: Int64) -> String {
    let (days, inDay) = InstantText.split(microseconds)
    var bytes: [UInt8] = []
    CivilDate(daysSinceEpoch: Int(days)).append(to: &bytes)
    let seconds = UInt64(inDay / 1_000_000)
    for (sign, part) in [(" ", seconds / 3600), (":", seconds / 60 % 60), (":", seconds % 60)] {
      bytes.append(contentsOf: sign.utf8)
      DecimalText.appendDigits(part, atLeast: 2, to: &bytes)
    }
    bytes.append(UInt8(ascii: "."))
    DecimalText.appendDigits(UInt64(inDay % 1_000_000), atLeast: 6, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }
}
