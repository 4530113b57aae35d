import FupanData

/// Rows, or rows with a value.
struct CountAccumulator: Accumulator {
  private var counts: [Int64] = []

  mutating func reserve(groups: Int) {
    if groups > counts.count {
      counts.append(contentsOf: repeatElement(0, count: groups - counts.count))
    }
  }

  mutating func update(_ input: AggregateInput, groups: [Int32]) {
    if let validity = input.column?.validity {
      for row in groups.indices where validity[row] { counts[Int(groups[row])] += 1 }
    } else {
      for group in groups { counts[Int(group)] += 1 }
    }
  }

  mutating func merge(_ other: any Accumulator, numbers: [Int32]) {
    guard let other = other as? CountAccumulator else { return }
    for (index, group) in numbers.enumerated() { counts[Int(group)] += other.counts[index] }
  }

  func finish(_ groups: [Int32]) -> Column {
    .integer(FixedColumn(groups.map { counts[Int($0)] }))
  }
}
