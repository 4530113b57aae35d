import FupanData
import FupanDiagnostics
import FupanPlan
import Testing

/// What rewrites do to a plan; that results stay the same is held by the differential tests.
@Suite struct RewriteTests {
  let scan = MemoryReader.scan(["a.csv"], ["k", "n", "x", "y"])

  private func rewritten(_ relation: Relation) -> Relation? {
    Program(results: [Fragment("result", relation)]).rewritten().fragments.last?.relation
  }

  /// The steps from the result down to the source.
  private func steps(_ relation: Relation?) -> [String] {
    guard let relation else { return [] }
    let name =
      switch relation.node {
      case .scan: "scan"
      case .values: "values"
      case .project: "project"
      case .filter: "filter"
      case .check: "check"
      case .aggregate: "aggregate"
      case .window: "window"
      case .join: "join"
      case .union: "union"
      case .sort: "sort"
      case .limit: "limit"
      case .unnest: "unnest"
      case .unpivot: "unpivot"
      }
    return [name] + steps(relation.inputs.first)
  }

  private func wanted(_ relation: Relation?) -> Set<String>? {
    guard let relation else { return nil }
    if case .scan(.files(let files)) = relation.node { return files.wanted }
    return wanted(relation.inputs.first)
  }

  @Test func aFilterMovesBelowSortsRenamesAndWholePartitions() throws {
    let sorted = scan.sorted([SortKey("n")])
    #expect(steps(rewritten(try sorted.keeping("k = 'a'"))) == ["sort", "filter", "scan"])
    let renamed = try scan.projected([Projection(keeping: Field("k", .text), as: "key")])
      .sorted([SortKey("key")])
    let moved = rewritten(try renamed.keeping("key = 'a'"))
    #expect(steps(moved) == ["sort", "project", "filter", "scan"])
    #expect(moved?.schema.names == ["key"])
    let ranked = try scan.windowed(
      Window(partition: ["k"], order: [SortKey("n")], functions: [WindowFunction("r", .rank)]))
    #expect(steps(rewritten(try ranked.keeping("k = 'a'"))) == ["window", "filter", "scan"])
    #expect(steps(rewritten(try ranked.keeping("n = '1'"))) == ["filter", "window", "scan"])
  }

  @Test func aFilterStaysAboveWhatRejectsDropsOrMayEndTheRun() throws {
    let checked = scan.checked(Check(conversions: [Conversion("n", .integer)]))
    #expect(steps(rewritten(try checked.keeping("k = 'a'"))) == ["filter", "check", "scan"])
    #expect(
      steps(rewritten(try scan.limited(3).keeping("k = 'a'"))) == ["filter", "limit", "scan"])
    #expect(
      steps(rewritten(try scan.keeping("n = '1'").keeping("k = 'a'")))
        == ["filter", "filter", "scan"])
    let cast = try scan.deriving("i", "cast(n as integer)")
    #expect(steps(rewritten(try cast.keeping("k = 'a'"))) == ["filter", "project", "scan"])
    let numbered = try scan.windowed(
      Window(
        partition: ["k"], order: [SortKey("n")], functions: [WindowFunction("r", .rowNumber)]))
    #expect(steps(rewritten(try numbered.keeping("k = 'a'"))) == ["filter", "window", "scan"])
  }

  @Test func onlyColumnsThatAreUsedAreRead() throws {
    let counted = try scan.keeping("x = 'a'").aggregated([Aggregation("c", .count)], by: ["k"])
    #expect(wanted(rewritten(counted)) == ["k", "x"])
    let checked = scan.checked(
      Check(
        conversions: [Conversion("n", .integer)],
        rules: [try scan.rule("y is not missing", .reject, columns: ["y"])]))
    #expect(wanted(rewritten(try checked.selected(["k"]))) == ["k", "n", "y"])
    let failing = try scan.deriving("i", "cast(n as integer)").deriving("t", "upper(x)")
      .selected(["k"])
    #expect(wanted(rewritten(failing)) == ["k", "n"])
  }

  @Test func aFragmentKeepsWhatAnyOfItsReadersUses() throws {
    let shared = scan.shared(as: "shared")
    let program = Program(results: [
      Fragment("one", try shared.selected(["k"])), Fragment("two", try shared.selected(["x"])),
    ]).rewritten()
    #expect(program.fragments.map(\.name) == ["shared", "one", "two"])
    #expect(program.fragments[0].schema.names == ["k", "x"])
    #expect(program.fragments[1].schema.names == ["k"])
    let whole = Program(results: [
      Fragment("one", try shared.selected(["k"])), Fragment("shared", scan),
    ])
    #expect(whole.rewritten().fragments.first { $0.name == "shared" }?.schema.names.count == 4)
  }

  @Test func groupsAreOrderedWhereSomebodySeesIt() throws {
    let count = [Aggregation("c", .count)]
    let groups = try scan.aggregated(count, by: ["k", "x"]).shared(as: "groups")
    func groupsAreOrdered(_ reader: Relation, finish: Finish? = nil) -> Bool? {
      let program = Program(results: [Fragment("result", reader, finish: finish)]).rewritten()
      return program.fragments.first { $0.name == "groups" }.map { !$0.relation.ordering.isEmpty }
    }
    #expect(groupsAreOrdered(groups) == true)
    #expect(groupsAreOrdered(try groups.keeping("k = 'a'").selected(["k"])) == true)
    #expect(groupsAreOrdered(groups.limited(3)) == true)
    #expect(groupsAreOrdered(groups.sorted([SortKey("c")])) == true)
    #expect(
      groupsAreOrdered(
        try groups.aggregated([Aggregation("x", .first, of: "x", order: [SortKey("c")])], by: ["k"])
      ) == true)
    #expect(groupsAreOrdered(try groups.aggregated(count, by: ["k"])) == false)
    #expect(groupsAreOrdered(try groups.keeping("c > 1").aggregated(count, by: ["k"])) == false)
    for seesOrder in [true, false] {
      let finish = Finish("all", schema: groups.schema, seesOrder: seesOrder) { $0 }
      #expect(groupsAreOrdered(groups, finish: finish) == seesOrder)
    }
  }

  @Test func whatIsReadOfUnorderedGroupsIsOrdered() throws {
    let count = [Aggregation("c", .count)]
    let outer = try scan.aggregated(count, by: ["k", "x"]).aggregated(count, by: ["k"])
    #expect(rewritten(outer)?.ordering.map(\.column) == ["k"])
    #expect(rewritten(outer)?.inputs.first?.ordering.isEmpty == true)
  }
}
