import FupanData
import FupanDiagnostics
import FupanPlan
import Testing

@Suite struct WindowTests {
  let readers = MemoryReader.readers([
    "e.csv": [
      ["person", "at", "n"], ["u", "1", "5"], ["v", "1", "1"], ["u", "2", "3"], ["v", "9", "7"],
      ["u", "2", "4"],
      ["u", "3", "9"], ["v", "9", "7"],
    ]
  ])
  let scan = MemoryReader.scan(["e.csv"], ["person", "at", "n"])

  private func window(
    _ kind: WindowFunction.Kind, _ frame: WindowFunction.Frame = .running,
    _ ties: TiePolicy = .error
  ) throws -> Relation {
    try scan.windowed(
      Window(
        partition: ["person"], order: [SortKey("at")], ties: ties,
        functions: [WindowFunction("w", kind, of: "n", frame: frame)]))
  }

  @Test(arguments: RunShape.all)
  func aTieThatChangesAResultNamesBothLines(shape: RunShape) async throws {
    let kinds: [WindowFunction.Kind] = [
      .rowNumber, .lag(1), .lead(1), .ntile(2), .lastValue, .count,
    ]
    for kind in kinds {
      let problem = await shape.problem(try window(kind), readers)
      #expect(problem?.code == "tie_in_order", "\(kind)")
      #expect(problem?.lines.prefix(2) == [4, 6], "\(kind) \(shape)")
      #expect(try await shape.rows(window(kind, .running, .inputOrder), readers).count == 7)
    }
  }

  /// The two tied rows of u do not exceed what went before; those of v are the same row twice.
  @Test(arguments: RunShape.all)
  func aTieThatChangesNothingIsNone(shape: RunShape) async throws {
    for frame in [WindowFunction.Frame.running, .runningExclusive, .partition] {
      #expect(await shape.problem(try window(.max, frame), readers) == nil, "\(frame)")
    }
    #expect(await shape.problem(try window(.rank), readers) == nil)
    #expect(await shape.problem(try window(.denseRank), readers) == nil)
    #expect(await shape.problem(try window(.count, .partition), readers) == nil)
    #expect(await shape.problem(try window(.firstValue, .partition), readers) == nil)
    #expect(await shape.problem(try window(.min), readers)?.lines.prefix(2) == [4, 6])
    #expect(
      try await shape.rows(window(.max), readers).map { $0[3] }
        == ["5", "5", "5", "9", "1", "7", "7"].map { .text($0) })
  }

  @Test(arguments: RunShape.all)
  func theEarliestTieIsReportedWhicheverPartitionItIsIn(shape: RunShape) async throws {
    let rows = (0..<40).map { ["p\(39 - $0 % 20)", "1", "\($0)"] }
    let many = MemoryReader.readers(["e.csv": [["person", "at", "n"]] + rows])
    let problem = await shape.problem(try window(.rowNumber), many)
    #expect(problem?.lines.prefix(2) == [2, 22])
  }

  @Test(arguments: RunShape.all)
  func dedupeKeepsTheFirstAndFallsOnTies(shape: RunShape) async throws {
    func deduplicated(_ ties: TiePolicy) throws -> Relation {
      try scan.deduplicated(by: ["person"], order: [SortKey("at", .descending)], ties: ties)
    }
    #expect(
      try await shape.rows(deduplicated(.error), readers) == [
        [.text("u"), .text("3"), .text("9")], [.text("v"), .text("9"), .text("7")],
      ])
    let nearer = try scan.keeping("at < '3'").deduplicated(
      by: ["person"], order: [SortKey("at", .descending)], ties: .error)
    #expect(await shape.problem(nearer, readers)?.lines.prefix(2) == [4, 6])
  }

  @Test(arguments: RunShape.all)
  func aRunningSumThatDoesNotFitNamesItsLine(shape: RunShape) async throws {
    let big = MemoryReader.readers([
      "e.csv": [
        ["person", "at", "n"], ["u", "1", "9223372036854775807"], ["u", "2", "0"], ["u", "3", "1"],
      ]
    ])
    let numbers = try scan.deriving("i", "cast(n as integer)")
    let sums = try numbers.windowed(
      Window(
        partition: ["person"], order: [SortKey("at")],
        functions: [WindowFunction("s", .sum, of: "i", frame: .running)]))
    let problem = await shape.problem(sums, big)
    #expect(problem?.code == "sum_overflow")
    #expect(problem?.place?.line == 4)
  }

  @Test(arguments: RunShape.all)
  func windowsOverNoRowsAndOnlyMissingValuesHoldNothing(shape: RunShape) async throws {
    let fields = [Field("k", .text), Field("n", .integer)]
    let functions = [
      WindowFunction("r", .rowNumber), WindowFunction("s", .sum, of: "n", frame: .running),
      WindowFunction("l", .lag(1), of: "n"), WindowFunction("f", .firstValue, of: "n"),
      WindowFunction("c", .count, of: "n"),
    ]
    let window = Window(partition: ["k"], order: [SortKey("n")], functions: functions)
    #expect(try await shape.rows(Relation.of(fields, []).windowed(window)) == [])
    let missing = Relation.of(fields, [[.missing, .missing], [.missing, .missing]])
    #expect(
      try await shape.rows(missing.windowed(window))
        == [1, 2].map {
          [.missing, .missing, .integer($0), .missing, .missing, .missing, .integer(0)]
        })
  }
}
