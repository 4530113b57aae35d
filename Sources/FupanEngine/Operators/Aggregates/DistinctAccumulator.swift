import FupanData

/// Different values of each group.
struct DistinctAccumulator: Accumulator {
  private var pairs = DistinctPairs()
  private var groups = 0
  /// The results, once they are computed.
  private var counts: [Int64]?

  mutating func reserve(groups: Int) { self.groups = max(self.groups, groups) }

  mutating func update(_ input: AggregateInput, groups: [Int32]) {
    guard let column = input.column else { return }
    pairs.append(column, groups: groups)
  }

  mutating func seal() { pairs.seal() }

  mutating func merge(_ other: any Accumulator, numbers: [Int32]) {
    guard let other = other as? DistinctAccumulator else { return }
    pairs.merge(other.pairs, numbers: numbers)
  }

  mutating func settle(threads: Int) async {
    let parts = pairs.parts()
    guard threads > 1, parts > 1 else { return }
    let (pairs, groups) = (pairs, groups)
    counts = await withTaskGroup(of: [Int64].self) { tasks in
      for first in 0..<min(threads, parts) {
        tasks.addTask {
          pairs.counts(groups: groups, parts: stride(from: first, to: parts, by: threads))
        }
      }
      var total = Array(repeating: Int64(0), count: groups)
      for await counts in tasks {
        for group in 0..<groups { total[group] += counts[group] }
      }
      return total
    }
    self.pairs = DistinctPairs()
  }

  func byteCount(groups: Int) -> Int { pairs.memory }

  func finish(_ groups: [Int32]) -> Column {
    let counts: [Int64]
    if let known = self.counts {
      counts = known
    } else {
      var pairs = pairs
      // First: what is not distributed yet is in no part.
      let parts = pairs.parts()
      counts = pairs.counts(groups: self.groups, parts: 0..<parts)
    }
    return .integer(FixedColumn(groups.map { counts[Int($0)] }))
  }
}
