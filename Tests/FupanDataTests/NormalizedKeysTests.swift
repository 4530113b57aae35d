import FupanData
import Testing

struct NormalizedKeysTests {
  private static func columns(_ rows: Int, seed: UInt64) -> [Column] {
    var state = seed
    func next(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
    func maybe(_ value: Value) -> Value { next(5) == 0 ? .missing : value }
    let texts = ["", "a", "ab", "a\u{0}", "a\u{0}b", "社群", "朋友圈", "b"]
    return [
      Column(.text, (0..<rows).map { _ in maybe(.text(texts[Int(next(8))])) }),
      Column(.integer, (0..<rows).map { _ in maybe(.integer(Int64(next(7)) - 3)) }),
      Column(
        .wideDecimal(scale: 2),
        (0..<rows).map { _ in maybe(.decimal((Int128(next(5)) - 2) << 70, scale: 2)) }),
      Column(
        .number, (0..<rows).map { _ in maybe(.number([-1.5, -0.0, 0, 2, 1e300][Int(next(5))])) }),
      Column(.date, (0..<rows).map { _ in maybe(.date(Int32(next(3)) - 1)) }),
      Column(.bool, (0..<rows).map { _ in maybe(.bool(next(2) == 0)) }),
    ]
  }

  /// Negative, zero or positive, as values compare.
  private static func order(_ left: Value, _ right: Value) -> Int {
    switch (left, right) {
    case (.text(let a), .text(let b)):
      return a.utf8.elementsEqual(b.utf8) ? 0 : a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
    case (.integer(let a), .integer(let b)): return a < b ? -1 : a == b ? 0 : 1
    case (.decimal(let a, _), .decimal(let b, _)): return a < b ? -1 : a == b ? 0 : 1
    case (.number(let a), .number(let b)): return a < b ? -1 : a == b ? 0 : 1
    case (.date(let a), .date(let b)): return a < b ? -1 : a == b ? 0 : 1
    case (.bool(let a), .bool(let b)): return a == b ? 0 : a ? 1 : -1
    default: return 0
    }
  }

  @Test(arguments: [SortKey.Direction.ascending, .descending], [SortKey.Nulls.first, .last])
  func bytesOrderRowsAsDeclared(direction: SortKey.Direction, nulls: SortKey.Nulls) {
    let rows = 60
    let columns = NormalizedKeysTests.columns(rows, seed: 7)
    let keys = NormalizedKeys(columns.map { ($0, direction, nulls) }, count: rows)
    for i in 0..<rows {
      for j in 0..<rows {
        var expected = 0
        for column in columns where expected == 0 {
          let (a, b) = (column.value(at: i), column.value(at: j))
          if a.isMissing || b.isMissing {
            if a.isMissing != b.isMissing { expected = a.isMissing == (nulls == .first) ? -1 : 1 }
          } else {
            let order = NormalizedKeysTests.order(a, b)
            expected = direction == .ascending ? order : -order
          }
        }
        #expect(keys.isBefore(i, j) == (expected < 0))
        #expect(keys.isEqual(i, to: keys, j) == (expected == 0))
      }
    }
  }

  @Test func tablesNumberKeysInTheOrderOfTheirFirstRow() {
    let column = Column(.text, [.text("b"), .text("a"), .missing, .text("b"), .text(""), .missing])
    var table = KeyTable()
    #expect(table.insert([column], count: 6) == [0, 1, 2, 0, 3, 2])
    #expect(table.sortedKeys() == [3, 1, 0, 2])
  }

  @Test func mergedTablesHoldEachKeyOnce() {
    var state: UInt64 = 1
    var whole = KeyTable()
    var left = KeyTable()
    var right = KeyTable()
    var distinct: Set<Int64> = []
    for part in 0..<2 {
      let values = (0..<5_000).map { _ -> Value in
        state = state &* 6_364_136_223_846_793_005 &+ 99
        let value = Int64(state >> 50)
        distinct.insert(value)
        return .integer(value)
      }
      let column = Column(.integer, values)
      _ = whole.insert([column], count: values.count)
      if part == 0 {
        _ = left.insert([column], count: values.count)
      } else {
        _ = right.insert([column], count: values.count)
      }
    }
    let numbers = left.merge(right)
    #expect(left.count == distinct.count)
    #expect(whole.count == distinct.count)
    #expect(numbers.count == right.count)
    #expect(Set(numbers).count == right.count)
  }
}
