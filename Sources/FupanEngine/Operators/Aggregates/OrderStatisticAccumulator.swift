import FupanData

/// An exact order statistic; missing for no values.
///
/// Position (n − 1)·numerator / denominator, counted from 0 and in integers; the statistic below
/// it, or above it.
struct OrderStatisticAccumulator: Accumulator {
  let numerator: Int64
  let denominator: Int64
  let isUpper: Bool
  let type: DataType
  private var integers = CollectedValues<Int64>(zero: 0)
  private var wide = CollectedValues<Int128>(zero: 0)
  private var numbers = CollectedValues<Double>(zero: 0)
  private var days = CollectedValues<Int32>(zero: 0)
  private var groups = 0

  init(numerator: Int64, denominator: Int64, isUpper: Bool, type: DataType) {
    self.numerator = numerator
    self.denominator = denominator
    self.isUpper = isUpper
    self.type = type
  }

  mutating func reserve(groups: Int) { self.groups = max(self.groups, groups) }

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
    guard let other = other as? OrderStatisticAccumulator else { return }
    integers.merge(other.integers, numbers: groups)
    wide.merge(other.wide, numbers: groups)
    numbers.merge(other.numbers, numbers: groups)
    days.merge(other.days, numbers: groups)
  }

  func finish(_ order: [Int32]) -> Column {
    switch type {
    case .wideDecimal(let scale):
      .wideDecimal(wide.finish(groups: groups, order: order, position: position), scale: scale)
    case .number: .number(numbers.finish(groups: groups, order: order, position: position))
    case .date: .date(days.finish(groups: groups, order: order, position: position))
    case .decimal(let scale):
      .decimal(integers.finish(groups: groups, order: order, position: position), scale: scale)
    case .timestamp: .timestamp(integers.finish(groups: groups, order: order, position: position))
    default: .integer(integers.finish(groups: groups, order: order, position: position))
    }
  }

  private func position(_ count: Int) -> Int {
    let (quotient, remainder) = (Int128(count - 1) * Int128(numerator))
      .quotientAndRemainder(dividingBy: Int128(denominator))
    return Int(quotient) + (isUpper && remainder > 0 ? 1 : 0)
  }
}
