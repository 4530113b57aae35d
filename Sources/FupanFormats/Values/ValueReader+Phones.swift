import FupanData

extension ValueReader {
  /// Phones as bare digits, so that exports that write them differently name one person alike:
  /// `+86 138 0013 8000`, `86-13800138000` and `１３８００１３８０００` are `13800138000`. Numbers of
  /// other countries keep their `+`, landlines their area code.
  ///
  /// A number with an extension (`18412345678-1234`) belongs to an order and to nobody else: it is
  /// missing as a masked one is.
  func phones(_ column: TextColumn) -> Result {
    if column.forEachCell({ _, cell in PhoneCell.isMobile(cell) }) {
      return Result(column: .text(column))
    }
    var failures: [ValueFailure] = []
    var tally = ColumnTally()
    let texts = ValueReader.mapped(column) { row, cell, target in
      if PhoneCell.isMobile(cell) { return ValueReader.copy(cell, to: target) }
      let rest = ValueReader.unwrapped(cell)
      guard !rest.isEmpty else { return nil }
      switch PhoneCell.read(rest) {
      case .number(let digits):
        return digits.withUnsafeBufferPointer { ValueReader.copy($0, to: target) }
      case .virtual:
        tally.masked += 1
        return nil
      case .rounded:
        failures.append(ValueFailure(row: row, message: .idPrecisionLost))
        return nil
      case .none:
        failures.append(ValueFailure(row: row, message: .notAPhone))
        return nil
      }
    }
    return Result(column: .text(texts), failures: failures, tally: tally)
  }
}
