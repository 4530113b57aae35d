import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `growth`: how a community grew: who joined, came back and left in each period, and how many
/// members that makes.
///
/// A member is a person: several rows of somebody are one as long as they touch, and a return is a
/// join again, counted under `rejoins` too. Members at the end are those at the start and joins less
/// leaves; this is held against the members counted one by one. `growth` is the net over the members
/// at the start, `joins_change` the joins over those of the period before (环比). A period that is
/// not over is `is_partial` and enters neither `joins_change` nor `compound`, the steady growth a
/// period that leads from the first members to the last, told in the row with `is_total`. Rows after
/// the report's last day are left out, and who leaves later is a member still.
///
///     - growth: month
///     - growth: {every: week, left: left_at}
package struct MemberGrowth: TransformStage {
  package static let about = StageDescription(
    "growth", .analyse, "Counts who joined, came back and left, and the members that makes.")

  @Parameter("The length of a period.", .principal) var every: Cohort.Period = .month
  @Parameter("The column that says who.") var person: ColumnName = "person_id"
  @Parameter("The column that says when they joined; by default the table's own time.")
  var at: ColumnName?
  @Parameter("The column that says when they left; by default left_at, where there is one.")
  var left: ColumnName?

  static let schema = Schema([
    Field("period", .date), Field("start", .integer), Field("joins", .integer),
    Field("rejoins", .integer), Field("leaves", .integer), Field("end", .integer),
    Field("net", .integer), Field("growth", .number, unit: .ratio),
    Field("joins_change", .number, unit: .ratio), Field("compound", .number, unit: .ratio),
    Field("is_partial", .bool), Field("is_total", .bool),
  ])

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    let spells = try MemberSpells(of: person, joined: at, left: left, in: input, scope)
    return try spells.flows(origin: scope.origin).finished(
      MemberGrowth.finish(every, end: scope.asOf?.daysSinceEpoch, place: scope.origin.place),
      named: scope.fragmentName("growth"))
  }

  /// Periods from what changed on each day; without `end` the last day seen is the last complete.
  package static func finish(
    _ every: Cohort.Period, end: Int?, place: Place? = nil
  ) -> Finish {
    Finish(
      "stock_and_flow", schema: schema, seesOrder: false,
      warnings: { table in
        let rows = table.rows.filter { $0[0].isMissing }.reduce(0) { $0 + $1[3].whole }
        return rows == 0
          ? []
          : [
            Diagnostic(.leftBeforeJoining, at: place, ["rows": .integer(rows)], severity: .warning)
          ]
      }
    ) { table throws(Problems) in
      var flows = MemberFlows(table)
      guard let first = flows.days.first, let last = flows.days.last else {
        return Table(schema, [])
      }
      let end = end ?? last
      var rows: [[Value]] = []
      var periods: [Growth] = []
      var complete: [Growth] = []
      var start = every.first(of: first)
      var stock = 0
      while start <= end {
        let next = every.start(from: start, age: 1)
        let change = flows.take(before: next)
        guard
          let growth = Growth(
            start: stock, joins: change.joins, leaves: change.leaves,
            end: stock + change.joins - change.leaves)
        else { break }
        let isPartial = next - 1 > end
        let previous = periods.last
        periods.append(growth)
        if !isPartial { complete.append(growth) }
        stock = growth.end
        rows.append(
          row(
            .date(Int32(start)), growth, rejoins: change.rejoins,
            change: isPartial
              ? nil
              : previous.flatMap {
                $0.joins > 0 ? Double(growth.joins) / Double($0.joins) - 1 : nil
              },
            compound: nil, isPartial: isPartial, isTotal: false))
        start = next
      }
      let joins = periods.reduce(0) { $0 + $1.joins }
      let leaves = periods.reduce(0) { $0 + $1.leaves }
      guard let whole = Growth(start: 0, joins: joins, leaves: leaves, end: flows.current) else {
        throw Problems(
          Diagnostic(
            .membersDoNotReconcile, at: place,
            [
              "joins": .integer(joins), "leaves": .integer(leaves),
              "members": .integer(flows.current),
            ]))
      }
      let base = complete.first { $0.end > 0 }
      let steps = complete.count - 1 - (complete.firstIndex { $0.end > 0 } ?? 0)
      let compound = base.flatMap { base in
        complete.last.flatMap {
          Growth.compound(from: Double(base.end), to: Double($0.end), periods: steps).value
        }
      }
      rows.append(
        row(
          .missing, whole, rejoins: flows.rejoins, change: nil, compound: compound,
          isPartial: periods.count > complete.count, isTotal: true))
      return Table(schema, rows: rows)
    }
  }

  private static func row(
    _ period: Value, _ growth: Growth, rejoins: Int, change: Double?, compound: Double?,
    isPartial: Bool, isTotal: Bool
  ) -> [Value] {
    [
      period, .integer(Int64(growth.start)), .integer(Int64(growth.joins)),
      .integer(Int64(rejoins)), .integer(Int64(growth.leaves)), .integer(Int64(growth.end)),
      .integer(Int64(growth.net)), Value(growth.rate.value), Value(change), Value(compound),
      .bool(isPartial), .bool(isTotal),
    ]
  }
}
