import FupanData
import FupanDiagnostics
import FupanPlan
import Testing

@testable import FupanEngine

@Suite struct AggregateTests {
  let fields = [Field("k", .text), Field("n", .integer), Field("x", .number)]

  @Test(arguments: RunShape.all)
  func noRowsGiveOneRowWithoutGroupsAndNoneWithThem(shape: RunShape) async throws {
    let empty = Relation.of(fields, [])
    let all: [Aggregation] = [
      Aggregation("c", .count), Aggregation("cn", .count, of: "n"), Aggregation("s", .sum, of: "n"),
      Aggregation("m", .min, of: "k"), Aggregation("d", .countDistinct, of: "k"),
      Aggregation("f", .first, of: "k", order: [SortKey("n")]),
      Aggregation("p", .orderStatistic(numerator: 1, denominator: 2, upper: false), of: "x"),
    ]
    #expect(
      try await shape.rows(empty.aggregated(all, by: [])) == [
        [.integer(0), .integer(0), .missing, .missing, .integer(0), .missing, .missing]
      ])
    #expect(try await shape.rows(empty.aggregated(all, by: ["k"])) == [])
  }

  @Test(arguments: RunShape.all)
  func missingIsAGroupOfItsOwnAndComesLast(shape: RunShape) async throws {
    let input = Relation.of(
      fields,
      [
        [.missing, .integer(1), .missing], [.text("b"), .integer(2), .missing],
        [.text(""), .missing, .missing], [.missing, .integer(4), .missing],
      ])
    let result = try input.aggregated(
      [Aggregation("c", .count), Aggregation("s", .sum, of: "n")], by: ["k"])
    #expect(
      try await shape.rows(result) == [
        [.text(""), .integer(1), .missing], [.text("b"), .integer(1), .integer(2)],
        [.missing, .integer(2), .integer(5)],
      ])
  }

  @Test(arguments: RunShape.all)
  func aSumThatLeavesSixtyFourBitsIsRefusedUnlessItComesBack(shape: RunShape) async throws {
    let back = Relation.of(
      fields, [.max, 1, -1].map { [.text("a"), .integer($0), .missing] })
    #expect(
      try await shape.rows(back.aggregated([Aggregation("s", .sum, of: "n")], by: [])) == [
        [.integer(.max)]
      ])
    let over = Relation.of(fields, [.max, 1].map { [.text("a"), .integer($0), .missing] })
    let problem = await shape.problem(
      try over.aggregated([Aggregation("s", .sum, of: "n")], by: ["k"]))
    #expect(problem?.code == "sum_overflow")
  }

  @Test func aWideSumMayPassThroughMoreThanOneHundredTwentyEightBits() async throws {
    let big = DecimalText.powersOfTen[38] - 1
    let input = Relation.of(
      [Field("w", .wideDecimal(scale: 0))],
      [big, big, -big, -big, 7].map { [.decimal($0, scale: 0)] })
    let sum = try input.aggregated([Aggregation("s", .sum, of: "w")], by: [])
    for shape in RunShape.all {
      #expect(try await shape.rows(sum) == [[.decimal(7, scale: 0)]])
    }
    let over = Relation.of(
      [Field("w", .wideDecimal(scale: 0))], [big, 1].map { [.decimal($0, scale: 0)] })
    let problem = await RunShape.all[0].problem(
      try over.aggregated([Aggregation("s", .sum, of: "w")], by: []))
    #expect(problem?.code == "sum_overflow")
  }

  /// 0.0000000005 rounds away from zero; 0.1 + 0.2 is 0.3 exactly; large numbers take the long way.
  @Test func numbersAreRoundedToNineDigitsBeforeTheyAreAdded() async throws {
    let cases: [([Double], Int128)] = [
      ([0.1, 0.2], 300_000_000), ([0.000_000_000_5], 1), ([-0.000_000_000_5], -1),
      ([0.000_000_000_4], 0), ([2.000_000_000_5], 2_000_000_001),
      ([8312.022_000_000_5], 8_312_022_000_001),
      ([1e20], 100_000 * 1_000_000_000_000_000_000_000_000),
      ([123_456_789.123_456_789], 123_456_789_123_456_790),
    ]
    for (numbers, billionths) in cases {
      let input = Relation.of([Field("x", .number)], numbers.map { [.number($0)] })
      let sum = try input.aggregated([Aggregation("s", .sum, of: "x")], by: [])
      #expect(
        try await RunShape.all[0].rows(sum) == [[.decimal(billionths, scale: 9)]], "\(numbers)")
    }
  }

  /// Positions by integers: of 11 values the 90th percentile is exactly the tenth, of 10 it lies
  /// between the ninth and the tenth.
  @Test(arguments: [(11, 90, 10, 10), (10, 90, 9, 10), (1, 50, 1, 1), (4, 50, 2, 3), (5, 0, 1, 1)])
  func orderStatisticsAreExact(count: Int, percent: Int, low: Int, high: Int) async throws {
    let input = Relation.of(
      [Field("n", .integer)], (1...count).reversed().map { [.integer(Int64($0))] })
    let both = try input.aggregated(
      [false, true].map { upper in
        Aggregation(
          "p\(upper)",
          .orderStatistic(numerator: Int64(percent), denominator: 100, upper: upper), of: "n")
      }, by: [])
    for shape in RunShape.all {
      #expect(
        try await shape.rows(both) == [[.integer(Int64(low)), .integer(Int64(high))]])
    }
  }

  /// Statistics of one column share its values, those of another column between them do not.
  @Test(arguments: RunShape.all)
  func orderStatisticsOfOneColumnShareItsValues(shape: RunShape) async throws {
    let values: [[Value]] = (0..<99).map { (row: Int) -> [Value] in
      let group: Value = .text(row % 3 == 0 ? "a" : "b")
      return [group, .integer(Int64(row * 37 % 99)), .integer(Int64(-row))]
    }
    let input = Relation.of(
      [Field("k", .text), Field("n", .integer), Field("x", .integer)], values)
    let columns = ["n", "x", "n", "n", "x"]
    let statistics = columns.enumerated().map { number, column in
      Aggregation(
        "p\(number)",
        .orderStatistic(
          numerator: Int64(4 - number), denominator: 4, upper: number.isMultiple(of: 2)),
        of: column)
    }
    func expected(_ group: String?) -> [Value] {
      let rows = (0..<99).filter { group == nil || ($0 % 3 == 0) == (group == "a") }
      var expected: [Value] = []
      for (number, column) in columns.enumerated() {
        let sorted = rows.map { column == "n" ? $0 * 37 % 99 : -$0 }.sorted()
        let place = (sorted.count - 1) * (4 - number)
        let isNext = number.isMultiple(of: 2) && place % 4 > 0
        expected.append(.integer(Int64(sorted[place / 4 + (isNext ? 1 : 0)])))
      }
      return expected
    }
    #expect(try await shape.rows(input.aggregated(statistics, by: [])) == [expected(nil)])
    #expect(
      try await shape.rows(input.aggregated(statistics, by: ["k"])) == [
        [.text("a")] + expected("a"), [.text("b")] + expected("b"),
      ])
  }

  @Test func aTieForFirstNamesBothLinesUnlessTheValuesAreEqual() async throws {
    let readers = MemoryReader.readers([
      "a.csv": [
        ["person", "at", "what"], ["u", "2", "x"], ["u", "1", "x"], ["u", "1", "y"],
        ["u", "1", "x"],
      ],
      "b.csv": [["person", "at", "what"], ["u", "1", "x"], ["u", "3", "z"], ["u", "3", "z"]],
    ])
    let scan = MemoryReader.scan(["a.csv", "b.csv"], ["person", "at", "what"])
    func picked(_ function: AggregateFunction, _ ties: TiePolicy = .error) throws -> Relation {
      try scan.aggregated(
        [Aggregation("v", function, of: "what", order: [SortKey("at")], ties: ties)],
        by: ["person"])
    }
    for shape in RunShape.all {
      let problem = await shape.problem(try picked(.first), readers)
      #expect(problem?.code == "tie_in_order", "\(shape)")
      #expect(problem?.place?.file == "a.csv")
      #expect(problem?.lines.prefix(2) == [3, 4], "\(shape)")
      // The two latest rows tie too, but say the same.
      #expect(try await shape.rows(picked(.last), readers) == [[.text("u"), .text("z")]])
      #expect(
        try await shape.rows(picked(.first, .inputOrder), readers) == [[.text("u"), .text("x")]])
    }
  }
}
