import FupanData

/// What a cell of a workbook holds.
package enum WorkbookCell: Sendable {
  case text(String)
  /// A number that a spreadsheet keeps digit for digit.
  case number(Double)
  case bool(Bool)
  /// A civil day or instant as a spreadsheet counts it, in days since 1899-12-30.
  case serial(Double)

  /// An exact number; beyond the fifteen digits that spreadsheets keep it is text.
  package static func exact(_ unscaled: Int128, scale: Int) -> WorkbookCell {
    var (digits, places) = (unscaled, scale)
    while places > 0, digits % 10 == 0 {
      digits /= 10
      places -= 1
    }
    guard digits.magnitude < 1_000_000_000_000_000 else {
      return .text(DecimalText.string(unscaled, scale: scale))
    }
    return .number(DecimalText.double(digits, scale: places))
  }

  /// A civil day; one before March 1900, which spreadsheets count wrongly, is text.
  package static func day(_ daysSinceEpoch: Int) -> WorkbookCell {
    let serial = daysSinceEpoch + 25_569
    return serial > 60
      ? .serial(Double(serial)) : .text(CivilDate(daysSinceEpoch: daysSinceEpoch).description)
  }

  /// A civil time in microseconds since 1970-01-01T00:00:00 of its own clock, to the millisecond.
  package static func time(_ local: Int64) -> WorkbookCell {
    let milliseconds = (local / 1_000)
    let serial = Double(milliseconds) / 86_400_000 + 25_569
    guard serial >= 61 else {
      return .text(String(InstantText.string(microseconds: local).dropLast()))
    }
    return .serial(serial)
  }
}
