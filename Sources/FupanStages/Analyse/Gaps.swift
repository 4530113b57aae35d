import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `gaps`: how long persons pause between one event and their next, to choose the gap of visits by.
///
/// Ranges double: below a second, 1 to 2 s, 2 to 4 s and so on. Pauses within a visit and pauses
/// between visits make two humps; where they part, `is_valley` is true of one range, and a `gap` of
/// `sessionise` between its ends parts visits well. With one hump, or fewer than 50 pauses, it is
/// true of none: then the default stays. Rows without a person or a time are passed over.
///
/// Halfaker et al. 2015, "User session identification based on strong regularities in
/// inter-activity time".
///
///     - gaps
///     - gaps: {person: unionid, at: ts}
package struct Gaps: TransformStage {
  package static let about = StageDescription(
    "gaps", .analyse, "Counts how long persons pause between events, in ranges that double.")

  @Parameter("The column that says who.", .principal) var person: ColumnName = "person_id"
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?

  /// The ranges below the last one: up to 2²² s, which is 48 days.
  private static let powers = 22
  private static let schema = Schema([
    Field("from_s", .integer, unit: .seconds), Field("to_s", .integer, unit: .seconds),
    Field("n", .integer), Field("share", .number, unit: .ratio), Field("is_valley", .bool),
  ])

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    let (who, instant) = try AnalysisColumns.event(of: person, at: at, in: input, scope)
    let events = try input.projected([
      Projection(keeping: who, as: "person"), Projection("at", instant),
    ]).filtered("person is not null and at is not null")
    // Events at one instant are interchangeable: the pause between them is none.
    let pauses = try events.windowed(
      Window(
        partition: ["person"], order: [SortKey("at")], ties: .inputOrder,
        functions: [WindowFunction("before", .lag(1), of: "at")])
    ).filtered("before is not null")
    let ends = (0...Gaps.powers).map { power in
      "when at - before < \(Int64(1_000_000) << Int64(power)) then \(power)"
    }
    let counts =
      try pauses
      .projected([
        Projection(
          "power",
          try pauses.formula("case \(ends.joined(separator: " ")) else \(Gaps.powers + 1) end"))
      ])
      .aggregated([Aggregation("n", .count)], by: ["power"])
    return counts.finished(Gaps.finish, named: scope.fragmentName("gaps"))
  }

  /// All ranges from the shortest pause to the longest, those that nobody paused for included.
  private static let finish = Finish("gap_histogram", schema: schema) { table throws(Problems) in
    var counts = [Int](repeating: 0, count: powers + 2)
    for row in table.rows { counts[Int(row[0].whole)] = Int(row[1].whole) }
    guard let first = counts.firstIndex(where: { $0 > 0 }),
      let last = counts.lastIndex(where: { $0 > 0 })
    else { return Table(schema, []) }
    let total = counts.reduce(0, +)
    let valley = HistogramValley.index(in: counts)
    return Table(
      schema,
      rows: (first...last).map { power in
        [
          .integer(power == 0 ? 0 : 1 << Int64(power - 1)),
          power > powers ? .missing : .integer(1 << Int64(power)),
          .integer(Int64(counts[power])), .number(Double(counts[power]) / Double(total)),
          .bool(power == valley),
        ]
      })
  }
}
