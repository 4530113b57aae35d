import FupanData
import FupanPlan

extension WindowStretch {
  /// The values of a function for every row, in order.
  ///
  /// - Parameter position: the function's, among those of the window.
  /// - Throws: the row whose sum does not fit.
  func values(_ function: WindowFunction, at position: Int) throws(WindowOverflow) -> Column {
    if let view = view(function, at: position) {
      return try view.stretch.values(function, at: position)
        .slice(view.first..<view.first + batch.count)
    }
    let column = function.column.flatMap { batch[$0] }
    switch function.kind {
    case .rowNumber: return numbers { start, _, row in Int64(row - start + 1) }
    case .ntile(let buckets):
      return numbers { start, end, row in
        let (small, larger) = (end - start).quotientAndRemainder(dividingBy: Int(buckets))
        let split = larger * (small + 1)
        let position = row - start
        return Int64(
          position < split
            ? position / (small + 1) + 1 : larger + (position - split) / max(small, 1) + 1)
      }
    case .rank:
      return ranks(from: edges.map { $0.before.lastPeers + 1 } ?? 0) { $0 = $1 }
    case .denseRank:
      return ranks(from: edges?.before.distinct ?? 0) { rank, position in
        rank = position == 1 ? 1 : rank + 1
      }
    case .lag(let offset): return shifted(column, by: -offset)
    case .lead(let offset): return shifted(column, by: offset)
    case .count:
      return counts(
        column, function.frame, part(\.before, position), part(\.behind, position))
    case .sum:
      return try sums(
        column, function.frame, function.result(for: column?.type) ?? .integer,
        part(\.before, position), part(\.behind, position))
    case .firstValue:
      return selected(column, function.frame) { best, _ in best < 0 }
    case .lastValue: return selected(column, function.frame) { _, _ in true }
    case .min: return extremes(column, function.frame, isMaximum: false)
    case .max: return extremes(column, function.frame, isMaximum: true)
    }
  }

  /// What a function asks for of the rows of a cut partition on one side.
  private func part(
    _ side: KeyPath<Edges, WindowEdge>, _ position: Int
  ) -> WindowEdge.Function? {
    edges.map { $0[keyPath: side] }.flatMap { $0.rows > 0 ? $0.functions[position] : nil }
  }

  /// A number for each row by where its partition starts and ends, be it in other stretches.
  @inline(__always)
  private func numbers(_ number: (_ start: Int, _ end: Int, _ row: Int) -> Int64) -> Column {
    let (before, behind) = (edges?.before.rows ?? 0, edges?.behind.rows ?? 0)
    let result = starts.withUnsafeBufferPointer { starts in
      [Int64](unsafeUninitializedCapacity: batch.count) { result, initialized in
        for index in 0..<starts.count - 1 {
          let start = starts[index] - (index == 0 ? before : 0)
          let end = starts[index + 1] + (index == starts.count - 2 ? behind : 0)
          for row in starts[index]..<starts[index + 1] { result[row] = number(start, end, row) }
        }
        initialized = batch.count
      }
    }
    return .integer(FixedColumn(result))
  }

  /// - Parameter known: the rank of the last row before the stretch.
  private func ranks(
    from known: Int, _ step: (inout Int64, _ position: Int64) -> Void
  ) -> Column {
    let before = edges?.before.rows ?? 0
    var result: [Int64] = []
    result.reserveCapacity(batch.count)
    for index in starts.indices.dropLast() {
      var rank = index == 0 ? Int64(known) : 0
      let start = starts[index] - (index == 0 ? before : 0)
      for row in starts[index]..<starts[index + 1] {
        if row == start || !isPeer[row] { step(&rank, Int64(row - start + 1)) }
        result.append(rank)
      }
    }
    return .integer(FixedColumn(result))
  }

  private func shifted(_ column: Column?, by offset: Int) -> Column {
    guard let column else { preconditionFailure("lag and lead read a column") }
    let sources = starts.withUnsafeBufferPointer { starts in
      [Int32](unsafeUninitializedCapacity: batch.count) { sources, initialized in
        for index in 0..<starts.count - 1 {
          let (start, end) = (starts[index], starts[index + 1])
          for row in start..<end {
            let source = row + offset
            sources[row] =
              source >= start && source < end ? Int32(truncatingIfNeeded: source) : -1
          }
        }
        initialized = batch.count
      }
    }
    return column.gathered(sources)
  }

