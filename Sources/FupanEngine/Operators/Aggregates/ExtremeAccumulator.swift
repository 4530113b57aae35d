import FupanData

/// The smallest or largest number, day or instant; missing for no values.
///
/// One of the parts is used, by the column's type; each is a concrete type, so that its loops are
/// compiled for it.
struct ExtremeAccumulator: Accumulator {
  let type: DataType
  private var integers: ExtremeValues<Int64>
  private var wide: ExtremeValues<Int128>
  private var numbers: ExtremeValues<Double>
  private var days: ExtremeValues<Int32>

  init(isMaximum: Bool, type: DataType) {
    self.type = type
    integers = ExtremeValues(isMaximum: isMaximum, zero: 0)
    wide = ExtremeValues(isMaximum: isMaximum, zero: 0)
    numbers = ExtremeValues(isMaximum: isMaximum, zero: 0)
    days = ExtremeValues(isMaximum: isMaximum, zero: 0)
  }

  mutating func reserve(groups: Int) {
    switch type {
    case .wideDecimal: wide.reserve(groups: groups)
    case .number: numbers.reserve(groups: groups)
    case .date: days.reserve(groups: groups)
    default: integers.reserve(groups: groups)
    }
  }

  mutating func update(_ input: AggregateInput, groups: [Int32]) {
    switch input.column {
    case .integer(let column), .decimal(let column, _), .timestamp(let column):
      integers.update(column, groups: groups)
    case .wideDecimal(let column, _): wide.update(column, groups: groups)
    case .number(let column): numbers.update(column, groups: groups)
    case .date(let column): days.update(column, groups: groups)
    default: preconditionFailure("aggregations are checked when a relation is built")
    }
  }

  mutating func merge(_ other: any Accumulator, numbers groups: [Int32]) {
    guard let other = other as? ExtremeAccumulator else { return }
    integers.merge(other.integers, numbers: groups)
    wide.merge(other.wide, numbers: groups)
    numbers.merge(other.numbers, numbers: groups)
    days.merge(other.days, numbers: groups)
  }

  func finish(_ groups: [Int32]) -> Column {
    switch type {
    case .wideDecimal(let scale): .wideDecimal(wide.finish(groups), scale: scale)
    case .number: .number(numbers.finish(groups))
    case .date: .date(days.finish(groups))
    case .decimal(let scale): .decimal(integers.finish(groups), scale: scale)
    case .timestamp: .timestamp(integers.finish(groups))
    default: .integer(integers.finish(groups))
    }
  }
}
