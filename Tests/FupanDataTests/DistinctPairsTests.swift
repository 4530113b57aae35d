import FupanData
import Testing

/// Pairs are counted as a set of them would be, however they come.
@Suite struct DistinctPairsTests {
  /// Some rows of pairs, their values texts of all lengths or numbers.
  private struct Rows {
    var column: Column
    var groups: [Int32]

    init(count: Int, values: Int, groups: Int, isText: Bool, seed: UInt64) {
      var state = seed
      func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
      }
      column = Column(
        isText ? .text : .integer,
        (0..<count).map { _ in
          let value = next(values)
          if value % 11 == 7 { return .missing }
          if !isText { return .integer(Int64(value) << 20) }
          return .text(value % 3 == 0 ? "a customer of a long name \(value)" : "u\(value)")
        })
      self.groups = (0..<count).map { _ in Int32(next(groups)) }
    }

    /// Every pair once.
    func pairs(_ numbers: [Int32]) -> Set<[Value]> {
      Set(
        groups.indices.filter { column.isValid($0) }.map {
          [.integer(Int64(numbers[Int(groups[$0])])), column.value(at: $0)]
        })
    }
  }

  private static func counts(_ pairs: Set<[Value]>, groups: Int) -> [Int64] {
    var counts = Array(repeating: Int64(0), count: groups)
    for pair in pairs {
      if case .integer(let group) = pair[0] { counts[Int(group)] += 1 }
    }
    return counts
  }

  @Test(arguments: [false, true], [(300, 40), (30_000, 9), (60_000, 100_000)])
  func countsEachPairOnce(isText: Bool, shape: (rows: Int, values: Int)) {
    let groups = 5
    let mapping: [[Int32]] = [[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [2, 2, 0, 1, 6]]
    var total = DistinctPairs()
    var expected: Set<[Value]> = []
    for part in 0..<9 {
      let rows = Rows(
        count: shape.rows / (part % 4 + 1), values: shape.values, groups: groups, isText: isText,
        seed: UInt64(part) + 1)
      var partial = DistinctPairs()
      let half = rows.groups.count / 2
      partial.append(rows.column.slice(0..<half), groups: Array(rows.groups[..<half]))
      partial.append(
        rows.column.slice(half..<rows.groups.count), groups: Array(rows.groups[half...]))
      if part != 4 { partial.seal() }
      total.merge(partial, numbers: mapping[part % 3])
      expected.formUnion(rows.pairs(mapping[part % 3]))
    }
    let parts = total.parts()
    let together = total.counts(groups: 7, parts: 0..<parts)
    #expect(together == DistinctPairsTests.counts(expected, groups: 7))
    let even = total.counts(groups: 7, parts: stride(from: 0, to: parts, by: 2))
    let odd = total.counts(groups: 7, parts: stride(from: 1, to: parts, by: 2))
    #expect(zip(even, odd).map { $0 + $1 } == together)
  }

  @Test(arguments: [false, true])
  func keepsNoMoreThanTwiceWhatIsDistinct(isText: Bool) {
    let rows = Rows(count: 50_000, values: 1 << 30, groups: 3, isText: isText, seed: 9)
    var total = DistinctPairs(mostPairs: 60_000)
    for _ in 0..<6 {
      var partial = DistinctPairs()
      partial.append(rows.column, groups: rows.groups)
      partial.seal()
      total.merge(partial, numbers: [0, 1, 2])
      #expect(total.count <= 120_000)
    }
    let parts = total.parts()
    #expect(
      total.counts(groups: 3, parts: 0..<parts)
        == DistinctPairsTests.counts(rows.pairs([0, 1, 2]), groups: 3))
  }
}