  private func counts(
    _ column: Column?, _ frame: WindowFunction.Frame, _ before: WindowEdge.Function?,
    _ behind: WindowEdge.Function?
  ) -> Column {
    let (isExclusive, isRunning) = (frame == .runningExclusive, frame == .running)
    let flags = column?.validity?.flags ?? []
    let result = flags.withUnsafeBufferPointer { flags in
      [Int64](unsafeUninitializedCapacity: batch.count) { result, initialized in
        for index in starts.indices.dropLast() {
          let range = starts[index]..<starts[index + 1]
          var count = index == 0 ? Int64(before?.count ?? 0) : 0
          for row in range {
            if isExclusive { result[row] = count }
            if flags.isEmpty || flags[row] { count += 1 }
            if isRunning { result[row] = count }
          }
          if index == starts.count - 2, let behind { count += Int64(behind.count) }
          if frame == .partition { for row in range { result[row] = count } }
        }
        initialized = batch.count
      }
    }
    return .integer(FixedColumn(result))
  }

  private func sums(
    _ column: Column?, _ frame: WindowFunction.Frame, _ type: DataType,
    _ before: WindowEdge.Function?, _ behind: WindowEdge.Function?
  ) throws(WindowOverflow) -> Column {
    if before != nil || behind != nil {
      return try exactSums(column, frame, type, before, behind)
    }
    switch (column, type) {
    case (.integer(let terms)?, .integer):
      let exact = sums(terms, frame)
      var tooLarge: Int?
      let values = [Int64](unsafeUninitializedCapacity: exact.count) { values, initialized in
        for row in 0..<exact.count {
          let value = exact.values[row]
          if Int64(exactly: value) == nil, tooLarge == nil { tooLarge = row }
          values[row] = Int64(truncatingIfNeeded: value)
        }
        initialized = exact.count
      }
      if let tooLarge { throw WindowOverflow(row: tooLarge) }
      return .integer(FixedColumn(values, validity: exact.validity))
    case (.decimal(let terms, _)?, .wideDecimal(let scale)):
      return .wideDecimal(sums(terms, frame), scale: scale)
    default: return try exactSums(column, frame, type, nil, nil)
    }
  }

  /// Sums of 64-bit terms, which always fit in twice as many bits.
  private func sums(
    _ column: FixedColumn<Int64>, _ frame: WindowFunction.Frame
  ) -> FixedColumn<Int128> {
    folded(column, frame, zero: Int128(0), first: { Int128($0) }) { $0 + Int128($1) }
  }

  private func extremes(
    _ column: Column?, _ frame: WindowFunction.Frame, isMaximum: Bool
  ) -> Column {
    guard let column else { preconditionFailure("the function reads a column") }
    @inline(__always)
    func fixed<Element: Comparable>(
      _ column: FixedColumn<Element>, _ zero: Element
    ) -> FixedColumn<Element> {
      isMaximum
        ? folded(column, frame, zero: zero, first: { $0 }) { $1 > $0 ? $1 : $0 }
        : folded(column, frame, zero: zero, first: { $0 }) { $1 < $0 ? $1 : $0 }
    }
    switch column {
    case .integer(let column): return .integer(fixed(column, 0))
    case .decimal(let column, let scale): return .decimal(fixed(column, 0), scale: scale)
    case .timestamp(let column): return .timestamp(fixed(column, 0))
    case .wideDecimal(let column, let scale): return .wideDecimal(fixed(column, 0), scale: scale)
    case .date(let column): return .date(fixed(column, 0))
    case .number, .text, .bool, .list:
      return selected(column, frame, before(column, isMaximum: isMaximum))
    }
  }

