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
    let (values, validity) = (column.values, column.validity)
    // Pointers, so that what is shared is asked once and not for every row.
    sums.withUnsafeMutableBufferPointer { sums in
      hasValue.withUnsafeMutableBufferPointer { hasValue in
        for row in groups.indices where validity.map({ $0[row] }) ?? true {
          let group = Int(groups[row])
          sums[group].add(term(values[row]))
          hasValue[group] = true
        }
      }
    }
  }

  mutating func merge(_ other: any Accumulator, numbers: [Int32]) {
    guard let other = other as? SumAccumulator else { return }
    sums.withUnsafeMutableBufferPointer { sums in
      for index in numbers.indices where other.hasValue[index] {
        let group = Int(numbers[index])
        sums[group].add(other.sums[index])
        hasValue[group] = true
        if other.isBroken[index] { isBroken[group] = true }
      }
    }
  }

  func finish(_ groups: [Int32]) throws(AggregateFailure) -> Column {
    var values: [Int128] = []
    values.reserveCapacity(groups.count)
    for group in groups {
      guard !isBroken[Int(group)], let sum = sums[Int(group)].value else { throw .overflow }
      values.append(sum)
    }
    let present = groups.map { hasValue[Int($0)] }
    let validity = present.contains(false) ? Validity(present) : nil
    if case .wideDecimal(let scale) = result {
      return .wideDecimal(FixedColumn(values, validity: validity), scale: scale)
    }
    var integers: [Int64] = []
    integers.reserveCapacity(values.count)
    for value in values {
      guard let integer = Int64(exactly: value) else { throw .overflow }
      integers.append(integer)
    }
    return .integer(FixedColumn(integers, validity: validity))
  }
}
