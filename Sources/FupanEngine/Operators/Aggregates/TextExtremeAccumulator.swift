import FupanData

/// The first or last text by its bytes; missing for no values.
struct TextExtremeAccumulator: Accumulator {
  let isMaximum: Bool
  private var best: [[UInt8]?] = []

  init(isMaximum: Bool) { self.isMaximum = isMaximum }

  mutating func reserve(groups: Int) {
    if groups > best.count {
      best.append(contentsOf: repeatElement(nil, count: groups - best.count))
    }
  }

  mutating func update(_ input: AggregateInput, groups: [Int32]) {
    guard case .text(let column)? = input.column else { return }
    for row in groups.indices where column.isValid(row) {
      offer(column.bytes, column.range(row), Int(groups[row]))
    }
  }

  private mutating func offer(_ bytes: [UInt8], _ range: Range<Int>, _ group: Int) {
    if let current = best[group] {
      let order = NormalizedKeys.compare(bytes, range, current, current.indices)
      guard isMaximum ? order > 0 : order < 0 else { return }
    }
    best[group] = Array(bytes[range])
  }

  mutating func merge(_ other: any Accumulator, numbers: [Int32]) {
    guard let other = other as? TextExtremeAccumulator else { return }
    for (index, group) in numbers.enumerated() {
      if let text = other.best[index] { offer(text, text.indices, Int(group)) }
    }
  }

  func finish(_ groups: [Int32]) -> Column {
    var column = TextColumn()
    for group in groups {
      if let text = best[Int(group)] { column.append(text) } else { column.appendMissing() }
    }
    return .text(column)
  }
}
