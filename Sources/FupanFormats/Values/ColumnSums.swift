import FupanData

/// Exact sums of a column's values, by the stretches of rows between the total rows of its files, so
/// that subtotals can be checked as well. Sums of chunks add up in any order.
package struct ColumnSums: Sendable {
  /// Rows of one file without a total row among them.
  package struct Stretch: Hashable, Sendable {
    /// The line of the first row.
    package var line: Int64
    /// The line of the last row that was kept, and its value.
    package var lastLine: Int64 = 0
    package var lastValue: Int64?
    /// The sum of the rows kept, at the column's scale.
    package var sum: Int128 = 0
    /// The sum of what could be read in rows that were refused.
    package var refused: Int128 = 0
    /// How many kept rows have a value that is not zero.
    package var filled = 0
  }

  /// Stretches by the file's position, in no order.
  package private(set) var files: [Int32: [Stretch]] = [:]

  package init() {}

  /// Adds the values of rows in the order of their lines.
  ///
  /// - Parameters:
  ///   - values: integers or the unscaled values of decimals.
  ///   - isRefused: whether each row was refused; nil where none was.
  ///   - totals: the total rows among these rows and their neighbours, by line.
  package mutating func add(
    _ values: FixedColumn<Int64>, _ provenance: Provenance, isRefused: [Bool]?,
    between totals: [TotalRow]
  ) {
    if isRefused == nil, addStretch(values, provenance, between: totals) { return }
    var row = 0
    while row < values.count {
      let file = provenance.file(row)
      let first = provenance.line(row)
      let end = totals.lazy.filter { $0.file == file && $0.line > first }.map { $0.line }.min()
      var stretch = Stretch(line: first)
      while row < values.count, provenance.file(row) == file, provenance.line(row) < end ?? .max {
        let value = values.isValid(row) ? values.values[row] : nil
        if isRefused?[row] ?? false {
          stretch.refused += Int128(value ?? 0)
        } else {
          stretch.lastLine = provenance.line(row)
          stretch.lastValue = value
          if let value, value != 0 {
            stretch.sum += Int128(value)
            stretch.filled += 1
          }
        }
        row += 1
      }
      append(stretch, file, between: totals)
    }
  }

  /// Rows of one file with no total row behind the first, at once; false where that is not so.
  private mutating func addStretch(
    _ values: FixedColumn<Int64>, _ provenance: Provenance, between totals: [TotalRow]
  ) -> Bool {
    guard values.count > 0, let file = provenance.onlyFile else { return false }
    let first = provenance.line(0)
    let last = values.count - 1
    guard !totals.contains(where: { $0.file == file && $0.line > first }) else { return false }
    var stretch = Stretch(line: first)
    stretch.lastLine = provenance.line(last)
    stretch.lastValue = values[last]
    values.values.withUnsafeBufferPointer { numbers in
      if let present = values.validity?.words {
        present.withUnsafeBufferPointer { present in
          for row in 0..<numbers.count
          where present[row >> 6] >> UInt64(row & 63) & 1 == 1 && numbers[row] != 0 {
            stretch.sum += Int128(numbers[row])
            stretch.filled += 1
          }
        }
      } else {
        // Halves of 32 bits, whose sums of a batch fit into 64.
        var (low, high, empty): (Int64, Int64, Int64) = (0, 0, 0)
        for number in numbers {
          low &+= number & 0xFFFF_FFFF
          high &+= number >> 32
          empty &+= number == 0 ? 1 : 0
        }
        stretch.sum = Int128(high) << 32 + Int128(low)
        stretch.filled = numbers.count - Int(empty)
      }
    }
    append(stretch, file, between: totals)
    return true
  }

  private mutating func append(_ stretch: Stretch, _ file: Int32, between totals: [TotalRow]) {
    guard let last = files[file]?.indices.last, let before = files[file]?[last],
      !totals.contains(where: {
        $0.file == file && $0.line > before.line && $0.line < stretch.line
      }), before.line <= stretch.line
    else {
      files[file, default: []].append(stretch)
      return
    }
    var joined = before
    joined.sum += stretch.sum
    joined.refused += stretch.refused
    joined.filled += stretch.filled
    if stretch.lastLine > joined.lastLine {
      joined.lastLine = stretch.lastLine
      joined.lastValue = stretch.lastValue
    }
    files[file]?[last] = joined
  }

  /// Adds the sums of other rows.
  package mutating func merge(_ other: ColumnSums) {
    files.merge(other.files) { $0 + $1 }
  }
}
