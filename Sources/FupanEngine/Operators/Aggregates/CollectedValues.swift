import FupanData

/// All values of each group, of one fixed-size type, to find an order statistic in.
struct CollectedValues<Element: Comparable & BitwiseCopyable & Hashable & Sendable>: Sendable {
  let zero: Element
  private var values: [Element] = []
  private var groupOfValue: [Int32] = []

  init(zero: Element) { self.zero = zero }

  mutating func update(_ column: FixedColumn<Element>, groups: [Int32]) {
    guard let validity = column.validity else {
      values.append(contentsOf: column.values)
      groupOfValue.append(contentsOf: groups)
      return
    }
    let source = column.values
    for row in groups.indices where validity[row] {
      values.append(source[row])
      groupOfValue.append(groups[row])
    }
  }

  mutating func merge(_ other: CollectedValues, numbers: [Int32]) {
    values.append(contentsOf: other.values)
    groupOfValue.reserveCapacity(values.count)
    for group in other.groupOfValue { groupOfValue.append(numbers[Int(group)]) }
  }

  /// The value at a position of each group's ordered values; missing where a group has none.
  ///
  /// - Parameters:
  ///   - groups: how many groups there are.
  ///   - order: the groups in the order of the result.
  ///   - position: the position, from 0, among so many values.
  func finish(
    groups: Int, order: [Int32], position: (_ count: Int) -> Int
  ) -> FixedColumn<Element> {
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
        result.append(
          sorted.withUnsafeMutableBufferPointer {
            CollectedValues.select(
              UnsafeMutableBufferPointer(rebasing: $0[range]), position(range.count))
          })
      }
    }
    return FixedColumn(result, validity: validity.missingCount > 0 ? validity : nil)
  }

  /// The value that would be at a position if the values were sorted (Hoare 1961, Algorithm 65:
  /// Find), the pivot being the median of three.
  static func select(_ values: UnsafeMutableBufferPointer<Element>, _ position: Int) -> Element {
    var low = 0
    var high = values.count - 1
    while high - low > 16 {
      let middle = low + (high - low) / 2
      if values[middle] < values[low] { values.swapAt(middle, low) }
      if values[high] < values[low] { values.swapAt(high, low) }
      if values[high] < values[middle] { values.swapAt(high, middle) }
      let pivot = values[middle]
      var (left, right) = (low, high)
      while left <= right {
        while values[left] < pivot { left += 1 }
        while pivot < values[right] { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if position <= right {
        high = right
      } else if position >= left {
        low = left
      } else {
        return values[position]
      }
    }
    var rest = values[low...high]
    rest.sort()
    return values[position]
  }
}
