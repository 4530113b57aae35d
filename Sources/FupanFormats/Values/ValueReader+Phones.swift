import FupanData

extension ValueReader {
  /// Phones as bare digits, so that exports that write them differently name one person alike:
  /// `+86 138 0013 8000`, `86-13800138000` and `１３８００１３８０００` are `13800138000`. Numbers of
  /// other countries keep their `+`, landlines their area code.
  ///
  /// A number with an extension (`18412345678-1234`) belongs to an order and to nobody else: it is
  /// missing as a masked one is.
  func phones(_ column: TextColumn) -> Result {
    if ValueReader.allPresent(column, { PhoneCell.isMobile($0) }) {
      return Result(column: .text(column))
    }
    var failures: [ValueFailure] = []
    var tally = ColumnTally()
    let texts = ValueReader.mapped(column) { row, cell, bytes in
      if PhoneCell.isMobile(cell) {
        bytes.append(contentsOf: cell)
        return true
      }
      let rest = ValueReader.unwrapped(cell)
      guard !rest.isEmpty else { return false }
      switch PhoneCell.read(rest) {
      case .number(let digits): bytes.append(contentsOf: digits)
      case .virtual:
        tally.masked += 1
        return false
      case .rounded:
        failures.append(ValueFailure(row: row, message: .idPrecisionLost))
        return false
      case .none:
        failures.append(ValueFailure(row: row, message: .notAPhone))
        return false
      }
      return true
    }
    return Result(column: .text(texts), failures: failures, tally: tally)
  }
}
