import FupanData

/// The exact sum; missing for no values.
struct SumAccumulator: Accumulator {
  let result: DataType
  private var sums: [ExactSum] = []
  private var hasValue: [Bool] = []
  /// Groups with a number that no decimal of 38 digits holds.
  private var isBroken: [Bool] = []

  init(result: DataType) { self.result = result }

  mutating func reserve(groups: Int) {
    let more = groups - sums.count
    guard more > 0 else { return }
    sums.append(contentsOf: repeatElement(ExactSum(), count: more))
    hasValue.append(contentsOf: repeatElement(false, count: more))
    isBroken.append(contentsOf: repeatElement(false, count: more))
  }

  mutating func update(_ input: AggregateInput, groups: [Int32]) {
    switch input.column {
    case .integer(let column), .decimal(let column, _): add(column, groups) { Int128($0) }
    case .wideDecimal(let column, _): add(column, groups) { $0 }
    case .number(let column):
      for row in groups.indices where column.isValid(row) {
        let group = Int(groups[row])
        hasValue[group] = true
        if let term = ExactSum.billionths(column.values[row]) {
          sums[group].add(term)
        } else {
          isBroken[group] = true
        }
      }
    default: preconditionFailure("only numbers are summed")
    }
  }

  private mutating func add<Element>(
    _ column: FixedColumn<Element>, _ groups: [Int32], _ term: (Element) -> Int128
  ) {
    let values = column.values
    if let validity = column.validity {
      for row in groups.indices where validity[row] {
        let group = Int(groups[row])
        sums[group].add(term(values[row]))
        hasValue[group] = true
      }
    } else {
      for row in groups.indices {
        let group = Int(groups[row])
        sums[group].add(term(values[row]))
        hasValue[group] = true
      }
    }
  }

  mutating func merge(_ other: any Accumulator, numbers: [Int32]) {
    guard let other = other as? SumAccumulator else { return }
    for (index, number) in numbers.enumerated() {
      let group = Int(number)
      sums[group].add(other.sums[index])
      if other.hasValue[index] { hasValue[group] = true }
      if other.isBroken[index] { isBroken[group] = true }
    }
  }

  func finish(_ groups: [Int32]) throws(AggregateFailure) -> Column {
    var builder = ColumnBuilder(result)
    for group in groups {
      guard hasValue[Int(group)] else {
        builder.appendMissing()
        continue
      }
      guard !isBroken[Int(group)], let sum = sums[Int(group)].value,
        result != .integer || Int64(exactly: sum) != nil
      else { throw .overflow }
      builder.append(
        result == .integer
          ? .integer(Int64(truncatingIfNeeded: sum)) : .decimal(sum, scale: result.scale ?? 0))
    }
    return builder.finish()
  }
}
