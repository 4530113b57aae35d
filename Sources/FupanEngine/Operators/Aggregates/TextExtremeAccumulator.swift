import FupanData

/// The first or last text by its bytes; missing for no values.
struct TextExtremeAccumulator: Accumulator {
  let isMaximum: Bool
  /// The texts that were once the best, one after the other.
  private var bytes: [UInt8] = []
  /// Where each group's best text is in ``bytes``; nil where it has none.
  private var best: [Range<Int>?] = []

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

  private mutating func offer(_ text: [UInt8], _ range: Range<Int>, _ group: Int) {
    if let current = best[group] {
      let order = NormalizedKeys.compare(text, range, bytes, current)
      guard isMaximum ? order > 0 : order < 0 else { return }
    }
    let start = bytes.count
    text.withUnsafeBufferPointer { bytes.append(contentsOf: $0[range]) }
    best[group] = start..<bytes.count
  }

  mutating func merge(_ other: any Accumulator, numbers: [Int32]) {
    guard let other = other as? TextExtremeAccumulator else { return }
    for (index, group) in numbers.enumerated() {
      if let range = other.best[index] { offer(other.bytes, range, Int(group)) }
    }
  }

  func finish(_ groups: [Int32]) -> Column {
    let present = groups.map { best[Int($0)] != nil }
    var ends: [UInt32] = [0]
    ends.reserveCapacity(groups.count + 1)
    var texts: [UInt8] = []
    texts.reserveCapacity(groups.reduce(0) { $0 + (best[Int($1)]?.count ?? 0) })
    bytes.withUnsafeBufferPointer { bytes in
      for group in groups {
        if let range = best[Int(group)] { texts.append(contentsOf: bytes[range]) }
        ends.append(UInt32(texts.count))
      }
    }
    return .text(
      TextColumn(
        bytes: texts, offsets: ends,
        validity: present.contains(false) ? Validity(present) : nil))
  }
}
