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
    let present = input.column?.validity?.words ?? []
    // Pointers, so that what is shared is asked once and not for every row.
    counts.withUnsafeMutableBufferPointer { counts in
      groups.withUnsafeBufferPointer { groups in
        present.withUnsafeBufferPointer { present in
          if present.isEmpty {
            for group in groups { counts[Int(group)] += 1 }
          } else {
            for row in 0..<groups.count {
              counts[Int(groups[row])] += Int64(
                truncatingIfNeeded: present[row >> 6] >> UInt64(row & 63) & 1)
            }
          }
        }
      }
    }
  }

  mutating func merge(_ other: any Accumulator, numbers: [Int32]) {
    guard let other = other as? CountAccumulator else { return }
    counts.withUnsafeMutableBufferPointer { counts in
      other.counts.withUnsafeBufferPointer { otherCounts in
        for (index, group) in numbers.enumerated() { counts[Int(group)] += otherCounts[index] }
      }
    }
  }

  func finish(_ groups: [Int32]) -> Column {
    .integer(FixedColumn(groups.map { counts[Int($0)] }))
  }
}
