import FupanData
import FupanDiagnostics
import FupanPlan
import Testing

@Suite struct JoinTests {
  let readers = MemoryReader.readers([
    "l.csv": [["k", "n"], ["a", "1"], ["b", "2"], [nil, "3"], ["c", "4"], ["b", "5"]],
    "r.csv": [["key", "v"], ["c", "C"], ["x", "X"], [nil, "N"], ["b", "B"]],
    "d.csv": [
      ["key", "v"], ["x", "X"], ["b", "B1"], ["c", "C1"], ["c", "C2"], ["b", "B2"], ["b", "B3"],
    ],
  ])
  let left = MemoryReader.scan(["l.csv"], ["k", "n"])

  private func join(
    _ kind: Join.Kind, _ matches: Join.Matches = .one, to file: String = "r.csv"
  ) throws -> Relation {
    let right = MemoryReader.scan([file], ["key", "v"])
    return try left.joined(
      right, Join(kind, on: [.init(left: "k", right: "key")], matches: matches))
  }

  private func texts(_ rows: [[Value]]) -> [String] {
    rows.map { row in row.map { $0.text ?? "-" }.joined(separator: " ") }
  }

  @Test(arguments: RunShape.all)
  func everyKindKeepsWhatItSays(shape: RunShape) async throws {
    let expected: [(Join.Kind, [String])] = [
      (.left, ["a 1 -", "b 2 B", "- 3 -", "c 4 C", "b 5 B"]),
      (.inner, ["b 2 B", "c 4 C", "b 5 B"]),
      (.full, ["a 1 -", "b 2 B", "- 3 -", "c 4 C", "b 5 B", "x - X", "- - N"]),
      (.semi, ["b 2", "c 4", "b 5"]), (.anti, ["a 1", "- 3"]),
    ]
    for (kind, rows) in expected {
      let result = try await shape.run(join(kind), readers)
      #expect(texts(result.tables["result"]?.rows ?? []) == rows, "\(kind) \(shape)")
      let counts = result.nodes.first { $0.kind == .join }?.counts
      #expect(counts?.rowsIn == 5 && counts?.rightRows == 4)
      #expect(counts?.rowsOut == rows.count)
      #expect(counts?.unmatchedLeft == 2, "\(kind) \(shape)")
      #expect(counts?.unmatchedRight == 2, "\(kind) \(shape)")
    }
  }

  @Test(arguments: RunShape.all)
  func aSecondMatchIsRefusedWithCountAndLines(shape: RunShape) async throws {
    for kind in Join.Kind.allCases {
      let problem = await shape.problem(try join(kind, to: "d.csv"), readers)
      #expect(problem?.code == "join_matches_many", "\(kind)")
      // The left row on line 3 finds the right rows on lines 3, 6 and 7.
      #expect(problem?.place == Place(file: "l.csv", line: 3, column: 1))
      #expect(problem?.lines.prefix(3) == [3, 3, 6])
      #expect(problem?.facts.contains(Fact("count", .integer(3))) == true)
      #expect(problem?.facts.contains(Fact("columns", .list(["k"]))) == true)
    }
    let many = try await shape.rows(join(.inner, .many, to: "d.csv"), readers)
    #expect(
      texts(many) == [
        "b 2 B1", "b 2 B2", "b 2 B3", "c 4 C1", "c 4 C2", "b 5 B1", "b 5 B2", "b 5 B3",
      ])
  }

  @Test(arguments: RunShape.all)
  func anEmptySideIsNoTrouble(shape: RunShape) async throws {
    let fields = [Field("k", .integer), Field("n", .integer)]
    let rows: [[Value]] = [[.integer(1), .integer(2)]]
    func joined(_ kind: Join.Kind, _ left: [[Value]], _ right: [[Value]]) throws -> Relation {
      let other = Relation.of([Field("k", .integer), Field("m", .integer)], right)
      return try Relation.of(fields, left).joined(
        other, Join(kind, on: [.init(left: "k", right: "k")]))
    }
    #expect(
      try await shape.rows(joined(.left, rows, [])) == [[.integer(1), .integer(2), .missing]])
    #expect(try await shape.rows(joined(.inner, rows, [])) == [])
    #expect(
      try await shape.rows(joined(.full, [], rows)) == [[.integer(1), .missing, .integer(2)]])
    #expect(try await shape.rows(joined(.anti, rows, [])) == rows)
    #expect(try await shape.rows(joined(.semi, [], rows)) == [])
  }

  /// The row on line 4 finds two; a step before the join refuses line 6, one behind it line 3.
  @Test(arguments: RunShape.all)
  func theEarliestRowThatFailsIsToldWhicheverStepRefusesIt(shape: RunShape) async throws {
    let files = MemoryReader.readers([
      "a.csv": [
        ["k", "n"], ["a", "1"], ["c", "2"], ["b", "3"], ["c", "4"], ["a", "x"], ["b", "y"],
      ],
      "d.csv": [["key", "v"], ["b", "1"], ["c", "2"], ["b", "3"]],
    ])
    func steps(_ before: String, _ behind: String) throws -> Relation {
      try MemoryReader.scan(["a.csv"], ["k", "n"]).deriving("i", before)
        .joined(
          MemoryReader.scan(["d.csv"], ["key", "v"]),
          Join(.left, on: [.init(left: "k", right: "key")])
        ).deriving("j", behind)
    }
    let cast = "cast(n as integer)"
    let early = try steps(cast, "cast(case when n = '2' then 'x' else '1' end as integer)")
    #expect(await shape.problem(early, files)?.place?.line == 3, "\(shape)")
    let late = try steps(cast, "cast(case when n = '4' then 'x' else '1' end as integer)")
    #expect(await shape.problem(late, files)?.code == "join_matches_many", "\(shape)")
    #expect(await shape.problem(late, files)?.lines.prefix(3) == [4, 2, 4], "\(shape)")
    let before = try steps("cast(case when n = '2' then 'x' else '1' end as integer)", "i + 1")
    #expect(await shape.problem(before, files)?.code == "cast_failed", "\(shape)")
    #expect(await shape.problem(before, files)?.place?.line == 3, "\(shape)")
  }

  /// A row that cannot go on behind rows that all find one.
  @Test(arguments: RunShape.all)
  func aProblemBehindAllJoinedRowsIsTold(shape: RunShape) async throws {
    let files = MemoryReader.readers([
      "a.csv": [["k"], ["1"], ["2"], ["3"], ["x"]], "d.csv": [["key"], ["1"], ["2"]],
    ])
    for kind in Join.Kind.allCases {
      let joined = try MemoryReader.scan(["a.csv"], ["k"]).deriving("i", "cast(k as integer)")
        .joined(
          MemoryReader.scan(["d.csv"], ["key"]), Join(kind, on: [.init(left: "k", right: "key")]))
      #expect(await shape.problem(joined, files)?.place?.line == 5, "\(kind) \(shape)")
    }
  }

  /// A left column that nobody needs may be called as a key of the right side.
  @Test func pruningKeepsApartWhatOnlySharesAName() async throws {
    let left = Relation.of(
      [Field("id", .integer), Field("key", .text)], [[.integer(1), .text("x")]])
    let right = Relation.of(
      [Field("key", .integer), Field("v", .text)], [[.integer(1), .text("y")]])
    let joined = try left.joined(right, Join(.left, on: [.init(left: "id", right: "key")]))
      .selected(["v"])
    #expect(try await RunShape.all[0].rows(joined) == [[.text("y")]])
  }
}
