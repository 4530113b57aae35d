import FupanData
import FupanDiagnostics
import FupanEngine
import FupanPlan
import Synchronization
import Testing

@Suite struct RunTests {
  let numbers = Relation.of(
    [Field("n", .integer)], (0..<100).map { $0 % 10 == 3 ? [.missing] : [.integer($0)] })

  @Test(arguments: RunShape.all)
  func everyStepAccountsForItsRows(shape: RunShape) async throws {
    let plan = try numbers.keeping("n < 50").sorted([SortKey("n", .descending)]).limited(7)
    let result = try await shape.run(plan)
    let kinds = result.nodes.map(\.kind)
    #expect(Set(kinds) == [.values, .filter, .sort, .limit])
    let filter = result.nodes.first { $0.kind == .filter }?.counts
    #expect(filter?.rowsIn == 100 && filter?.rowsOut == 45)
    #expect(filter?.dropped == 55 && filter?.conditionMissing == 10)
    let limit = result.nodes.first { $0.kind == .limit }?.counts
    #expect(limit?.rowsIn == 45 && limit?.rowsOut == 7 && limit?.dropped == 38)
    #expect(result.nodes.allSatisfy { $0.isClosed })
    #expect(result.tables["result"]?.rows.first == [.integer(49)])
  }

  /// A finish is run once although two fragments read it, and a fragment that nobody asked for is
  /// not among the tables.
  @Test(arguments: RunShape.all)
  func aSharedFragmentIsComputedOnce(shape: RunShape) async throws {
    let box = CountedFinish()
    let finish = Finish("twice", schema: Schema([Field("m", .integer)])) { table in
      box.add()
      return Table(
        Schema([Field("m", .integer)]),
        rows: (table.values("n") ?? []).map { value in
          if case .integer(let number) = value { [.integer(number * 2)] } else { [.missing] }
        })
    }
    let shared = numbers.finished(finish, named: "numbers.twice")
    let program = Program(results: [
      Fragment("small", try shared.keeping("m < 6")),
      Fragment("large", try shared.keeping("m > 190")),
    ])
    let result = try await shape.engine.run(program)
    #expect(box.count == 1)
    #expect(result.results == ["small", "large"])
    #expect(result.tables["small"]?.rows == [[.integer(0)], [.integer(2)], [.integer(4)]])
    #expect(result.tables["large"]?.count == 4)
    #expect(result.tables["numbers.twice"] == nil)
    #expect(result.fragments.map(\.name) == ["numbers.twice", "small", "large"])
  }

  @Test func aFinishRefusesMoreRowsThanItTakes() async throws {
    let one = Column.integer(FixedColumn(Array(repeating: 1, count: Finish.maximumRows + 1)))
    let schema = Schema([Field("n", .integer)])
    let big = Relation(
      Table(schema, [Batch(schema, [one], count: one.count)]), origin: Origin("values"))
    let finish = Finish("none", schema: schema) { table in table }
    let problem = await RunShape.all[2].problem(big.finished(finish, named: "big"))
    #expect(problem?.code == "finish_too_large")
  }

  @Test(arguments: RunShape.all)
  func windowsOverOneOrderGiveWhatSeparateOnesGive(shape: RunShape) async throws {
    var plan = RandomPlan(seed: 99)
    let table = plan.table(rows: 80, prefix: "")
    let window = { (name: String, kind: WindowFunction.Kind) in
      Window(
        partition: ["key"], order: [SortKey("at"), SortKey("id")], ties: .inputOrder,
        functions: [WindowFunction(name, kind, of: "group", frame: .running)])
    }
    let chained = try table.windowed(window("a", .max)).windowed(window("b", .lag(1)))
      .sorted([SortKey("key"), SortKey("at")])
    #expect(try await shape.rows(chained) == NaiveInterpreter().rows(chained))
  }

  /// Workers sort parts of the rows: one whose texts share more than those of the other, one without
  /// and one with missing values.
  @Test(arguments: RunShape.all)
  func partsOfRowsAreSortedAlike(shape: RunShape) async throws {
    var values: [[Value]] = []
    for row in 0..<32 { values.append([.text("p1\(41 - row)"), .integer(Int64(row))]) }
    for row in 32..<64 {
      let name = row % 2 == 0 ? "p115" : "p2\(row)"
      values.append([.text(name), row % 3 == 0 ? .missing : .integer(Int64(row - 50))])
    }
    let rows = Relation.of([Field("name", .text), Field("n", .integer)], values)
    for key in ["name", "n"] {
      let sorted = rows.sorted([SortKey(key)])
      #expect(try await shape.rows(sorted) == NaiveInterpreter().rows(sorted))
    }
  }

  @Test func aCancelledRunEnds() async throws {
    let plan = numbers.sorted([SortKey("n")])
    let task = Task {
      try? await Task.sleep(for: .seconds(60))
      return try await RunShape.all[0].rows(plan)
    }
    task.cancel()
    await #expect(throws: CancellationError.self) { try await task.value }
  }

  @Test func progressIsToldAndEveryMessageHasItsPlaceInTheList() async throws {
    let seen = Mutex<[RunProgress]>([])
    var options = EngineOptions(threads: 2, batchRows: 2)
    options.progress = { progress in seen.withLock { $0.append(progress) } }
    let engine = Engine(options: options, readers: MemoryReader.readers([:]))
    _ = try await engine.run(Program(results: [Fragment("result", numbers)]))
    #expect(seen.withLock { $0.last } == RunProgress(fragment: "result", rows: 100))
    let codes = Message.engine.map(\.code)
    #expect(codes == codes.sorted() && Set(codes).count == codes.count)
  }
}

/// Counts how often something was done.
final class CountedFinish: Sendable {
  private let value = Atomic(0)

  func add() { value.add(1, ordering: .relaxed) }

  var count: Int { value.load(ordering: .relaxed) }
}
