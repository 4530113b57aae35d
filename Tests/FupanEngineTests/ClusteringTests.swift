import FupanData
import FupanDiagnostics
import FupanEngine
import FupanPlan
import Testing

/// Rows that several analyses group alike are put together once, and nobody can tell.
@Suite struct ClusteringTests {
  let scan = MemoryReader.scan(["a.csv"], ["k", "n", "x", "y"])

  private func numbered(_ input: Relation, by: [String], order: String) throws -> Relation {
    try input.windowed(
      Window(
        partition: by, order: [SortKey(order)], ties: .inputOrder,
        functions: [WindowFunction("w", .rowNumber)]))
  }

  private func clustering(_ readers: (Relation) throws -> [Relation]) throws -> Clustering? {
    let relations = try readers(scan.shared(as: "events"))
    let results = relations.enumerated().map { Fragment("r\($0.offset)", $0.element) }
    return Program(results: results).rewritten().clusterings["events"]
  }

  @Test func servesWindowsAndAggregatesByTheSameColumns() throws {
    let found = try clustering { events in
      let renamed = try events.projected([
        Projection(keeping: Field("k", .text), as: "who"),
        Projection(keeping: Field("n", .text), as: "at"),
      ])
      return [
        try numbered(events.keeping("x = 'a'"), by: ["k"], order: "n"),
        try numbered(renamed, by: ["who"], order: "at"),
        try events.aggregated([Aggregation("c", .count)], by: ["k", "x"]),
        try events.aggregated([Aggregation("c", .count)], by: []),
      ]
    }
    #expect(found?.by == ["k"])
    #expect(found?.order.map(\.column) == ["n"])
  }

  @Test func ordersOnlyByWhatNoWindowLeavesToTheInput() throws {
    let found = try clustering { events in
      [try numbered(events, by: ["k"], order: "n"), try numbered(events, by: ["k"], order: "y")]
    }
    #expect(found?.by == ["k"])
    #expect(found?.order.isEmpty == true)
  }

  @Test func isLeftAloneWhereTheOrderShows() throws {
    let shows: [(Relation) throws -> Relation] = [
      { $0 }, { try $0.keeping("x = 'a'") }, { $0.limited(2) }, { $0.sorted([SortKey("x")]) },
      { try numbered($0, by: ["x"], order: "n") },
      { try $0.deriving("i", "cast(n as integer)").aggregated([Aggregation("c", .count)], by: []) },
      {
        try $0.aggregated([Aggregation("f", .first, of: "x", order: [SortKey("n")])], by: ["k"])
      },
      { try numbered(try Relation.union([$0, $0], origin: $0.origin), by: ["k"], order: "n") },
    ]
    for show in shows {
      let found = try clustering { events in
        [
          try numbered(events, by: ["k"], order: "n"),
          try numbered(events, by: ["k", "x"], order: "n"), try show(events),
        ]
      }
      #expect(found == nil)
    }
    #expect(try clustering { [try numbered($0, by: ["k"], order: "n")] } == nil)
  }

  /// The same rows in the same order as without it, however the run is cut.
  @Test(arguments: RunShape.all)
  func changesNoResult(shape: RunShape) async throws {
    var state: UInt64 = 11
    func random(_ bound: UInt64) -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (state >> 33) % bound
    }
    let rows: [[String?]] = (0..<300).map { row in
      [
        random(10) == 0 ? nil : "k\(random(9))", random(12) == 0 ? nil : "\(random(5))",
        ["a", "b"][Int(random(2))], "\(row)",
      ]
    }
    let readers = MemoryReader.readers(["a.csv": [["k", "n", "x", "y"]] + rows])
    let events = scan.shared(as: "events")
    let results = [
      Fragment("numbered", try numbered(events.keeping("x = 'a'"), by: ["k"], order: "n")),
      Fragment("both", try numbered(events, by: ["k", "x"], order: "n")),
      Fragment(
        "counted",
        try events.aggregated(
          [Aggregation("c", .count), Aggregation("least", .min, of: "y")], by: ["k", "x"])),
      Fragment(
        "again",
        try numbered(events, by: ["k"], order: "n").deriving("even", "w = 2 or w = 4")
          .aggregated([Aggregation("c", .count)], by: ["even", "k"])),
    ]
    #expect(Program(results: results).rewritten().clusterings["events"] != nil)
    var plain = shape
    plain.isRewriting = false
    let found = try await shape.engine(readers).run(Program(results: results)).tables
    let expected = try await plain.engine(readers).run(Program(results: results)).tables
    for result in results {
      #expect(found[result.name]?.rows == expected[result.name]?.rows, "\(result.name)")
    }
  }
}
