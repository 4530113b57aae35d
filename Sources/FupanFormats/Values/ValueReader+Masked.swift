import FupanData
import Glibc

extension ValueReader {
  /// The column without values that an export has masked or encrypted (`186******05`, `##密文`,
  /// `$$密文`, `张*`), and their texts; nil where there is none.
  static func withoutMasked(
    _ column: TextColumn, _ tally: inout ColumnTally
  ) -> (left: TextColumn, masked: TextColumn?) {
    var rows: Set<Int> = []
    column.bytes.withUnsafeBufferPointer { bytes in
      guard mayHoldMasks(bytes) else { return }
      for row in 0..<column.count where column.isValid(row) {
        if isMasked(UnsafeBufferPointer(rebasing: bytes[column.range(row)])) { rows.insert(row) }
      }
    }
    guard !rows.isEmpty else { return (column, nil) }
    tally.masked += rows.count
    let masked = column.gathered((0..<column.count).map { rows.contains($0) ? Int32($0) : -1 })
    return (without(rows, column), trimmed(masked))
  }

  /// Whether any byte of the column can be part of a mask.
  private static func mayHoldMasks(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let base = bytes.baseAddress else { return false }
    // `*`, `#`, `$`, and the second byte of the full-width star.
    return [0x2A, 0x23, 0x24, 0xBC].contains { (byte: Int32) in
      memchr(base, byte, bytes.count) != nil
    }
  }

  private static func isMasked(_ cell: UnsafeBufferPointer<UInt8>) -> Bool {
    let text = trim(cell)
    if text.count >= 2, text[0] == text[1],
      text[0] == UInt8(ascii: "#") || text[0] == UInt8(ascii: "$")
    {
      return true
    }
    if text.contains(UInt8(ascii: "*")) { return true }
    // U+FF0A, the full-width star.
    return text.indices.dropLast(2).contains { index in
      text[index] == 0xEF && text[index + 1] == 0xBC && text[index + 2] == 0x8A
    }
  }

  /// Whether each number of the column says "at least".
  static func lowerBounds(_ cells: TextColumn, in values: Column) -> FixedColumn<Bool> {
    var flags = [Bool](repeating: false, count: cells.count)
    cells.bytes.withUnsafeBufferPointer { bytes in
      for row in 0..<cells.count where cells.isValid(row) && values.isValid(row) {
        let cell = UnsafeBufferPointer(rebasing: bytes[cells.range(row)])
        guard !cell.allSatisfy({ (0x2D...0x39).contains($0) }) else { continue }
        flags[row] = NumberCell(cell)?.isLowerBound ?? false
      }
    }
    return FixedColumn(flags, validity: values.validity)
  }

  /// The column with these rows missing.
  static func without(_ rows: Set<Int>, _ column: TextColumn) -> TextColumn {
    rows.isEmpty
      ? column : column.gathered((0..<column.count).map { rows.contains($0) ? -1 : Int32($0) })
  }

  /// The column with these rows missing.
  static func without(_ rows: Set<Int>, _ column: Column) -> Column {
    column.gathered((0..<column.count).map { rows.contains($0) ? -1 : Int32($0) })
  }
}
