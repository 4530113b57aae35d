import FupanData
import FupanPlan

/// Exact order statistics of one column; missing for no values.
///
/// Position (n − 1)·numerator / denominator, counted from 0 and in integers; the statistic below
/// it, or above it.
struct OrderStatisticAccumulator: Accumulator {
  let type: DataType
  private var integers = CollectedValues<Int64>(zero: 0)
  private var wide = CollectedValues<Int128>(zero: 0)
  private var numbers = CollectedValues<Double>(zero: 0)
  private var days = CollectedValues<Int32>(zero: 0)
  private var groups = 0

  init(of type: DataType) { self.type = type }

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

  mutating func finish(_ order: [Int32], of aggregation: Aggregation) -> Column {
    guard case .orderStatistic(let numerator, let denominator, let isUpper) = aggregation.function
    else { preconditionFailure("only order statistics are found among collected values") }
    func position(_ count: Int) -> Int {
      let (quotient, remainder) = (Int128(count - 1) * Int128(numerator))
        .quotientAndRemainder(dividingBy: Int128(denominator))
      return Int(quotient) + (isUpper && remainder > 0 ? 1 : 0)
    }
    return switch type {
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
}
