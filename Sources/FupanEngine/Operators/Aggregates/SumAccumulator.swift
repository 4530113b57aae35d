import FupanData

/// The exact sum; missing for no values.
struct SumAccumulator: Accumulator {
  let result: DataType
  /// Whether terms have more than 64 bits.
  private let isWide: Bool
  /// The sums of terms of 64 bits: no number of rows takes them out of 128.
  private var narrow: [Int128] = []
  private var wide: [ExactSum] = []
  private var hasValue: [Bool] = []
  /// Groups with a number that no decimal of 38 digits holds.
  private var isBroken: Set<Int> = []

  /// - Parameter type: the type of what is summed.
  init(of type: DataType, result: DataType) {
    self.result = result
    switch type {
    case .wideDecimal, .number: isWide = true
    default: isWide = false
    }
  }

  mutating func reserve(groups: Int) {
    let more = groups - hasValue.count
    guard more > 0 else { return }
    if isWide {
      wide.append(contentsOf: repeatElement(ExactSum(), count: more))
    } else {
      narrow.append(contentsOf: repeatElement(0, count: more))
    }
    hasValue.append(contentsOf: repeatElement(false, count: more))
  }

  mutating func update(_ input: AggregateInput, groups: [Int32]) {
    switch input.column {
    case .integer(let column), .decimal(let column, _): add(column, groups)
    case .wideDecimal(let column, _):
      for row in groups.indices where column.isValid(row) {
        wide[Int(groups[row])].add(column.values[row])
        hasValue[Int(groups[row])] = true
      }
    case .number(let column):
      for row in groups.indices where column.isValid(row) {
        let group = Int(groups[row])
        hasValue[group] = true
        if let term = ExactSum.billionths(column.values[row]) {
          wide[group].add(term)
        } else {
          isBroken.insert(group)
        }
      }
    default: preconditionFailure("only numbers are summed")
    }
  }

  private mutating func add(_ column: FixedColumn<Int64>, _ groups: [Int32]) {
    let present = column.validity?.words ?? []
    // Pointers, so that what is shared is asked once and not for every row.
    narrow.withUnsafeMutableBufferPointer { sums in
      hasValue.withUnsafeMutableBufferPointer { hasValue in
        column.values.withUnsafeBufferPointer { values in
          groups.withUnsafeBufferPointer { groups in
            present.withUnsafeBufferPointer { present in
              if present.isEmpty {
                for row in 0..<groups.count {
                  let group = Int(groups[row])
                  sums[group] &+= Int128(values[row])
                  hasValue[group] = true
                }
              } else {
                for row in 0..<groups.count
                where present[row >> 6] >> UInt64(row & 63) & 1 == 1 {
                  let group = Int(groups[row])
                  sums[group] &+= Int128(values[row])
                  hasValue[group] = true
                }
              }
            }
          }
        }
      }
    }
  }

  mutating func merge(_ other: any Accumulator, numbers: [Int32]) {
    guard let other = other as? SumAccumulator else { return }
    for group in other.isBroken { isBroken.insert(Int(numbers[group])) }
    if isWide {
      for index in numbers.indices where other.hasValue[index] {
        wide[Int(numbers[index])].add(other.wide[index])
        hasValue[Int(numbers[index])] = true
      }
      return
    }
    narrow.withUnsafeMutableBufferPointer { sums in
      hasValue.withUnsafeMutableBufferPointer { hasValue in
        other.narrow.withUnsafeBufferPointer { otherSums in
          other.hasValue.withUnsafeBufferPointer { otherHasValue in
            numbers.withUnsafeBufferPointer { numbers in
              for index in 0..<numbers.count {
                let group = Int(numbers[index])
                // A group without a value has a sum of 0.
                sums[group] &+= otherSums[index]
                if otherHasValue[index] { hasValue[group] = true }
              }
            }
          }
        }
      }
    }
  }

  func finish(_ groups: [Int32]) throws(AggregateFailure) -> Column {
    guard isBroken.isEmpty else { throw .overflow }
    var values: [Int128] = []
    values.reserveCapacity(groups.count)
    for group in groups {
      guard let sum = isWide ? wide[Int(group)].value : ExactSum.checked(narrow[Int(group)]) else {
        throw .overflow
      }
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
