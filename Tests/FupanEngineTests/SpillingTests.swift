import Foundation
import FupanData
import FupanDiagnostics
import FupanEngine
import FupanPlan
import Testing

/// Rows for which memory has no room wait on the disk, and nobody can tell.
struct SpillingTests {
  /// 40,000 rows: many keys that repeat, in no order, some of them missing.
  private static let rows = Relation(
    Table(
      Schema([
        Field("person", .text), Field("channel", .text), Field("amount", .decimal(scale: 2)),
        Field("at", .timestamp),
      ]),
      rows: (0..<40_000).map { row -> [Value] in
        let mixed = row &* 7_919 % 40_009
        return [
          mixed % 97 == 0 ? .missing : .text("p\(mixed % 9_001)"), .text("c\(mixed % 7)"),
          .decimal(Int128(mixed % 1_000), scale: 2), .timestamp(Int64(row &* 31 % 40_000)),
        ]
      }), origin: Origin("values"))

  private static func plans() throws -> [(name: String, relation: Relation)] {
    let rows = SpillingTests.rows
    let sorted = rows.sorted([
      SortKey("channel", .descending, nulls: .first), SortKey("person"),
    ])
    let groups = try rows.aggregated(
      [
        Aggregation("rows", .count), Aggregation("paid", .sum, of: "amount"),
        Aggregation("channels", .countDistinct, of: "channel"),
        Aggregation(
          "middle", .orderStatistic(numerator: 1, denominator: 2, upper: false), of: "amount"),
      ], by: ["person"])
    let numbered = try rows.windowed(
      Window(
        partition: ["person"], order: [SortKey("at")],
        ties: .inputOrder,
        functions: [
          WindowFunction("n", .rowNumber), WindowFunction("paid", .sum, of: "amount"),
        ]))
    return [("sort", sorted), ("aggregate", groups), ("window", numbered)]
  }

  /// 9,000 rows, most persons twice, with some that nobody has and some without a person.
  private static let notes = Relation(
    Table(
      Schema([Field("who", .text), Field("note", .text), Field("rank", .integer)]),
      rows: (0..<9_000).map { row -> [Value] in
        let mixed = row &* 3_571 % 9_011
        return [
          mixed % 31 == 0 ? .missing : .text("p\(mixed % 4_500 * 3)"), .text("n\(mixed % 13)"),
          .integer(Int64(row)),
        ]
      }), origin: Origin("values"))

  private static func joins() throws -> [(name: String, relation: Relation)] {
    let first = try notes.keeping("who is not missing and rank < 4400")
    let persons = try first.aggregated(
      [
        Aggregation("notes", .count), Aggregation("note", .first, of: "note", ties: .inputOrder),
      ], by: ["who"])
    let on = [Join.Pair(left: "person", right: "who")]
    return try Join.Kind.allCases.flatMap { kind in
      [
        ("\(kind) one", try rows.joined(persons, Join(kind, on: on))),
        ("\(kind) many", try rows.joined(notes, Join(kind, on: on, matches: .many))),
      ]
    }
  }

  /// Rows and counts of a join and what follows it are those of the join in memory.
  @Test(arguments: [1, 300_000])
  func joinsGiveTheSameRowsAndCounts(maxMemory: Int) async throws {
    for (name, relation) in try SpillingTests.joins() {
      let counted = try relation.aggregated(
        [Aggregation("rows", .count), Aggregation("paid", .sum, of: "amount")], by: ["channel"])
      for relation in [relation, counted] {
        let expected = try await result(relation) { _ in }
        let found = try await result(relation) { $0.maxMemory = maxMemory }
        #expect(found.tables["result"]?.rows == expected.tables["result"]?.rows, "\(name)")
        for (node, other) in zip(found.nodes, expected.nodes) {
          #expect(node.counts == other.counts, "\(name): \(node.kind)")
        }
      }
    }
  }

  /// One partition of all rows, seven large ones, and many small ones; many rows tied, or none.
  @Test(arguments: [[], ["channel"], ["person"]])
  func aPartitionWithoutRoomIsCut(partition: [String]) async throws {
    let frames: [WindowFunction.Frame] = [.partition, .running, .runningExclusive]
    let kinds: [(WindowFunction.Kind, String?)] = [
      (.rowNumber, nil), (.rank, nil), (.denseRank, nil), (.ntile(7), nil), (.lag(1), "person"),
      (.lag(900), "at"), (.lead(2), "amount"), (.firstValue, "person"), (.lastValue, "person"),
      (.min, "person"), (.max, "amount"), (.sum, "amount"), (.count, nil),
      (.count, "person"),
    ]
    var functions: [WindowFunction] = []
    for (kind, column) in kinds {
      for frame in frames {
        functions.append(WindowFunction("f\(functions.count)", kind, of: column, frame: frame))
      }
    }
    for order in [[], [SortKey("at")], [SortKey("amount", .descending, nulls: .first)]] {
      let relation = try SpillingTests.rows.windowed(
        Window(
          partition: partition, order: order,
          ties: order.map(\.column) == ["at"] ? .error : .inputOrder,
          functions: functions))
      let expected = try await run(relation) { _ in }
      for threads in [1, 3] {
        let found = try await run(relation) {
          $0.maxMemory = 1
          $0.threads = threads
        }
        #expect(found == expected, "\(partition) \(order) \(threads)")
      }
    }
  }

