import FupanData
import FupanDiagnostics
import FupanEngine
import FupanPlan
import Testing

@Suite struct CheckTests {
  let readers = MemoryReader.readers([
    "a.csv": [["k", "n"], ["x", "1"], ["y", "?"], ["z", nil], ["broken", "4"], ["w", "-5"]],
    "b.csv": [["k", "n"], ["v", "!"], ["u", "7"]],
  ])
  let scan = MemoryReader.scan(["a.csv", "b.csv"], ["k", "n"])

  private func checked(
    _ onError: OnError, _ rule: OnError = .reject, _ condition: String = "n is missing or n > 0"
  ) throws -> Relation {
    let read = scan.checked(
      Check(conversions: [Conversion("n", .integer, onError: onError)], rules: []))
    let rule = try read.rule(condition, rule, columns: ["n"])
    return scan.checked(
      Check(conversions: [Conversion("n", .integer, onError: onError)], rules: [rule]))
  }

  @Test(arguments: RunShape.all)
  func rejectedRowsAreNamedInTheOrderOfFilesAndLines(shape: RunShape) async throws {
    let result = try await shape.run(checked(.reject), readers)
    #expect(
      result.tables["result"]?.rows == [
        [.text("x"), .integer(1)], [.text("z"), .missing], [.text("u"), .integer(7)],
      ])
    #expect(
      result.rejections.map { "\($0.file):\($0.line) \($0.diagnostic.code) \($0.stage)" } == [
        "0:3 no_number read_csv", "0:5 broken read", "0:6 rule_broken read_csv",
        "1:2 no_number read_csv",
      ])
    #expect(
      result.rejections.map { String(decoding: $0.value, as: UTF8.self) } == ["?", "", "-5", "!"])
    #expect(result.rejections.map(\.column) == ["n", nil, "n", "n"])
    #expect(result.rejections[0].diagnostic.place == Place(file: "a.csv", line: 3, column: 1))
    #expect(result.files.map(\.path) == ["a.csv", "b.csv"])
    #expect(result.files.map(\.account.records) == [5, 2])
    #expect(result.files.map(\.account.read) == [4, 2])
    let check = result.nodes.first { $0.kind == .check }?.counts
    #expect(check?.rowsIn == 6 && check?.rowsOut == 3 && check?.rejected == 3)
  }

  /// Two cells and a rule are wrong on line 3: the row is one rejection, for the first of them.
  @Test(arguments: RunShape.all)
  func aRowIsRejectedOnce(shape: RunShape) async throws {
    let twice = MemoryReader.readers(["a.csv": [["k", "n"], ["1", "1"], ["x", "y"]]])
    let scan = MemoryReader.scan(["a.csv"], ["k", "n"])
    let conversions = [Conversion("n", .integer), Conversion("k", .integer)]
    let rule = try scan.checked(Check(conversions: conversions)).rule(
      "n is not missing", .reject, columns: ["n"])
    let result = try await shape.run(
      scan.checked(Check(conversions: conversions, rules: [rule])), twice)
    #expect(result.rejections.map(\.column) == ["n"])
    #expect(result.nodes.first { $0.kind == .check }?.counts.rejected == 1)
    #expect(result.tables["result"]?.rows == [[.integer(1), .integer(1)]])
  }

  @Test(arguments: RunShape.all)
  func valuesMayBecomeMissingInsteadAndAreCounted(shape: RunShape) async throws {
    let result = try await shape.run(checked(.missing, .missing), readers)
    #expect(
      result.tables["result"]?.values("n")
        == [.integer(1), .missing, .missing, .missing, .missing, .integer(7)])
    #expect(result.nodes.first { $0.kind == .check }?.counts.replaced == 3)
    #expect(result.rejections.count == 1)
  }

  @Test(arguments: RunShape.all)
  func theEarliestRowThatFailsIsReported(shape: RunShape) async throws {
    #expect(await shape.problem(try checked(.fail), readers)?.lines.first == 3)
    // The rule fails on line 2, before the cell that cannot be read on line 3.
    #expect(await shape.problem(try checked(.fail, .fail, "n > 1"), readers)?.lines.first == 2)
    let problem = await shape.problem(try checked(.fail), readers)
    #expect(problem?.notes.last?.place == Place(file: "p.yaml", line: 3, column: 7))
    #expect(problem?.facts.contains { $0.value == .text("?") } == false)
  }

  /// Three steps that fail on lines 6, 4 and 5: the least line is told, however rows are cut.
  @Test(arguments: RunShape.all)
  func aFailureOfALaterStepOnAnEarlierRowComesFirst(shape: RunShape) async throws {
    let numbers = MemoryReader.readers([
      "a.csv": [["n"], ["1"], ["2"], ["3"], ["4"], ["9223372036854775807"], ["6"]]
    ])
    let scan = MemoryReader.scan(["a.csv"], ["n"])
    let steps = try scan.deriving("i", "cast(n as integer)").deriving("j", "i + 1")
      .deriving("k", "cast(case when i = 3 then 'x' else '1' end as integer)")
      .deriving("l", "cast(case when i = 4 then 'x' else '1' end as integer)")
    let problem = await shape.problem(steps, numbers)
    #expect(problem?.code == "cast_failed")
    #expect(problem?.place?.line == 4)
  }

  @Test func afterAFilterOnlyTheRowsThatAreLeftCanFail() async throws {
    let numbers = MemoryReader.readers(["a.csv": [["n"], ["x"], ["2"]]])
    let kept = try MemoryReader.scan(["a.csv"], ["n"]).keeping("n <> 'x'")
      .deriving("i", "cast(n as integer)")
    #expect(try await RunShape.all[0].rows(kept, numbers) == [[.text("2"), .integer(2)]])
  }

  @Test(arguments: RunShape.all)
  func whatIsRejectedDoesNotDependOnTheQuery(shape: RunShape) async throws {
    let checked = try checked(.reject)
    let queries = [
      try checked.keeping("k = 'u'"), checked.limited(1), try checked.selected(["k"]),
      try checked.sorted([SortKey("k")]).keeping("k = 'nobody'"),
      try checked.aggregated([Aggregation("c", .count)], by: []),
    ]
    for query in queries {
      let result = try await shape.run(query, readers)
      #expect(result.rejections.map(\.line) == [3, 5, 6, 2])
    }
  }
}
