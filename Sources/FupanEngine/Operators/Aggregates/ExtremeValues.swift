import FupanData

/// The smallest or largest value of each group, of one fixed-size type.
struct ExtremeValues<Element: Comparable & BitwiseCopyable & Hashable & Sendable>: Sendable {
  let isMaximum: Bool
  let zero: Element
  private var best: [Element] = []
  private var hasValue: [Bool] = []

  init(isMaximum: Bool, zero: Element) {
    self.isMaximum = isMaximum
    self.zero = zero
  }

  mutating func reserve(groups: Int) {
    let more = groups - best.count
    guard more > 0 else { return }
    best.append(contentsOf: repeatElement(zero, count: more))
    hasValue.append(contentsOf: repeatElement(false, count: more))
  }

  mutating func update(_ column: FixedColumn<Element>, groups: [Int32]) {
    let values = column.values
    if let validity = column.validity {
      for row in groups.indices where validity[row] { offer(values[row], Int(groups[row])) }
    } else {
      for row in groups.indices { offer(values[row], Int(groups[row])) }
    }
  }

  private mutating func offer(_ value: Element, _ group: Int) {
    if !hasValue[group] || (isMaximum ? value > best[group] : value < best[group]) {
      best[group] = value
      hasValue[group] = true
    }
  }

  mutating func merge(_ other: ExtremeValues, numbers: [Int32]) {
    for (index, group) in numbers.enumerated()
    where index < other.hasValue.count && other.hasValue[index] {
      offer(other.best[index], Int(group))
    }
  }

  func finish(_ groups: [Int32]) -> FixedColumn<Element> {
    var validity = Validity()
    for group in groups { validity.append(hasValue[Int(group)]) }
    return FixedColumn(
      groups.map { best[Int($0)] }, validity: validity.missingCount > 0 ? validity : nil)
  }
}
