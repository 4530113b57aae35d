import FupanData

/// An exact order statistic of values of fixed size; missing for no values.
///
/// Position (n − 1)·numerator / denominator, counted from 0 and in integers; the statistic below
/// it, or above it.
struct OrderStatisticAccumulator<Element: Comparable & BitwiseCopyable & Hashable & Sendable>:
  Accumulator
{
  let numerator: Int64
  let denominator: Int64
  let isUpper: Bool
  let zero: Element
  let unwrap: @Sendable (Column) -> FixedColumn<Element>?
  let wrap: @Sendable (FixedColumn<Element>) -> Column
  private var values: [Element] = []
  private var groupOfValue: [Int32] = []
  private var groups = 0

  init(
    numerator: Int64, denominator: Int64, isUpper: Bool, zero: Element,
    unwrap: @escaping @Sendable (Column) -> FixedColumn<Element>?,
    wrap: @escaping @Sendable (FixedColumn<Element>) -> Column
  ) {
    self.numerator = numerator
    self.denominator = denominator
    self.isUpper = isUpper
    self.zero = zero
    self.unwrap = unwrap
    self.wrap = wrap
  }

  mutating func reserve(groups: Int) { self.groups = max(self.groups, groups) }

  mutating func update(_ input: AggregateInput, groups: [Int32]) {
    guard let column = input.column.flatMap(unwrap) else { return }
    for row in groups.indices where column.isValid(row) {
      values.append(column.values[row])
      groupOfValue.append(groups[row])
    }
  }

  mutating func merge(_ other: any Accumulator, numbers: [Int32]) {
    guard let other = other as? OrderStatisticAccumulator<Element> else { return }
    values.append(contentsOf: other.values)
    groupOfValue.append(contentsOf: other.groupOfValue.map { numbers[Int($0)] })
  }

  func finish(_ order: [Int32]) -> Column {
    var starts = Array(repeating: 0, count: groups + 1)
    for group in groupOfValue { starts[Int(group) + 1] += 1 }
    for group in 0..<groups { starts[group + 1] += starts[group] }
    var next = starts
    var sorted = values
    for (index, group) in groupOfValue.enumerated() {
      sorted[next[Int(group)]] = values[index]
      next[Int(group)] += 1
    }
    var result: [Element] = []
    var validity = Validity()
    for group in order {
      let range = starts[Int(group)]..<starts[Int(group) + 1]
      validity.append(!range.isEmpty)
      if range.isEmpty {
        result.append(zero)
      } else {
        sorted[range].sort()
        result.append(sorted[range.lowerBound + position(range.count)])
      }
    }
    return wrap(FixedColumn(result, validity: validity.missingCount > 0 ? validity : nil))
  }

  private func position(_ count: Int) -> Int {
    let (quotient, remainder) = (Int128(count - 1) * Int128(numerator))
      .quotientAndRemainder(dividingBy: Int128(denominator))
    return Int(quotient) + (isUpper && remainder > 0 ? 1 : 0)
  }
}
