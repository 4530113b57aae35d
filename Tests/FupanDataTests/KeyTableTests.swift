import FupanData
import Testing

/// Keys of every kind are numbered as a dictionary of their values would number them.
@Suite struct KeyTableTests {
  private struct Numbers {
    var state: UInt64
    mutating func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
  }

  private static let texts = [
    "", "a", "a\u{0}", "a\u{0}b", "社群", "thirteenbytes", "fourteen bytes",
    "o6_bmasdasdsad6_2sgVt7hMZOPfL",
    "o6_bmasdasdsad6_2sgVt7hMZOPfM", "\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}\u{0}",
  ]

  /// Columns of one kind of table, some rows of them missing.
  private static func columns(_ kind: Int, rows: Int, seed: UInt64) -> [Column] {
    var numbers = Numbers(state: seed)
    func maybe(_ value: Value) -> Value {
      numbers.next(6) == 0 && seed.isMultiple(of: 2) ? .missing : value
    }
    func text() -> Column {
      Column(.text, (0..<rows).map { _ in maybe(.text(texts[numbers.next(texts.count)])) })
    }
    func integer(_ bound: Int) -> Column {
      Column(.integer, (0..<rows).map { _ in maybe(.integer(Int64(numbers.next(bound)) - 2)) })
    }
    func coded() -> Column {
      guard case .text(let column) = text(), let coded = column.coded else { return text() }
      return .text(coded)
    }
    func flag() -> Column {
      Column(.bool, (0..<rows).map { _ in maybe(.bool(numbers.next(2) == 0)) })
    }
    func day() -> Column {
      Column(.date, (0..<rows).map { _ in maybe(.date(Int32(numbers.next(9)))) })
    }
    switch kind {
    case 0: return [text()]
    case 1: return [integer(500)]
    case 2: return [coded()]
    case 3: return [coded(), flag(), coded()]
    case 4: return [integer(5), day()]
    case 5: return [day(), text()]
    case 6: return [coded(), day(), flag()]
    case 7: return [integer(3), integer(3)]
    case 8:
      return [
        Column(
          .wideDecimal(scale: 2),
          (0..<rows).map { _ in maybe(.decimal(Int128(numbers.next(5)) << 70, scale: 2)) })
      ]
    default:
      return [
        Column(.number, (0..<rows).map { _ in maybe(.number([-0.0, 0, 2.5][numbers.next(3)])) }),
        text(),
      ]
    }
  }

  @Test(arguments: 0..<10, [UInt64(3), 4])
  func numbersKeysAsTheirValuesAreFirstSeen(kind: Int, seed: UInt64) {
    let rows = 700
    let columns = KeyTableTests.columns(kind, rows: rows, seed: seed)
    var known: [[Value]: Int32] = [:]
    var order: [[Value]] = []
    func key(_ row: Int) -> [Value] {
      columns.map { column in
        let value = column.value(at: row)
        return value == .number(-0.0) ? .number(0) : value
      }
    }
    let expected = (0..<rows).map { row in
      if let number = known[key(row)] { return number }
      known[key(row)] = Int32(order.count)
      order.append(key(row))
      return Int32(order.count - 1)
    }
    var whole = KeyTable()
    #expect(whole.insert(columns, count: rows) == expected)
    // In two pieces, and from two tables.
    var pieces = KeyTable()
    var (left, right) = (KeyTable(), KeyTable())
    let (first, second) = (columns.map { $0.slice(0..<300) }, columns.map { $0.slice(300..<rows) })
    #expect(pieces.insert(first, count: 300) + pieces.insert(second, count: 400) == expected)
    _ = left.insert(first, count: 300)
    let numbers = right.insert(second, count: 400)
    let merged = left.merge(right)
    #expect(numbers.map { merged[Int($0)] } == Array(expected[300...]))
    // Found again, as far as they were inserted and are present.
    var some = KeyTable()
    _ = some.insert(first, count: 300)
    let found = some.find(columns, count: rows, present: nil)
    #expect(found == expected.map { Int($0) < some.count ? $0 : -1 })
    let present = Validity((0..<rows).map { $0 % 3 != 0 })
    let foundPresent = some.find(columns, count: rows, present: present)
    #expect(foundPresent == found.enumerated().map { $0.offset % 3 == 0 ? -1 : $0.element })
    // In the order of normalised bytes.
    let normalized = NormalizedKeys(columns, count: rows)
    var rowOfKey: [Int32: Int] = [:]
    for row in (0..<rows).reversed() { rowOfKey[expected[row]] = row }
    let sorted = whole.sortedKeys().compactMap { rowOfKey[$0] }
    #expect(sorted.count == order.count)
    #expect(zip(sorted, sorted.dropFirst()).allSatisfy { normalized.isBefore($0, $1) })
  }

  @Test func manyKeysKeepTheirNumbersWhileTheTableGrows() {
    var table = KeyTable()
    let values = (0..<40_000).map { Value.text("person \($0) with a long name") }
    let column = Column(.text, values)
    #expect(table.insert([column], count: 40_000) == (0..<40_000).map { Int32($0) })
    #expect(table.insert([column], count: 40_000) == (0..<40_000).map { Int32($0) })
  }

  @Test func findsNothingInAnEmptyTable() {
    let column = Column(.text, [.text("a")])
    #expect(KeyTable().find([column], count: 1, present: nil) == [-1])
  }
}