  /// Persons are numbered over all rows, and what follows by channel does not miss that rows of a
  /// channel no longer stand together.
  @Test func whatFollowsACutPartitionSeesAllOfIt() async throws {
    func window(_ name: String, _ kind: WindowFunction.Kind) -> Window {
      Window(
        partition: ["channel"], order: [SortKey("at")], ties: .inputOrder,
        functions: [WindowFunction(name, kind, of: "amount", frame: .running)])
    }
    let relation = try SpillingTests.rows.windowed(window("paid", .sum))
      .windowed(window("most", .max)).aggregated(
        [Aggregation("rows", .count), Aggregation("paid", .max, of: "paid")], by: ["channel"])
    let expected = try await run(relation) { _ in }
    #expect(try await run(relation) { $0.maxMemory = 1 } == expected)
    #expect(expected.count == 7)
  }

  /// What follows a window by the same person stays together through a join of all persons.
  @Test func groupsStayTogetherThroughAJoin() async throws {
    let relation = try SpillingTests.plans()[2].relation
      .joined(
        SpillingTests.notes,
        Join(.left, on: [.init(left: "person", right: "who")], matches: .many)
      ).windowed(
        Window(
          partition: ["person"], order: [SortKey("rank"), SortKey("n")], ties: .inputOrder,
          functions: [WindowFunction("m", .sum, of: "n", frame: .running)]))
    let expected = try await run(relation) { _ in }
    #expect(try await run(relation) { $0.maxMemory = 1 } == expected)
    #expect(expected.count > 40_000)
  }

