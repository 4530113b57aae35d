import FupanData
import Testing

/// Runs of equal rows end exactly where normalised keys change.
@Suite struct RowRunsTests {
  @Test(arguments: 0..<40)
  func runsEndWhereKeysChange(seed: Int) {
    var state = UInt64(seed) &* 77 &+ 5
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let rows = next(150)
    func maybe(_ value: Value) -> Value { seed % 3 > 0 && next(4) == 0 ? .missing : value }
    let texts = Column(.text, (0..<rows).map { _ in maybe(.text(["", "a", "a\u{0}"][next(3)])) })
    var coded = texts
    if case .text(let column) = texts, let few = column.coded { coded = .text(few) }
    let all = [
      texts, coded, Column(.integer, (0..<rows).map { _ in maybe(.integer(Int64(next(2)))) }),
      Column(.number, (0..<rows).map { _ in maybe(.number([-0.0, 0, 1][next(3)])) }),
      Column(.bool, (0..<rows).map { _ in maybe(.bool(next(2) == 0)) }),
      Column(.date, (0..<rows).map { _ in maybe(.date(Int32(next(2)))) }),
      Column(
        .wideDecimal(scale: 0),
        (0..<rows).map { _ in maybe(.decimal(Int128(next(2)) << 80, scale: 0)) }),
    ]
    let columns = seed % 8 < all.count ? [all[seed % 8]] : [all[1], all[4]]
    let keys = NormalizedKeys(columns, count: rows)
    let expected =
      (0..<rows).filter { $0 == 0 || !keys.isEqual($0 - 1, to: keys, $0) } + [rows]
    #expect(RowRuns.starts(columns, count: rows) == expected)
  }

  @Test func runsBeginAtBoundsToo() {
    let column = Column(.integer, [1, 1, 1, 2, 2].map { .integer($0) })
    let starts = RowRuns.starts([column], count: 5, within: [0, 2, 5])
    #expect(starts == [0, 2, 3, 5])
    #expect(RowRuns.numbers(starts, naming: [4, 7, 4]) == [4, 4, 7, 4, 4])
    #expect(RowRuns.starts([], count: 5) == [0, 5])
  }
}
