import FupanData
import FupanPlan

/// Sets the cells apart that mean "missing" in one column: words for nothing, and codes that say why.
struct Absences: Sendable {
  private let tokens: NullTokens
  private let codes: [(token: NullTokens, reason: String)]

  /// Nil where the conversion declares none.
  init?(_ conversion: Conversion) {
    guard !conversion.nullTokens.isEmpty || !conversion.codes.isEmpty else { return nil }
    tokens = NullTokens(conversion.nullTokens)
    codes = conversion.codes.map { (NullTokens([$0.text]), $0.reason) }
  }

  /// The column without such cells, and the reasons that they say.
  func taken(
    from column: TextColumn, _ tally: inout ColumnTally
  ) -> (left: TextColumn, reasons: TextColumn) {
    var absent: Set<Int> = []
    var reasons = TextAppender(rows: column.count, bytes: 0)
    column.bytes.withUnsafeBufferPointer { bytes in
      for row in 0..<column.count {
        guard column.isValid(row) else {
          reasons.appendMissing()
          continue
        }
        let cell = ValueReader.trim(UnsafeBufferPointer(rebasing: bytes[column.range(row)]))
        var reason: String?
        if let start = cell.baseAddress, !cell.isEmpty {
          reason = codes.first { $0.token.contains(start, count: cell.count) }?.reason
          if reason != nil || tokens.contains(start, count: cell.count) { absent.insert(row) }
        } else if tokens.hasEmptyText {
          absent.insert(row)
        }
        if var reason {
          tally.reasons[reason, default: 0] += 1
          reason.withUTF8 { reasons.append($0) }
        } else {
          reasons.appendMissing()
        }
      }
    }
    return (ValueReader.without(absent, column), reasons.finish())
  }
}
