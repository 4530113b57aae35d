import FupanData

/// Different values: a table of all pairs of group and value.
struct DistinctAccumulator: Accumulator {
  private var pairs = KeyTable()
  /// The group of each pair.
  private var groupOfPair: [Int32] = []
  private var groups = 0
  private let by: [String]

  init(by: [String]) { self.by = by }

  mutating func reserve(groups: Int) { self.groups = max(self.groups, groups) }

  mutating func update(_ input: AggregateInput, groups: [Int32]) {
    guard let column = input.column else { return }
    var columns = by.compactMap { input.batch[$0] } + [column]
    var groups = groups
    if let validity = column.validity {
      let rows = groups.indices.filter { validity[$0] }.map { Int32($0) }
      columns = columns.map { $0.gathered(rows) }
      groups = rows.map { groups[Int($0)] }
    }
    let numbers: [Int32]
    if columns.count == 1, case .text(let texts) = columns[0] {
      numbers = pairs.insert(texts)
    } else {
      numbers = pairs.insert(NormalizedKeys(columns, count: groups.count))
    }
    for row in groups.indices where Int(numbers[row]) == groupOfPair.count {
      groupOfPair.append(groups[row])
    }
  }

  mutating func merge(_ other: any Accumulator, numbers: [Int32]) {
    guard let other = other as? DistinctAccumulator else { return }
    for (index, pair) in pairs.merge(other.pairs).enumerated()
    where Int(pair) == groupOfPair.count {
      groupOfPair.append(numbers[Int(other.groupOfPair[index])])
    }
  }

  func finish(_ groups: [Int32]) -> Column {
    var counts = Array(repeating: Int64(0), count: self.groups)
    for group in groupOfPair { counts[Int(group)] += 1 }
    return .integer(FixedColumn(groups.map { counts[Int($0)] }))
  }
}
