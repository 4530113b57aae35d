import FupanData
import FupanPlan

extension WindowStretch {
  /// The values of a function for every row, in order.
  ///
  /// - Throws: the row whose sum does not fit.
  func values(_ function: WindowFunction) throws(WindowOverflow) -> Column {
    let column = function.column.flatMap { batch[$0] }
    switch function.kind {
    case .rowNumber: return rowNumbers()
    case .ntile(let buckets):
      return numbers { start, end in
        let (small, larger) = (end - start).quotientAndRemainder(dividingBy: Int(buckets))
        let split = larger * (small + 1)
        return { row in
          let position = row - start
          return Int64(
            position < split
              ? position / (small + 1) + 1 : larger + (position - split) / max(small, 1) + 1)
        }
      }
    case .rank: return ranks { rank, position, _ in rank = position }
    case .denseRank: return ranks { rank, _, isFirst in rank = isFirst ? 1 : rank + 1 }
    case .lag(let offset): return shifted(column, by: -offset)
    case .lead(let offset): return shifted(column, by: offset)
    case .count: return counts(column, function.frame)
    case .sum:
      return try sums(column, function.frame, function.result(for: column?.type) ?? .integer)
    case .firstValue:
      return selected(column, function.frame) { best, _ in best < 0 }
    case .lastValue: return selected(column, function.frame) { _, _ in true }
    case .min: return selected(column, function.frame, column.map { before($0, isMaximum: false) })
    case .max: return selected(column, function.frame, column.map { before($0, isMaximum: true) })
    }
  }

  private func rowNumbers() -> Column {
    let numbers = [Int64](unsafeUninitializedCapacity: batch.count) { numbers, initialized in
      for index in starts.indices.dropLast() {
        for row in starts[index]..<starts[index + 1] {
          numbers.initializeElement(at: row, to: Int64(row - starts[index] + 1))
        }
      }
      initialized = batch.count
    }
    return .integer(FixedColumn(numbers))
  }

  private func numbers(_ partition: (_ start: Int, _ end: Int) -> (Int) -> Int64) -> Column {
    var result: [Int64] = []
    result.reserveCapacity(batch.count)
    for index in starts.indices.dropLast() {
      let number = partition(starts[index], starts[index + 1])
      for row in starts[index]..<starts[index + 1] { result.append(number(row)) }
    }
    return .integer(FixedColumn(result))
  }

  private func ranks(_ step: (inout Int64, _ position: Int64, _ isFirst: Bool) -> Void) -> Column {
    var result: [Int64] = []
    result.reserveCapacity(batch.count)
    for index in starts.indices.dropLast() {
      var rank: Int64 = 0
      for row in starts[index]..<starts[index + 1] {
        let isFirst = row == starts[index]
        if isFirst || !isPeer[row] { step(&rank, Int64(row - starts[index] + 1), isFirst) }
        result.append(rank)
      }
    }
    return .integer(FixedColumn(result))
  }

  private func shifted(_ column: Column?, by offset: Int) -> Column {
    guard let column else { preconditionFailure("lag and lead read a column") }
    var sources: [Int32] = []
    sources.reserveCapacity(batch.count)
    for index in starts.indices.dropLast() {
      for row in starts[index]..<starts[index + 1] {
        let source = row + offset
        sources.append(
          source >= starts[index] && source < starts[index + 1] ? Int32(source) : -1)
      }
    }
    return column.gathered(sources)
  }

  private func counts(_ column: Column?, _ frame: WindowFunction.Frame) -> Column {
    let (isExclusive, isRunning) = (frame == .runningExclusive, frame == .running)
    let validity = column?.validity
    var result = Array(repeating: Int64(0), count: batch.count)
    for index in starts.indices.dropLast() {
      let range = starts[index]..<starts[index + 1]
      var count: Int64 = 0
      for row in range {
        if isExclusive { result[row] = count }
        if validity.map({ $0[row] }) ?? true { count += 1 }
        if isRunning { result[row] = count }
      }
      if frame == .partition { for row in range { result[row] = count } }
    }
    return .integer(FixedColumn(result))
  }

