import FupanData

/// The smallest or largest value of fixed size; missing for no values.
struct ExtremeAccumulator<Element: Comparable & BitwiseCopyable & Hashable & Sendable>: Accumulator
{
  let isMaximum: Bool
  let zero: Element
  let unwrap: @Sendable (Column) -> FixedColumn<Element>?
  let wrap: @Sendable (FixedColumn<Element>) -> Column
  private var best: [Element] = []
  private var hasValue: [Bool] = []

  init(
    isMaximum: Bool, zero: Element, unwrap: @escaping @Sendable (Column) -> FixedColumn<Element>?,
    wrap: @escaping @Sendable (FixedColumn<Element>) -> Column
  ) {
    self.isMaximum = isMaximum
    self.zero = zero
    self.unwrap = unwrap
    self.wrap = wrap
  }

  mutating func reserve(groups: Int) {
    let more = groups - best.count
    guard more > 0 else { return }
    best.append(contentsOf: repeatElement(zero, count: more))
    hasValue.append(contentsOf: repeatElement(false, count: more))
  }

  mutating func update(_ input: AggregateInput, groups: [Int32]) {
    guard let column = input.column.flatMap(unwrap) else { return }
    let values = column.values
    for row in groups.indices where column.isValid(row) {
      offer(values[row], Int(groups[row]))
    }
  }

  private mutating func offer(_ value: Element, _ group: Int) {
    if !hasValue[group] || (isMaximum ? value > best[group] : value < best[group]) {
      best[group] = value
      hasValue[group] = true
    }
  }

  mutating func merge(_ other: any Accumulator, numbers: [Int32]) {
    guard let other = other as? ExtremeAccumulator<Element> else { return }
    for (index, group) in numbers.enumerated() where other.hasValue[index] {
      offer(other.best[index], Int(group))
    }
  }

  func finish(_ groups: [Int32]) -> Column {
    var validity = Validity()
    for group in groups { validity.append(hasValue[Int(group)]) }
    let column = FixedColumn(
      groups.map { best[Int($0)] }, validity: validity.missingCount > 0 ? validity : nil)
    return wrap(column)
  }
}