  @Test func aSecondMatchIsTheOneThatTheJoinInMemoryTells() async throws {
    let relation = try SpillingTests.rows.joined(
      SpillingTests.notes, Join(.inner, on: [.init(left: "person", right: "who")]))
    func problem(_ maxMemory: Int) async -> Diagnostic? {
      let problems = await #expect(throws: Problems.self) {
        try await run(relation) { $0.maxMemory = maxMemory }
      }
      return problems?.first
    }
    let told = await problem(1 << 30)
    #expect(told?.code == "join_matches_many")
    let other = await problem(1)
    #expect(other?.facts == told?.facts)
    #expect(other?.place == told?.place)
  }

  private func run(_ relation: Relation, _ change: (inout EngineOptions) -> Void) async throws
    -> [[Value]]
  {
    try await result(relation, change).tables["result"]?.rows ?? []
  }

  private func result(
    _ relation: Relation, _ change: (inout EngineOptions) -> Void
  ) async throws -> RunResult {
    var options = EngineOptions(threads: 2, batchRows: 512)
    change(&options)
    return try await Engine(options: options).run(
      Program(results: [Fragment("result", relation)]))
  }

  @Test(arguments: [1, 100_000, 1_000_000])
  func whatWaitsOnTheDiskDoesNotShow(maxMemory: Int) async throws {
    for (name, relation) in try SpillingTests.plans() {
      let expected = try await run(relation) { _ in }
      let found = try await run(relation) { $0.maxMemory = maxMemory }
      #expect(expected.count > 5_000)
      #expect(found == expected, "\(name) in \(maxMemory) bytes")
    }
  }

  /// Of two groups with a tie the one of which a row was read first is told, wherever its rows wait.
  @Test func theEarliestTieIsTold() async throws {
    var lines: [[String?]] = (2..<6_000).map { line in ["p\(9_000 - line)", "\(line)", "a\(line)"] }
    // On the lines 50 and 5000, and on 2000 and 4000.
    for (line, earlier) in [(5_000, 50), (4_000, 2_000)] {
      lines[line - 2] = [lines[earlier - 2][0], lines[earlier - 2][1], "b"]
    }
    let readers = MemoryReader.readers(["a.csv": [["who", "at", "v"]] + lines])
    let scan = MemoryReader.scan(["a.csv"], ["who", "at", "v"])
    func first(_ ties: TiePolicy) throws -> Relation {
      try scan.aggregated(
        [Aggregation("v", .first, of: "v", order: [SortKey("at")], ties: ties)], by: ["who"])
    }
    for maxMemory in [1, 1 << 30] {
      var options = EngineOptions(threads: 2, batchRows: 128, chunkBytes: 128)
      options.maxMemory = maxMemory
      let engine = Engine(options: options, readers: readers)
      let problems = await #expect(throws: Problems.self) {
        try await engine.run(Program(results: [Fragment("result", try first(.error))]))
      }
      #expect(problems?.first.code == "tie_in_order")
      #expect(problems?.first.lines.prefix(2) == [50, 5_000])
      let rows = try await engine.run(
        Program(results: [Fragment("result", try first(.inputOrder))]))
      #expect(rows.tables["result"]?.count == 5_996)
    }
  }

  /// Where a tie would be an error and there is none.
  @Test func firstValuesWithoutATieWaitOnTheDiskToo() async throws {
    let relation = try SpillingTests.rows.aggregated(
      [
        Aggregation("first", .first, of: "channel", order: [SortKey("at")], ties: .error),
        Aggregation("last", .last, of: "amount", order: [SortKey("at")], ties: .error),
      ], by: ["person"])
    let expected = try await run(relation) { _ in }
    #expect(try await run(relation) { $0.maxMemory = 1 } == expected)
    #expect(expected.count > 5_000)
  }

  @Test func nothingIsLeftBehind() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (_, relation) in try SpillingTests.plans() {
      _ = try await run(relation) {
        $0.maxMemory = 1
        $0.spillFolder = folder.path
      }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  @Test func aFullDiskIsSaidWithTheWayOut() async throws {
    let relation = try SpillingTests.plans()[0].relation
    let problem = await #expect(throws: Problems.self) {
      try await run(relation) {
        $0.maxMemory = 1
        $0.maxDisk = 100_000
      }
    }
    let diagnostic = try #require(problem?.first)
    #expect(diagnostic.code == "spill_full")
    #expect(diagnostic.message.exit == .ioError)
    #expect(diagnostic.facts.contains { $0.name == "free" })
  }

  /// Eight sorts one after the other, each of which needs the rows of the one before: together they
  /// write more than there is room for.
  @Test func roomOnTheDiskIsUsedAgain() async throws {
    var relation = SpillingTests.rows
    for number in 0..<8 {
      let keys = number % 2 == 0 ? ["at", "amount"] : ["person", "at"]
      let sorted = relation.sorted(keys.map { SortKey($0) })
      relation = Relation(
        scanning: Fragment("sorted \(number)", sorted), origin: Origin("from"))
    }
    let expected = try await run(relation) { _ in }
    let found = try await run(relation) {
      $0.maxMemory = 1
      $0.maxDisk = 6_000_000
    }
    #expect(found == expected)
    await #expect(throws: Problems.self) {
      try await run(relation) {
        $0.maxMemory = 1
        $0.maxDisk = 1_000_000
      }
    }
  }

  @Test func aFolderThatIsNotThereIsSaid() async throws {
    let relation = try SpillingTests.plans()[0].relation
    let problem = await #expect(throws: Problems.self) {
      try await run(relation) {
        $0.maxMemory = 1
        $0.spillFolder = "/nowhere/at/all"
      }
    }
    #expect(problem?.first.code == "spill_failed")
  }

  @Test func whatFitsNeedsNoDisk() async throws {
    let relation = try SpillingTests.plans()[1].relation
    let rows = try await run(relation) { $0.spillFolder = "/nowhere/at/all" }
    #expect(rows.count > 5_000)
  }

  @Test(arguments: [
    ("512MB", 512_000_000), ("2GB", 2_000_000_000), ("1.5GiB", 1_610_612_736), ("4k", 4_000),
    ("10B", 10), ("0.25mb", 250_000),
  ])
  func sizesAreReadAsPeopleWriteThem(text: String, bytes: Int) {
    #expect(ByteSize(text)?.bytes == bytes)
  }

  @Test(arguments: [
    "", "MB", "512", "1,5GB", "-1MB", "1.MB", ".5MB", "99999999999999TB", "5 MB", "五MB",
  ])
  func whatIsNoSizeIsRefused(text: String) { #expect(ByteSize(text) == nil) }

  @Test(arguments: [
    (0, "0 B"), (999, "999 B"), (1_000, "1 KB"), (1_550_000, "1.5 MB"), (512_000_000, "512 MB"),
    (25_000_000_000, "25 GB"),
  ])
  func sizesAreShownShort(bytes: Int, text: String) {
    #expect(ByteSize(bytes: bytes).description == text)
  }
}
