import FupanData

/// Counts of several kinds for each group, with groups in the order of their values.
struct GroupedCounts {
  /// One group and its counts.
  struct Entry {
    let group: Value
    var counts: [Int]
  }

  private let width: Int
  private var indices: [Value: Int] = [:]
  private var entries: [Entry] = []

  init(width: Int) { self.width = width }

  mutating func add(_ count: Int, to group: Value, _ slot: Int) {
    let index = indices[group] ?? entries.count
    if index == entries.count {
      indices[group] = index
      entries.append(Entry(group: group, counts: Array(repeating: 0, count: width)))
    }
    if entries[index].counts.indices.contains(slot) { entries[index].counts[slot] += count }
  }

  /// The groups ascending by value, the missing one last.
  var sorted: [Entry] { entries.sorted { $0.group.precedes($1.group) } }

  /// Over all groups.
  var total: [Int] {
    entries.reduce(Array(repeating: 0, count: width)) { sum, entry in
      zip(sum, entry.counts).map { $0 + $1 }
    }
  }
}

extension Value {
  /// Whether a group comes before another one: text by its bytes, missing last.
  func precedes(_ other: Value) -> Bool {
    switch (self, other) {
    case (.missing, _): false
    case (_, .missing): true
    case (.text(let left), .text(let right)): left.utf8.lexicographicallyPrecedes(right.utf8)
    case (.integer(let left), .integer(let right)): left < right
    case (.date(let left), .date(let right)): left < right
    case (.timestamp(let left), .timestamp(let right)): left < right
    case (.bool(let left), .bool(let right)): !left && right
    case (.decimal(let left, _), .decimal(let right, _)): left < right
    case (.number(let left), .number(let right)): left < right
    default: false
    }
  }
}
