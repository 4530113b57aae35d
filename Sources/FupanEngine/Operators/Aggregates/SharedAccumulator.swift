/// Stands for the running values that an aggregation before this one keeps for both.
struct SharedAccumulator: Accumulator {
  mutating func reserve(groups: Int) {}
  mutating func update(_ input: AggregateInput, groups: [Int32]) {}
  mutating func merge(_ other: any Accumulator, numbers: [Int32]) {}
  func byteCount(groups: Int) -> Int { 0 }
}
