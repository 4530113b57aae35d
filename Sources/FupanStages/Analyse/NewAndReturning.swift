import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `new_and_returning`: who of the period's customers came for the first time, and what they brought.
///
/// New is who has no row before the period, as far back as is looked: `look_back_days`, or as far as
/// the rows reach. `look_back_days` of the result says how far that was, because a short memory makes
/// everybody new. Rows of nobody known are told apart. The last row is over all.
///
///     - new_and_returning: {of: net_paid, look_back_days: 365}
package struct NewAndReturning: TransformStage {
  package static let about = StageDescription(
    "new_and_returning", .analyse,
    "Tells the period's new customers from those who came before, and what each brought.")

  @Parameter("The amount of a row.", .principal) var of: ColumnName
  @Parameter("Which days: period, a phase, or days.") var during: Located<String> = Located(
    "period")
  @Parameter("How many days before count as before; by default all there are.", .in(1...3660))
  var lookBackDays: Int?
  @Parameter("The column that says who.") var person: ColumnName = "person_id"
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let who = found.gather { () throws(Problems) in
      try AnalysisColumns.person(person, in: input, scope)
    }
    let day = found.gather { () throws(Problems) in
      try TimeColumn.day(at, in: input, scope)
    }
    let amount = found.gather { () throws(Problems) in
      try AnalysisColumns.amount(of, in: input, scope)
    }
    let days = found.gather { () throws(Problems) in try DaysWord.range(during, in: scope) }
    if let problems = Problems(found) { throw problems }
    guard let who, let day, let amount, let days else {
      preconditionFailure("a missing column is a problem")
    }
    var rows =
      try input
      .projected([
        Projection(keeping: who, as: "person"), Projection("day", day),
        Projection(keeping: amount, as: "amount"),
      ])
      .filtered("day is not null and day <= date '\(days.last)'")
    if let lookBackDays {
      let first = CivilDate(daysSinceEpoch: days.first.daysSince1970 - lookBackDays)
      rows = try rows.filtered("day >= date '\(first)'")
    }
    rows = rows.shared(as: scope.fragmentName("new_and_returning_rows"))
    let firsts = try rows.filtered("person is not null")
      .aggregated([Aggregation("first", .min, of: "day")], by: ["person"])
    let kinds =
      try rows.filtered("day >= date '\(days.first)'")
      .joined(firsts, Join(.left, on: [Join.Pair(left: "person", right: "person")]))
      .extended([
        "kind":
          "case when person is null then 2 when first < date '\(days.first)' then 1 else 0 end"
      ])
      .aggregated(
        [
          Aggregation("people", .countDistinct, of: "person"), Aggregation("rows", .count),
          Aggregation("value", .sum, of: "amount"), Aggregation("first", .min, of: "day"),
        ], by: ["kind"])
    // The first day of all rows says how far back was looked.
    let reach =
      try rows.aggregated(
        [
          Aggregation("people", .countDistinct, of: "person"), Aggregation("rows", .count),
          Aggregation("value", .sum, of: "amount"), Aggregation("first", .min, of: "day"),
        ], by: []
      ).extended(["kind": "3"])
    return try Relation.union([kinds, reach], origin: scope.origin).finished(
      NewAndReturning.finish(
        like: kinds.schema["value"] ?? amount, from: days.first.daysSince1970,
        atMost: lookBackDays), named: scope.fragmentName("new_and_returning"))
  }

  /// Rows by kind with their shares; the last one is over all.
  static func finish(like value: Field, from first: Int, atMost limit: Int?) -> Finish {
    let schema = Schema([
      Field("kind", .text), Field("people", .integer), Field("rows", .integer),
      value.named("value"), Field("people_share", .number, unit: .ratio),
      Field("value_share", .number, unit: .ratio), Field("look_back_days", .integer),
      Field("is_total", .bool),
    ])
    let scale = value.type.scale ?? 0
    return Finish("new_and_returning", schema: schema, seesOrder: false) { table in
      let rows = table.rows.sorted { $0[0].whole < $1[0].whole }
      let kinds = rows.filter { $0[0].whole < 3 }
      guard !kinds.isEmpty else { return Table(schema, []) }
      let reach = rows.compactMap { row -> Int? in
        guard row[0].whole == 3, case .date(let day) = row[4] else { return nil }
        return max(0, first - Int(day))
      }.first
      let back: Value =
        limit.map { .integer(Int64($0)) } ?? reach.map { .integer(Int64($0)) } ?? .missing
      var total = ScaledInteger(0, scale: scale)
      for row in kinds { total = ScaledInteger(row[3]).flatMap { total.adding($0) } ?? total }
      let people = kinds.reduce(0) { $0 + $1[1].whole }
      func row(_ kind: Value, _ people: Int, _ count: Int, _ value: ScaledInteger, _ all: Int)
        -> [Value]
      {
        [
          kind, .integer(Int64(people)), .integer(Int64(count)),
          value.atScale(scale).map { .decimal($0.units, scale: scale) } ?? .missing,
          all == 0 || kind == .text("unknown") ? .missing : .number(Double(people) / Double(all)),
          total.units <= 0 ? .missing : .number(value.doubleValue / total.doubleValue), back,
          .bool(kind.isMissing),
        ]
      }
      let names = ["new", "returning", "unknown"]
      return Table(
        schema,
        rows: kinds.map {
          row(
            .text(names[$0[0].whole]), $0[1].whole, $0[2].whole,
            ScaledInteger($0[3]) ?? ScaledInteger(0, scale: scale), people)
        } + [
          row(.missing, people, kinds.reduce(0) { $0 + $1[2].whole }, total, people)
        ])
    }
  }
}
