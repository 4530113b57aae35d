import FupanData

/// Where rows are cut into ranges of keys.
struct KeyBounds: Sendable {
  /// The last key of each range but the last one, ascending.
  private var lasts: [[UInt8]] = []
  /// About how many rows each range has.
  private(set) var rowCounts: [Int] = []

  /// The keys between two others: those behind the first, up to and including the second. A key that
  /// another one begins with comes behind that one too, so that what belongs to the other is there.
  struct Interval: Sendable {
    /// Nil before all keys.
    var after: [UInt8]?
    /// Nil behind all keys.
    var last: [UInt8]?
  }

  init() {}

  /// - Parameters:
  ///   - ends: the last keys of some blocks, and how many rows these have.
  ///   - size: about how many rows a range has.
  init(_ ends: [(key: [UInt8], rows: Int)], of size: Int) {
    let ends = ends.sorted { KeyBounds.compare($0.key, $1.key) < 0 }
    var rows = 0
    for (index, end) in ends.enumerated() {
      rows += end.rows
      if rows >= size, index + 1 < ends.count, ends[index + 1].key != end.key {
        lasts.append(end.key)
        rowCounts.append(rows)
        rows = 0
      }
    }
    if !ends.isEmpty { rowCounts.append(rows) }
  }

  /// How many ranges there are.
  var count: Int { rowCounts.count }

  subscript(_ range: Int) -> Interval {
    Interval(
      after: range == 0 ? nil : lasts[range - 1], last: range == lasts.count ? nil : lasts[range])
  }

  static func compare(_ left: [UInt8], _ right: [UInt8]) -> Int {
    NormalizedKeys.compare(left, left.indices, right, right.indices)
  }
}

extension KeyBounds.Interval {
  /// Where the rows of the interval are among rows in the order of these keys.
  func rows(of keys: NormalizedKeys) -> Range<Int> {
    let all = 0..<keys.count
    let start = all.firstPosition { begins(keys.bytes, keys.range($0)) }
    let end = all.firstPosition { !ends(keys.bytes, keys.range($0)) }
    return start..<max(start, end)
  }

  /// Whether a key is not before the interval.
  func begins(_ bytes: [UInt8], _ key: Range<Int>) -> Bool {
    guard let after else { return true }
    if NormalizedKeys.compare(bytes, key, after, after.indices) > 0 { return true }
    return key.count < after.count && bytes[key].elementsEqual(after.prefix(key.count))
  }

  /// Whether a key is not behind the interval.
  func ends(_ bytes: [UInt8], _ key: Range<Int>) -> Bool {
    last.map { NormalizedKeys.compare(bytes, key, $0, $0.indices) <= 0 } ?? true
  }
}
