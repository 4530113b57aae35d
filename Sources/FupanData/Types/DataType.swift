/// What kind of value a column holds.
///
/// Columns of exports stay ``text`` until a profile or `parse` declares otherwise; ids, phones and
/// codes are never guessed into numbers.
package enum DataType: Hashable, Sendable {
  /// True, false or missing.
  case bool
  /// A whole number of 64 bits; overflow is an error, never a wrap.
  case integer
  /// An exact number with `scale` digits after the point, at most 18 digits in all.
  case decimal(scale: Int)
  /// An exact number with `scale` digits after the point, at most 38 digits: sums and products.
  case wideDecimal(scale: Int)
  /// A floating-point number of 64 bits, never NaN or infinite.
  case number
  /// UTF-8 text, compared by its bytes.
  case text
  /// A civil day, counted from 1970-01-01.
  case date
  /// An instant in microseconds since 1970-01-01T00:00:00Z.
  case timestamp
  /// A list of text, such as the options of a multiple-choice answer.
  case list
}

extension DataType {
  /// Whether arithmetic applies.
  package var isNumeric: Bool {
    switch self {
    case .integer, .decimal, .wideDecimal, .number: true
    case .bool, .text, .date, .timestamp, .list: false
    }
  }

  /// Whether values are exact numbers: integers and decimals.
  package var isExactNumeric: Bool { isNumeric && self != .number }

  /// Digits after the point of an exact number; 0 for an integer, nil for everything else.
  package var scale: Int? {
    switch self {
    case .integer: 0
    case .decimal(let scale), .wideDecimal(let scale): scale
    default: nil
    }
  }

  /// Whether rows can be grouped, sorted and joined on such a column.
  package var isOrdered: Bool { self != .list }
}

extension DataType: CustomStringConvertible {
  /// The spelling used in `--types`, casts and messages: `decimal(2)`, `timestamp`.
  package var description: String {
    switch self {
    case .bool: "bool"
    case .integer: "integer"
    case .decimal(let scale): "decimal(\(scale))"
    case .wideDecimal(let scale): "wide_decimal(\(scale))"
    case .number: "number"
    case .text: "text"
    case .date: "date"
    case .timestamp: "timestamp"
    case .list: "list"
    }
  }

  /// The type spelt as in ``description``, or nil.
  package init?(_ spelling: String) {
    switch spelling {
    case "bool": self = .bool
    case "integer": self = .integer
    case "number": self = .number
    case "text": self = .text
    case "date": self = .date
    case "timestamp": self = .timestamp
    case "list": self = .list
    default:
      guard spelling.hasSuffix(")"), let open = spelling.firstIndex(of: "("),
        let scale = Int(spelling[spelling.index(after: open)...].dropLast())
      else { return nil }
      switch spelling[..<open] {
      case "decimal" where (0...18).contains(scale): self = .decimal(scale: scale)
      case "wide_decimal" where (0...38).contains(scale): self = .wideDecimal(scale: scale)
      default: return nil
      }
    }
  }
}
