import FupanData

/// Where rows are cut into ranges of keys.
struct KeyBounds: Sendable {
  /// The last key of each range but the last one, ascending.
  private var lasts: [[UInt8]] = []
  /// About how many rows each range has.
  private(set) var rowCounts: [Int] = []
  /// Whether each range begins with the group that the one before ends with.
  private(set) var areContinued: [Bool] = []

  /// The last key of some rows and how many there are.
  struct End: Sendable {
    var key: [UInt8]
    /// How many bytes of the key name a group that should stay whole; all of them where rows have none.
    var groupBytes: Int
    var rows: Int

    init(_ key: [UInt8], groupBytes: Int? = nil, rows: Int) {
      self.key = key
      self.groupBytes = groupBytes ?? key.count
      self.rows = rows
    }
  }

  /// The keys between two others: those behind the first, up to and including the second. A key that
  /// another one begins with comes behind that one too, so that what belongs to the other is there.
  struct Interval: Sendable {
    /// Nil before all keys.
    var after: [UInt8]?
    /// Nil behind all keys.
    var last: [UInt8]?
  }

  init() {}

  /// - Parameter size: about how many rows a range has: more where a group is not much larger.
  init(_ ends: [End], of size: Int) {
    let ends = ends.sorted { KeyBounds.compare($0.key, $1.key) < 0 }
    var rows = 0
    var isContinued = false
    func close(_ last: [UInt8]?, amid group: Bool) {
      if let last { lasts.append(last) }
      rowCounts.append(rows)
      areContinued.append(isContinued)
      rows = 0
      isContinued = group
    }
    var next = 0
    while next < ends.count {
      let end = ends[next]
      rows += end.rows
      next += 1
      guard rows >= size, next < ends.count, ends[next].key != end.key else { continue }
      if end.groupBytes == end.key.count {
        close(end.key, amid: false)
        continue
      }
      // No key of the group comes behind that.
      let group = Array(end.key.prefix(end.groupBytes)) + [0xFF]
      var (rest, other) = (0, next)
      while other < ends.count, rest <= size, KeyBounds.compare(ends[other].key, group) < 0 {
        rest += ends[other].rows
        other += 1
      }
      if rest > size {
        close(end.key, amid: true)
      } else {
        rows += rest
        next = other
        if next < ends.count { close(group, amid: false) }
      }
    }
    if rows > 0 { close(nil, amid: false) }
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
