import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `survival`: which share of members is still there so many days after joining.
///
/// Kaplan and Meier's estimate: members who have not left yet count for as long as they were there,
/// so that young members do not look loyal. A row stands for each number of days after which
/// somebody left, with its interval on the log-log scale; `median_days` is when half have left,
/// missing where it does not come to that. With groups `p` is the log-rank test's, told with the
/// rows of `is_total`: whether the groups leave differently. Somebody's time is from the first
/// joining to the last leaving.
///
///     - survival
///     - survival: {by: join_way, left: left_at}
package struct Survival: TransformStage {
  package static let about = StageDescription(
    "survival", .analyse, "Tells which share of members is still there so many days later.")

  @Parameter("Separately for each value of this column.", .principal) var by: ColumnName?
  @Parameter("The column that says who.") var person: ColumnName = "person_id"
  @Parameter("The column that says when they joined; by default the table's own time.")
  var at: ColumnName?
  @Parameter("The column that says when they left.") var left: ColumnName = "left_at"

  private static let results = [
    "day", "members", "at_risk", "left", "share", "ci_lo", "ci_hi", "median_days", "p", "is_total",
  ]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let group = found.gather { () throws(Problems) -> Field? in
      guard let by else { return nil }
      return try AnalysisColumns.grouping(by, in: input, scope)
    }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(by, among: Survival.results, scope)
    }
    let spells = found.gather { () throws(Problems) in
      try MemberSpells(of: person, joined: at, left: left, in: input, scope)
    }
    guard let end = scope.asOf else {
      found.append(Diagnostic(.asOfMissing, at: scope.origin.place))
      throw Problems(found) ?? Problems(Diagnostic(.asOfMissing, at: scope.origin.place))
    }
    if let problems = Problems(found) { throw problems }
    guard let group, let spells else { preconditionFailure("a missing column is a problem") }

    var people = try spells.spells.aggregated(
      [Aggregation("start", .min, of: "start"), Aggregation("until", .max, of: "until")],
      by: ["person"])
    if let group {
      people = try people.joined(
        try firstGroups(input, group, scope),
        Join(.left, on: [Join.Pair(left: "person", right: "person")]))
    }
    let times = try people.projected(
      (group == nil ? [] : people.schema["group"].map { [Projection(keeping: $0)] } ?? []) + [
        Projection(
          "day",
          try people.formula("date_diff('day', start, least(until, date '\(end)'))")),
        Projection(
          "left",
          try people.formula("case when until < date '\(MemberSpells.never)' then 1 else 0 end")),
        Projection(
          "seen",
          try people.formula("case when until < date '\(MemberSpells.never)' then 0 else 1 end")),
      ])
    let counts = try times.aggregated(
      [Aggregation("left", .sum, of: "left"), Aggregation("seen", .sum, of: "seen")],
      by: (group == nil ? [] : ["group"]) + ["day"])
    return counts.finished(Survival.finish(by: group), named: scope.fragmentName("survival"))
  }

  /// The group of each person: that of the first joining, the first by name of several.
  private func firstGroups(
    _ input: Relation, _ group: Field, _ scope: Scope
  ) throws(Problems) -> Relation {
    let who = try AnalysisColumns.person(person, in: input, scope)
    let day = try TimeColumn.day(at, in: input, scope)
    return
      try input
      .projected([
        Projection(keeping: who, as: "person"), Projection("day", day),
        Projection(keeping: group, as: "group"),
      ])
      .filtered("person is not null and day is not null")
      .windowed(
        Window(
          partition: ["person"], order: [], ties: .inputOrder,
          functions: [WindowFunction("first", .min, of: "day")])
      )
      .filtered("day = first")
      .aggregated([Aggregation("group", .min, of: "group")], by: ["person"])
  }

  /// Curves from members by group and days.
  static func finish(by group: Field?) -> Finish {
    let schema = Schema(
      (group.map { [$0] } ?? []) + [
        Field("day", .integer), Field("members", .integer), Field("at_risk", .integer),
        Field("left", .integer), Field("share", .number, unit: .ratio),
        Field("ci_lo", .number, unit: .ratio), Field("ci_hi", .number, unit: .ratio),
        Field("median_days", .number), Field("p", .number), Field("is_total", .bool),
      ])
    return Finish("kaplan_meier", schema: schema, seesOrder: false) { table in
      let cells = table.rows.map { group == nil ? [.missing] + $0 : $0 }
      guard !cells.isEmpty else { return Table(schema, []) }
      var names: [Value] = []
      if group != nil {
        for cell in cells where !names.contains(cell[0]) { names.append(cell[0]) }
        names.sort { $0.precedes($1) }
      }
      func counts(_ rows: [[Value]]) -> [(time: Double, left: Int, seen: Int)] {
        rows.map { (Double($0[1].whole), $0[2].whole, $0[3].whole) }
      }
      let parts = names.map { name in counts(cells.filter { $0[0] == name }) }
      let p = LogRankTest(parts)?.p
      var rows: [[Value]] = []
      func append(
        _ counts: [(time: Double, left: Int, seen: Int)], _ name: [Value], isTotal: Bool
      ) {
        let curve = SurvivalCurve(counts: counts)
        let members = counts.reduce(0) { $0 + $1.left + $1.seen }
        let more: [Value] = [
          Value(curve.median.value), isTotal ? Value(p) : .missing, .bool(isTotal),
        ]
        // Everybody is there on the day of joining.
        if curve.points.first?.time != 0 {
          rows.append(
            name + [
              .integer(0), .integer(Int64(members)), .integer(Int64(members)), .integer(0),
              .number(1), .missing, .missing,
            ] + more)
        }
        for point in curve.points {
          rows.append(
            name + [
              .integer(Int64(point.time)), .integer(Int64(members)),
              .integer(Int64(point.atRisk)), .integer(Int64(point.left)),
              Value(point.share.value), Value(point.share.interval?.lower),
              Value(point.share.interval?.upper),
            ] + more)
        }
      }
      for (name, part) in zip(names, parts) { append(part, [name], isTotal: false) }
      append(counts(cells), group == nil ? [] : [.missing], isTotal: true)
      return Table(schema, rows: rows)
    }
  }
}
