import FupanData

/// Values as machines read them, as bytes: plain decimals, ISO dates, UTC instants, JSON lists.
enum CellText {
  /// Appends the value of a row that holds one.
  static func append(_ column: Column, _ row: Int, to bytes: inout [UInt8]) {
    switch column {
    case .bool(let values):
      bytes.append(contentsOf: (values.values[row] ? "true" : "false").utf8)
    case .integer(let values): appendInteger(values.values[row], to: &bytes)
    case .decimal(let values, let scale):
      DecimalText.append(Int128(values.values[row]), scale: scale, to: &bytes)
    case .wideDecimal(let values, let scale):
      DecimalText.append(values.values[row], scale: scale, to: &bytes)
    case .number(let values):
      bytes.append(contentsOf: NumberText.string(values.values[row]).utf8)
    case .text(let values): bytes.append(contentsOf: values.slice(row))
    case .date(let values):
      CivilDate(daysSinceEpoch: Int(values.values[row])).append(to: &bytes)
    case .timestamp(let values):
      InstantText.append(microseconds: values.values[row], to: &bytes)
    case .list(let values):
      ListText.append(values.range(row).map { values.items.slice($0) }, to: &bytes)
    }
  }

  private static func appendInteger(_ number: Int64, to bytes: inout [UInt8]) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    DecimalText.appendDigits(number.magnitude, atLeast: 1, to: &bytes)
  }
}
