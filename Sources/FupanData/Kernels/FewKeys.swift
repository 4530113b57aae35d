/// The keys of rows whose columns are all coded texts or flags: found by their codes, without a
/// look at a text.
struct FewKeys {
  /// The row in which each key is first seen.
  let firstRows: [Int32]
  /// The key of each row: a position in ``firstRows``.
  let keyOfRow: [UInt16]

  /// Nil where a column has more than codes, or there are too many combinations for the rows.
  init?(_ columns: [Column], count: Int) {
    var combinations = 1
    for column in columns {
      guard let values = FewKeys.values(column) else { return nil }
      combinations *= values + 1
      // A table of all combinations has to be filled with nothing first.
      guard combinations <= Swift.min(Int(UInt16.max), count) else { return nil }
    }
    guard !columns.isEmpty else { return nil }
    var codes: [UInt16] = []
    for column in columns { FewKeys.append(column, to: &codes, count: count) }
    var firstRows: [Int32] = []
    var keyOfCode: [UInt16] = Array(repeating: .max, count: combinations)
    keyOfCode.withUnsafeMutableBufferPointer { keyOfCode in
      codes.withUnsafeMutableBufferPointer { codes in
        for row in 0..<count {
          var key = keyOfCode[Int(codes[row])]
          if key == .max {
            key = UInt16(truncatingIfNeeded: firstRows.count)
            keyOfCode[Int(codes[row])] = key
            firstRows.append(Int32(truncatingIfNeeded: row))
          }
          codes[row] = key
        }
      }
    }
    self.firstRows = firstRows
    keyOfRow = codes
  }

  /// How many values a column has at most, missing ones apart; nil where it is not coded.
  private static func values(_ column: Column) -> Int? {
    switch column {
    case .bool: 2
    case .text(let column) where column.isCoded: column.offsets.count - 1
    default: nil
    }
  }

  private static func append(_ column: Column, to codes: inout [UInt16], count: Int) {
    let values = values(column) ?? 0
    if codes.isEmpty { codes = Array(repeating: 0, count: count) }
    let present = column.validity?.words ?? []
    let factor = UInt16(truncatingIfNeeded: values + 1)
    let missing = UInt16(truncatingIfNeeded: values)
    codes.withUnsafeMutableBufferPointer { codes in
      present.withUnsafeBufferPointer { present in
        func combine(_ code: (Int) -> UInt16) {
          if present.isEmpty {
            for row in 0..<count { codes[row] = codes[row] &* factor &+ code(row) }
          } else {
            for row in 0..<count {
              let isPresent = present[row >> 6] >> UInt64(row & 63) & 1 == 1
              codes[row] = codes[row] &* factor &+ (isPresent ? code(row) : missing)
            }
          }
        }
        switch column {
        case .text(let column):
          column.codes.withUnsafeBufferPointer { codes in combine { UInt16(codes[$0]) } }
        case .bool(let column):
          column.values.withUnsafeBufferPointer { flags in combine { flags[$0] ? 1 : 0 } }
        default: break
        }
      }
    }
  }
}
