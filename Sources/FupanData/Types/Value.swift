/// One value of any type: for literals, parameters and small tables, never in a hot loop.
package enum Value: Hashable, Sendable {
  case missing
  case bool(Bool)
  case integer(Int64)
  /// An exact number `unscaled` / 10^`scale`.
  case decimal(Int128, scale: Int)
  case number(Double)
  case text(String)
  /// Days since 1970-01-01.
  case date(Int32)
  /// Microseconds since 1970-01-01T00:00:00Z.
  case timestamp(Int64)
  case list([String])
}

extension Value {
  package var isMissing: Bool { self == .missing }

  /// The type a literal of this value has; nil for a missing one, which fits everywhere.
  package var type: DataType? {
    switch self {
    case .missing: nil
    case .bool: .bool
    case .integer: .integer
    case .decimal(let unscaled, let scale):
      scale <= 18 && unscaled.magnitude < 1_000_000_000_000_000_000
        ? .decimal(scale: scale) : .wideDecimal(scale: scale)
    case .number: .number
    case .text: .text
    case .date: .date
    case .timestamp: .timestamp
    case .list: .list
    }
  }

  /// The value as a machine writes it: plain decimals, ISO dates, UTC instants, JSON lists; nil for
  /// a missing one.
  package var text: String? {
    switch self {
    case .missing: nil
    case .bool(let flag): flag ? "true" : "false"
    case .integer(let number): String(number)
    case .decimal(let unscaled, let scale): DecimalText.string(unscaled, scale: scale)
    case .number(let number): NumberText.string(number)
    case .text(let text): text
    case .date(let days): CivilDate(daysSinceEpoch: Int(days)).description
    case .timestamp(let micros): InstantText.string(microseconds: micros)
    case .list(let items): ListText.string(items)
    }
  }

  /// The value as a count; nil where it is missing or no whole number.
  package var count: Int? {
    switch self {
    case .integer(let number): Int(number)
    case .decimal(let unscaled, let scale):
      DecimalText.rescaled(unscaled, from: scale, to: 0).flatMap { Int(exactly: $0) }
    default: nil
    }
  }

  /// The value as a floating-point number, for finishes; nil where it is missing or not a number.
  package var double: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .decimal(let unscaled, let scale): DecimalText.double(unscaled, scale: scale)
    case .number(let number): number
    default: nil
    }
  }
}
