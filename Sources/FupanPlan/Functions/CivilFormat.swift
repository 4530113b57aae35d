import FupanData
import FupanDiagnostics

/// How a text writes a day or a civil time: `%Y/%m/%d %H:%M`.
///
/// `%Y` stands for four digits, `%m %d %H %M %S` for two; everything else for itself.
struct CivilFormat {
  private enum Part: Equatable {
    case literal([UInt8])
    case field(Character)
  }

  private let parts: [Part]

  /// The format, or nil where a field is unknown, occurs twice or lacks.
  init?(_ text: String, withTime: Bool) {
    var parts: [Part] = []
    var fields: [Character] = []
    var rest = text[...]
    while let next = rest.popFirst() {
      if next == "%" {
        guard let field = rest.popFirst(), "YmdHMS".contains(field), !fields.contains(field) else {
          return nil
        }
        fields.append(field)
        parts.append(.field(field))
      } else if case .literal(let bytes)? = parts.last {
        parts[parts.count - 1] = .literal(bytes + Array(next.utf8))
      } else {
        parts.append(.literal(Array(next.utf8)))
      }
    }
    let needed: [Character] = withTime ? ["Y", "m", "d", "H", "M"] : ["Y", "m", "d"]
    guard needed.allSatisfy(fields.contains),
      fields.allSatisfy({ needed.contains($0) || (withTime && $0 == "S") })
    else { return nil }
    self.parts = parts
  }

  /// What is wrong with a literal that should be a format.
  static func problem(in literal: Value?, withTime: Bool) -> Diagnostic? {
    guard let text = literal?.text, CivilFormat(text, withTime: withTime) == nil else { return nil }
    return Diagnostic(.badDateFormat, ["format": .text(text)])
  }

  /// The day since 1970-01-01 and the microseconds of that day, or nil where the text is another.
  func read(_ text: ArraySlice<UInt8>) -> (days: Int64, microseconds: Int64)? {
    var index = text.startIndex
    var (year, month, day, hour, minute, second) = (0, 0, 0, 0, 0, 0)
    for part in parts {
      switch part {
      case .literal(let bytes):
        guard text[index...].starts(with: bytes) else { return nil }
        index += bytes.count
      case .field(let field):
        let width = field == "Y" ? 4 : 2
        guard index + width <= text.endIndex else { return nil }
        var number = 0
        for byte in text[index..<index + width] {
          guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { return nil }
          number = number * 10 + Int(byte - UInt8(ascii: "0"))
        }
        index += width
        switch field {
        case "Y": year = number
        case "m": month = number
        case "d": day = number
        case "H": hour = number
        case "M": minute = number
        default: second = number
        }
      }
    }
    guard index == text.endIndex, hour < 24, minute < 60, second < 60,
      let date = CivilDate(year: year, month: month, day: day)
    else { return nil }
    return (
      Int64(date.daysSinceEpoch), Int64(hour * 3600 + minute * 60 + second) * 1_000_000
    )
  }

  /// What the engines spell differently.
  struct Dialect: Sendable {
    let fits: @Sendable (_ text: String, _ pattern: String) -> String
    let error: @Sendable (_ message: String) -> String
    /// The instant of text in RFC 3339 that fits.
    let zoned: @Sendable (_ text: String) -> String
    let varchar: String

    static let duckdb = Dialect(
      fits: { "regexp_full_match(\($0), \($1))" }, error: { "error(\($0))" },
      zoned: { "timezone('UTC', CAST(\($0) AS TIMESTAMP WITH TIME ZONE))" }, varchar: "VARCHAR")
    static let spark = Dialect(
      fits: { "(\($0) RLIKE \($1))" }, error: { "raise_error(\($0))" },
      zoned: { "CAST(\($0) AS TIMESTAMP)" }, varchar: "STRING")

    /// Text in RFC 3339 as an instant; anything else is an error.
    func instant(_ text: String, _ quoted: (String) -> String) -> String {
      let pattern =
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{1,6})?"
        + "(Z|[+-][0-9]{2}:[0-9]{2})\\z"
      let test = fits(text, quoted(pattern))
      let misfit = error(quoted("not a timestamp"))
      return
        "CASE WHEN \(text) IS NULL THEN NULL WHEN \(test) THEN \(zoned(text)) ELSE \(misfit) END"
    }
  }

  /// A call's text read in this format; anything else is an error.
  func sql(_ call: SQLCall, _ dialect: Dialect) -> String {
    let text = call.sql[0]
    var pattern = "^"
    var position = 1
    var fields: [Character: String] = [:]
    for part in parts {
      switch part {
      case .literal(let bytes):
        let literal = String(decoding: bytes, as: UTF8.self)
        for scalar in literal.unicodeScalars {
          if scalar.isASCII, !("a"..."z").contains(scalar), !("A"..."Z").contains(scalar),
            !("0"..."9").contains(scalar), scalar != " "
          {
            pattern += "\\"
          }
          pattern.unicodeScalars.append(scalar)
        }
        position += literal.unicodeScalars.count
      case .field(let field):
        let width = field == "Y" ? 4 : 2
        pattern += "[0-9]{\(width)}"
        fields[field] = "substr(\(text), \(position), \(width))"
        position += width
      }
    }
    func field(_ name: Character) -> String { fields[name] ?? "'00'" }
    var civil = [field("Y"), "'-'", field("m"), "'-'", field("d")]
    if call.result == .timestamp {
      civil += ["' '", field("H"), "':'", field("M"), "':'", field("S")]
    }
    let written = "(" + civil.joined(separator: " || ") + ")"
    let value =
      call.result == .timestamp
      ? call.instant("CAST(\(written) AS TIMESTAMP)") : "CAST(\(written) AS DATE)"
    let test = dialect.fits(text, call.quoted(pattern + "\\z"))
    let misfit = dialect.error(call.quoted("not a \(call.result.description)"))
    return "CASE WHEN \(text) IS NULL THEN NULL WHEN \(test) THEN \(value) ELSE \(misfit) END"
  }
}
