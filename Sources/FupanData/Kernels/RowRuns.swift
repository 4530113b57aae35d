/// Where rows that are equal in some columns follow each other.
package enum RowRuns {
  /// The first row of each run of rows that are equal in all columns, and behind them how many rows
  /// there are: one more than there are runs.
  ///
  /// Rows are equal exactly if their ``NormalizedKeys`` are.
  ///
  /// - Precondition: no column is a list, and all have `count` rows.
  package static func starts(_ columns: [Column], count: Int) -> [Int] {
    if count == 0 { return [0] }
    var isNew: [Bool] = Array(repeating: false, count: count)
    isNew[0] = true
    for column in columns { mark(column, &isNew) }
    var starts: [Int] = []
    isNew.withUnsafeBufferPointer { isNew in
      for row in 0..<count where isNew[row] { starts.append(row) }
    }
    starts.append(count)
    return starts
  }

  /// Marks each row that differs from the one before it.
  private static func mark(_ column: Column, _ isNew: inout [Bool]) {
    switch column {
    case .bool(let column): fixed(column, &isNew) { $0 == $1 }
    case .integer(let column), .decimal(let column, _), .timestamp(let column):
      fixed(column, &isNew) { $0 == $1 }
    case .wideDecimal(let column, _): fixed(column, &isNew) { $0 == $1 }
    case .number(let column): fixed(column, &isNew) { $0 == $1 }
    case .date(let column): fixed(column, &isNew) { $0 == $1 }
    case .text(let column): text(column, &isNew)
    case .list: preconditionFailure("lists are not grouped, sorted or joined on")
    }
  }

  @inline(__always)
  private static func fixed<Element>(
    _ column: FixedColumn<Element>, _ isNew: inout [Bool],
    _ isEqual: (Element, Element) -> Bool
  ) {
    column.values.withUnsafeBufferPointer { values in
      mark(column.validity, &isNew) { isEqual(values[$0], values[$1]) }
    }
  }

  private static func text(_ column: TextColumn, _ isNew: inout [Bool]) {
    column.bytes.withUnsafeBytes { bytes in
      column.offsets.withUnsafeBufferPointer { offsets in
        func isEqual(_ left: Int, _ right: Int) -> Bool {
          KeyView.isEqual(
            bytes, Int(offsets[left])..<Int(offsets[left + 1]),
            bytes, Int(offsets[right])..<Int(offsets[right + 1]))
        }
        if column.isCoded {
          column.codes.withUnsafeBufferPointer { codes in
            // Two numbers may stand for one text.
            mark(column.validity, &isNew) { left, right in
              codes[left] == codes[right] || isEqual(Int(codes[left]), Int(codes[right]))
            }
          }
        } else {
          mark(column.validity, &isNew, isEqual)
        }
      }
    }
  }

  @inline(__always)
  private static func mark(
    _ validity: Validity?, _ isNew: inout [Bool], _ isEqual: (Int, Int) -> Bool
  ) {
    let present = validity?.words ?? []
    isNew.withUnsafeMutableBufferPointer { isNew in
      present.withUnsafeBufferPointer { present in
        if present.isEmpty {
          for row in 1..<isNew.count where !isNew[row] && !isEqual(row - 1, row) {
            isNew[row] = true
          }
          return
        }
        var wasPresent = present[0] & 1 == 1
        for row in 1..<isNew.count {
          let isPresent = present[row >> 6] >> UInt64(row & 63) & 1 == 1
          if isPresent != wasPresent || (isPresent && !isNew[row] && !isEqual(row - 1, row)) {
            isNew[row] = true
          }
          wasPresent = isPresent
        }
      }
    }
  }
}