  private func sums(
    _ column: Column?, _ frame: WindowFunction.Frame, _ type: DataType
  ) throws(WindowOverflow) -> Column {
    guard let column else { preconditionFailure("a sum reads a column") }
    let (isExclusive, isRunning) = (frame == .runningExclusive, frame == .running)
    var values: [Int128] = Array(repeating: 0, count: batch.count)
    var present: [Bool] = Array(repeating: false, count: batch.count)
    let validity = column.validity
    for index in starts.indices.dropLast() {
      let range = starts[index]..<starts[index + 1]
      var sum = ExactSum()
      var hasValue = false
      func set(_ row: Int) throws(WindowOverflow) {
        guard hasValue else { return }
        guard let value = sum.value, type != .integer || Int64(exactly: value) != nil else {
          throw WindowOverflow(row: row)
        }
        values[row] = value
        present[row] = true
      }
      for row in range {
        if isExclusive { try set(row) }
        if validity.map({ $0[row] }) ?? true {
          guard let term = WindowStretch.term(column, row) else { throw WindowOverflow(row: row) }
          sum.add(term)
          hasValue = true
        }
        if isRunning { try set(row) }
      }
      if frame == .partition { for row in range { try set(row) } }
    }
    let known = present.contains(false) ? Validity(present) : nil
    if type == .integer {
      return .integer(
        FixedColumn(values.map { Int64(truncatingIfNeeded: $0) }, validity: known))
    }
    return .wideDecimal(FixedColumn(values, validity: known), scale: type.scale ?? 0)
  }

  /// What a row adds to an exact sum, or nil where its number is too large.
  static func term(_ column: Column, _ row: Int) -> Int128? {
    switch column {
    case .integer(let column), .decimal(let column, _): Int128(column.values[row])
    case .wideDecimal(let column, _): column.values[row]
    case .number(let column): ExactSum.billionths(column.values[row])
    default: preconditionFailure("only numbers are summed")
    }
  }

  /// The value of one row of the frame: `takes` says whether a row with a value takes the place of
  /// the row found so far, -1 where there is none.
  private func selected(
    _ column: Column?, _ frame: WindowFunction.Frame, _ takes: ((Int, Int) -> Bool)?
  ) -> Column {
    guard let column, let takes else { preconditionFailure("the function reads a column") }
    let (isExclusive, isRunning) = (frame == .runningExclusive, frame == .running)
    let validity = column.validity
    var sources = Array(repeating: Int32(-1), count: batch.count)
    for index in starts.indices.dropLast() {
      let range = starts[index]..<starts[index + 1]
      var best = -1
      for row in range {
        if isExclusive { sources[row] = Int32(best) }
        if validity.map({ $0[row] }) ?? true, takes(best, row) { best = row }
        if isRunning { sources[row] = Int32(best) }
      }
      if frame == .partition { for row in range { sources[row] = Int32(best) } }
    }
    return column.gathered(sources)
  }

  /// Whether the second row has a smaller (or larger) value than the first, which may be -1.
  func before(_ column: Column, isMaximum: Bool) -> (Int, Int) -> Bool {
    func fixed<Element: Comparable>(_ values: [Element]) -> (Int, Int) -> Bool {
      isMaximum
        ? { $0 < 0 || values[$1] > values[$0] } : { $0 < 0 || values[$1] < values[$0] }
    }
    switch column {
    case .integer(let column), .decimal(let column, _), .timestamp(let column):
      return fixed(column.values)
    case .wideDecimal(let column, _): return fixed(column.values)
    case .number(let column): return fixed(column.values)
    case .date(let column): return fixed(column.values)
    case .text(let column):
      return { best, row in
        if best < 0 { return true }
        let order = NormalizedKeys.compare(
          column.bytes, column.range(row), column.bytes, column.range(best))
        return isMaximum ? order > 0 : order < 0
      }
    case .bool, .list: preconditionFailure("windows are checked when a relation is built")
    }
  }
}
