/// Where runs of rows begin that are equal in some columns: rows of a group that stand together need
/// no table of keys to be found.
package enum RowRuns {
  /// The first row of each run and at the end the number of rows: one more than there are runs.
  ///
  /// Rows are equal exactly if their ``NormalizedKeys`` are.
  ///
  ///     RowRuns.starts([person], count: 5)   // u, u, v, v, v: [0, 2, 5]
  ///
  /// - Precondition: no column is a list, and all have `count` rows.
  package static func starts(_ columns: [Column], count: Int) -> [Int] {
    starts(columns, count: count, within: [0, count])
  }

  /// As ``starts(_:count:)``, with a new run at the start of each of some ranges, too.
  ///
  /// - Parameter bounds: where the ranges start, and where the last one ends.
  package static func starts(_ columns: [Column], count: Int, within bounds: [Int]) -> [Int] {
    guard count > 0 else { return [0] }
    let begins = [Bool](unsafeUninitializedCapacity: count) { begins, initialized in
      begins.initialize(repeating: false)
      for bound in bounds where bound < count { begins[bound] = true }
      for column in columns { mark(column, begins) }
      initialized = count
    }
    return begins.withUnsafeBufferPointer { begins in
      var runs = 0
      for row in 0..<count { runs += begins[row] ? 1 : 0 }
      return [Int](unsafeUninitializedCapacity: runs + 1) { starts, initialized in
        var run = 0
        for row in 0..<count where begins[row] {
          starts[run] = row
          run += 1
        }
        starts[runs] = count
        initialized = runs + 1
      }
    }
  }

  /// For each row the number that its run has.
  package static func numbers(_ starts: [Int], naming numberOfRun: [Int32]) -> [Int32] {
    let count = starts[starts.count - 1]
    return [Int32](unsafeUninitializedCapacity: count) { numbers, initialized in
      for run in 0..<starts.count - 1 {
        for row in starts[run]..<starts[run + 1] { numbers[row] = numberOfRun[run] }
      }
      initialized = count
    }
  }

  private static func mark(_ column: Column, _ begins: UnsafeMutableBufferPointer<Bool>) {
    switch column {
    case .bool(let column): mark(column, begins) { $0 == $1 }
    case .integer(let column), .decimal(let column, _), .timestamp(let column):
      mark(column, begins) { $0 == $1 }
    case .wideDecimal(let column, _): mark(column, begins) { $0 == $1 }
    case .number(let column):
      mark(column, begins) { ($0 == 0 ? 0 : $0).bitPattern == ($1 == 0 ? 0 : $1).bitPattern }
    case .date(let column): mark(column, begins) { $0 == $1 }
    case .text(let column): mark(column, begins)
    case .list: preconditionFailure("lists are not grouped, sorted or joined on")
    }
  }

  @inline(__always)
  private static func mark<Element>(
    _ column: FixedColumn<Element>, _ begins: UnsafeMutableBufferPointer<Bool>,
    _ isEqual: (Element, Element) -> Bool
  ) {
    column.values.withUnsafeBufferPointer { values in
      guard let validity = column.validity else {
        for row in 1..<max(values.count, 1) where !isEqual(values[row], values[row - 1]) {
          begins[row] = true
        }
        return
      }
      mark(validity, begins) { isEqual(values[$0], values[$0 - 1]) }
    }
  }

  private static func mark(
    _ column: TextColumn, _ begins: UnsafeMutableBufferPointer<Bool>
  ) {
    let isCoded = column.isCoded
    column.bytes.withUnsafeBytes { bytes in
      column.offsets.withUnsafeBufferPointer { offsets in
        column.codes.withUnsafeBufferPointer { codes in
          func isEqual(_ row: Int) -> Bool {
            let text = isCoded ? Int(codes[row]) : row
            let before = isCoded ? Int(codes[row - 1]) : row - 1
            if text == before { return true }
            return KeyView.isEqual(
              bytes, Int(offsets[text])..<Int(offsets[text + 1]),
              bytes, Int(offsets[before])..<Int(offsets[before + 1]))
          }
          if let validity = column.validity {
            mark(validity, begins, isEqual)
          } else {
            for row in 1..<max(begins.count, 1) where !begins[row] && !isEqual(row) {
              begins[row] = true
            }
          }
        }
      }
    }
  }

  /// Missing beside missing begins nothing.
  @inline(__always)
  private static func mark(
    _ validity: Validity, _ begins: UnsafeMutableBufferPointer<Bool>, _ isEqual: (Int) -> Bool
  ) {
    validity.words.withUnsafeBufferPointer { words in
      var before = words[0] & 1 == 1
      for row in 1..<max(begins.count, 1) {
        let isPresent = words[row >> 6] >> UInt64(row & 63) & 1 == 1
        if isPresent != before || (isPresent && !begins[row] && !isEqual(row)) {
          begins[row] = true
        }
        before = isPresent
      }
    }
  }
}
