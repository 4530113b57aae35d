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
    let present = column.validity?.words ?? []
    column.values.withUnsafeBufferPointer { values in
      groups.withUnsafeBufferPointer { groups in
        present.withUnsafeBufferPointer { present in
          offer(groups.count) { row in
            (values[row], Int(groups[row]))
          } isPresent: { row in
            present.isEmpty || present[row >> 6] >> UInt64(row & 63) & 1 == 1
          }
        }
      }
    }
  }

  mutating func merge(_ other: ExtremeValues, numbers: [Int32]) {
    if other.hasValue.isEmpty { return }
    other.best.withUnsafeBufferPointer { best in
      other.hasValue.withUnsafeBufferPointer { hasValue in
        numbers.withUnsafeBufferPointer { numbers in
          offer(numbers.count) { index in
            (best[index], Int(numbers[index]))
          } isPresent: { index in
            hasValue[index]
          }
        }
      }
    }
  }

  @inline(__always)
  private mutating func offer(
    _ count: Int, _ value: (Int) -> (Element, group: Int), isPresent: (Int) -> Bool
  ) {
    let isMaximum = isMaximum
    best.withUnsafeMutableBufferPointer { best in
      hasValue.withUnsafeMutableBufferPointer { hasValue in
        for index in 0..<count where isPresent(index) {
          let (value, group) = value(index)
          if !hasValue[group] || (isMaximum ? value > best[group] : value < best[group]) {
            best[group] = value
            hasValue[group] = true
          }
        }
      }
    }
  }

  func finish(_ groups: [Int32]) -> FixedColumn<Element> {
    var validity = Validity()
    for group in groups { validity.append(hasValue[Int(group)]) }
    return FixedColumn(
      groups.map { best[Int($0)] }, validity: validity.missingCount > 0 ? validity : nil)
  }
}