  /// What the present values of each row's frame come to, missing where there are none.
  @inline(__always)
  private func folded<Element, Result>(
    _ column: FixedColumn<Element>, _ frame: WindowFunction.Frame, zero: Result,
    first: (Element) -> Result, _ next: (Result, Element) -> Result
  ) -> FixedColumn<Result> {
    let (isExclusive, isRunning) = (frame == .runningExclusive, frame == .running)
    let flags = column.validity?.flags ?? []
    let count = batch.count
    var isPresent: [Bool] = []
    var areAllPresent = true
    let values = [Result](unsafeUninitializedCapacity: count) { result, initialized in
      isPresent = [Bool](unsafeUninitializedCapacity: count) { isPresent, initialized in
        flags.withUnsafeBufferPointer { flags in
          column.values.withUnsafeBufferPointer { values in
            starts.withUnsafeBufferPointer { starts in
              for index in 0..<starts.count - 1 {
                let range = starts[index]..<starts[index + 1]
                var sum = zero
                var hasValue = false
                for row in range {
                  if isExclusive {
                    result[row] = sum
                    isPresent[row] = hasValue
                    areAllPresent = areAllPresent && hasValue
                  }
                  if flags.isEmpty || flags[row] {
                    sum = hasValue ? next(sum, values[row]) : first(values[row])
                    hasValue = true
                  }
                  if isRunning {
                    result[row] = sum
                    isPresent[row] = hasValue
                    areAllPresent = areAllPresent && hasValue
                  }
                }
                if frame == .partition, !range.isEmpty {
                  for row in range {
                    result[row] = sum
                    isPresent[row] = hasValue
                  }
                  areAllPresent = areAllPresent && hasValue
                }
              }
            }
          }
        }
        initialized = count
      }
      initialized = count
    }
    return FixedColumn(values, validity: areAllPresent ? nil : Validity(isPresent))
  }

  /// Sums of any numbers, whose terms may not fit.
  private func exactSums(
    _ column: Column?, _ frame: WindowFunction.Frame, _ type: DataType,
    _ before: WindowEdge.Function?, _ behind: WindowEdge.Function?
  ) throws(WindowOverflow) -> Column {
    guard let column else { preconditionFailure("a sum reads a column") }
    let (isExclusive, isRunning) = (frame == .runningExclusive, frame == .running)
    var builder = ColumnBuilder(type)
    for index in starts.indices.dropLast() {
      let range = starts[index]..<starts[index + 1]
      var sum = ExactSum()
      var hasValue = false
      func add(_ edge: WindowEdge.Function?) {
        guard let edge, edge.count > 0 else { return }
        sum.add(edge.sum)
        hasValue = true
      }
      if index == 0 { add(before) }
      func append(_ row: Int) throws(WindowOverflow) {
        guard hasValue else {
          builder.appendMissing()
          return
        }
        guard let value = sum.value, type != .integer || Int64(exactly: value) != nil else {
          throw WindowOverflow(row: row)
        }
        builder.append(
          type == .integer
            ? .integer(Int64(truncatingIfNeeded: value)) : .decimal(value, scale: type.scale ?? 0))
      }
      for row in range {
        if isExclusive { try append(row) }
        if column.isValid(row) {
          guard let term = WindowStretch.term(column, row) else { throw WindowOverflow(row: row) }
          sum.add(term)
          hasValue = true
        }
        if isRunning { try append(row) }
      }
      if index == starts.count - 2 { add(behind) }
      if frame == .partition { for row in range { try append(row) } }
    }
    return builder.finish()
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
    _ column: Column?, _ frame: WindowFunction.Frame, _ takes: (Int, Int) -> Bool
  ) -> Column {
    guard let column else { preconditionFailure("the function reads a column") }
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

  /// The value among some that a function gives of all of them, or none.
  static func picked(_ column: Column, by function: WindowFunction) -> Column {
    guard column.count > 0 else { return column }
    let rows = WindowStretch(
      Batch(Schema([Field("value", column.type)]), [column], count: column.count),
      starts: [0, column.count])
    let best =
      switch function.kind {
      case .firstValue: rows.selected(column, .partition) { best, _ in best < 0 }
      case .lastValue: rows.selected(column, .partition) { _, _ in true }
      default:
        rows.selected(
          column, .partition, rows.before(column, isMaximum: function.kind == .max))
      }
    return best.slice(0..<(best.isValid(0) ? 1 : 0))
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
