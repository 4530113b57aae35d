import FupanData

/// All values of each group, of one fixed-size type, to find an order statistic in.
struct CollectedValues<Element: Comparable & BitwiseCopyable & Hashable & Sendable>: Sendable {
  let zero: Element
  private var values: [Element] = []
  private var groupOfValue: [Int32] = []
  /// Where the values of each group begin, and the last ones end, once they are put together.
  private var starts: [Int] = []

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

  /// The value at a position of each group's ordered values; missing where a group has none. No more
  /// values come, and each further position is found in what the last left nearly in order.
  ///
  /// - Parameters:
  ///   - groups: how many groups there are.
  ///   - order: the groups in the order of the result.
  ///   - position: the position, from 0, among so many values.
  mutating func finish(
    groups: Int, order: [Int32], position: (_ count: Int) -> Int
  ) -> FixedColumn<Element> {
    if starts.isEmpty { putTogether(groups) }
    var result: [Element] = []
    var validity = Validity()
    for group in order {
      let range = starts[Int(group)]..<starts[Int(group) + 1]
      validity.append(!range.isEmpty)
      if range.isEmpty {
        result.append(zero)
      } else {
        result.append(
          values.withUnsafeMutableBufferPointer {
            Selection.value(
              at: position(range.count), in: UnsafeMutableBufferPointer(rebasing: $0[range]))
          })
      }
    }
    return FixedColumn(result, validity: validity.missingCount > 0 ? validity : nil)
  }

  private mutating func putTogether(_ groups: Int) {
    starts = Array(repeating: 0, count: groups + 1)
    for group in groupOfValue { starts[Int(group) + 1] += 1 }
    for group in 0..<groups { starts[group + 1] += starts[group] }
    if groups > 1 {
      var next = starts
      var together = values
      for (index, group) in groupOfValue.enumerated() {
        together[next[Int(group)]] = values[index]
        next[Int(group)] += 1
      }
      values = together
    }
    groupOfValue = []
  }
}
