import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `spread`: how a community grows by invitation: members by generation, and K, the members that one
/// member brings.
///
/// Generation 0 came by themselves; whom they invited are generation 1. Somebody with several
/// inviters was brought by the earliest. An invitation by oneself, by somebody unknown or by
/// somebody who joined later counts for nothing, and who came that way came by themselves. `k` of a
/// generation is the next one over it: a description, low for the last ones, who had no time yet.
/// The row with `is_total` has K itself, with its interval: the members brought within `window_days`
/// for each member whose window is over. Below 1 a community does not grow by itself alone.
///
/// Leskovec, Adamic, Huberman 2007, "The dynamics of viral marketing".
///
///     - spread: {inviter: invited_by, id: external_userid}
package struct Spread: TransformStage {
  package static let about = StageDescription(
    "spread", .analyse, "Counts members by generation of invitation, and how many one brings.")

  @Parameter("The column that says by whom.", .principal) var inviter: ColumnName = "invited_by"
  @Parameter("The column whose values the inviters are.") var id: ColumnName = "person_id"
  @Parameter("How many days after joining invitations count for K.", .in(1...3660))
  var windowDays: Int = 7
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?

  static let schema = Schema([
    Field("generation", .integer), Field("members", .integer), Field("next", .integer),
    Field("k", .number), Field("ci_lo", .number), Field("ci_hi", .number),
    Field("eligible", .integer), Field("inviters", .integer), Field("refused", .integer),
    Field("largest_tree", .integer), Field("cycle_days", .number),
    Field("amplification", .number), Field("is_censored", .bool), Field("is_total", .bool),
  ])

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let own = found.gather { () throws(Problems) in
      try AnalysisColumns.event(of: id, at: at, in: input, scope)
    }
    let by = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(inviter, in: input, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let own, let by else { preconditionFailure("a missing column is a problem") }
    var rows =
      try input
      .projected([
        Projection("id", Expression(own.who).cast(to: .text)),
        Projection("inviter", Expression(by).cast(to: .text)), Projection("at", own.instant),
      ])
      .filtered("id is not null and at is not null")
    if let end = scope.asOf, let zone = scope.zone {
      let last = zone.startOfDay(end.daysSinceEpoch + 1)
      rows = try rows.filtered("at < \(last)")
    }
    // Of several inviters the earliest counts, of several at one instant the first by name.
    let joined = try rows.aggregated([Aggregation("joined", .min, of: "at")], by: ["id"])
    let invited =
      try rows.filtered("inviter is not null")
      .windowed(
        Window(
          partition: ["id"], order: [SortKey("at"), SortKey("inviter")], ties: .inputOrder,
          functions: [WindowFunction("position", .rowNumber)])
      )
      .filtered("position = 1").selected(["id", "inviter"])
    let members = try joined.joined(
      invited, Join(.left, on: [Join.Pair(left: "id", right: "id")]))
    let end = scope.asOf.flatMap { end in
      scope.zone.map { $0.startOfDay(end.daysSinceEpoch + 1) }
    }
    return members.finished(
      Spread.finish(windowDays, end: end), named: scope.fragmentName("spread"))
  }

  /// Generations and K from members; without `end` the last joining is the end.
  static func finish(_ windowDays: Int, end: Int64?) -> Finish {
    Finish("viral_spread", schema: schema, seesOrder: false) { table in
      let people = table.rows.compactMap { row -> (id: String, joined: Int64, inviter: String?)? in
        guard let id = row[0].text, case .integer(let joined) = row[1] else { return nil }
        return (id, joined, row[2].text)
      }.sorted { $0.id.utf8.lexicographicallyPrecedes($1.id.utf8) }
      guard let last = people.map({ $0.joined }).max() else { return Table(schema, []) }
      let positions = Dictionary(
        people.enumerated().map { ($0.element.id, $0.offset) }, uniquingKeysWith: { a, _ in a })
      let day = 86_400_000_000.0
      let origin = people.map { $0.joined }.min() ?? last
      let spread = ViralSpread(
        people.map { person in
          .init(
            inviter: person.inviter.flatMap { positions[$0] },
            joined: Double(person.joined - origin) / day)
        }, end: Double((end ?? last) - origin) / day, window: Double(windowDays))
      let unknown = people.count { person in
        person.inviter.map { positions[$0] == nil } ?? false
      }
      var rows: [[Value]] = spread.generations.indices.map { depth in
        let next = depth + 1 < spread.generations.count ? spread.generations[depth + 1] : 0
        return [
          .integer(Int64(depth)), .integer(Int64(spread.generations[depth])),
          .integer(Int64(next)), Value(spread.ratios[depth]), .missing, .missing, .missing,
          .missing, .missing, .missing, .missing, .missing, .bool(spread.isCensored[depth]),
          .bool(false),
        ]
      }
      rows.append([
        .missing, .integer(Int64(people.count)), .integer(Int64(spread.invitations)),
        Value(spread.windowed.value), Value(spread.windowed.interval?.lower),
        Value(spread.windowed.interval?.upper), .integer(Int64(spread.windowed.n)),
        .integer(Int64(spread.inviters)), .integer(Int64(spread.refused + unknown)),
        .integer(Int64(spread.largestTree)), Value(spread.medianCycle),
        Value(spread.amplification), .bool(false), .bool(true),
      ])
      return Table(schema, rows: rows)
    }
  }
}
