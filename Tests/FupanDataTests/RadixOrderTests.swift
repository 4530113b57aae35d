import FupanData
import Testing

@Suite struct RadixOrderTests {
  /// Few rows are compared, many are distributed; both keep equal rows as they stand.
  @Test(arguments: [0, 1, 2, 500, 513, 4000], [UInt64(3), 1000, .max])
  func ordersAsAStableSortDoes(rows: Int, bound: UInt64) {
    var state: UInt64 = 42
    let numbers = (0..<rows).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state ^ state >> 29) % bound
    }
    let expected = numbers.indices.sorted { (numbers[$0], $0) < (numbers[$1], $1) }
    let found = RadixOrder.rows(0..<Int32(rows), by: numbers)
    #expect(found.map { Int($0) } == expected)
  }

  @Test func whatComparesDecidesBetweenEqualNumbers() {
    let numbers = (0..<2000).map { UInt64($0 % 3) }
    let found = RadixOrder.rows(0..<2000, by: numbers) { Int($1) - Int($0) }
    let expected = (0..<2000).sorted { ($0 % 3, -$0) < ($1 % 3, -$1) }
    #expect(found.map { Int($0) } == expected)
  }
}
