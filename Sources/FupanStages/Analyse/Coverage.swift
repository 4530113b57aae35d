import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `coverage`: a tracking plan held against the events that came.
///
/// The plan is a dataset with a row for each planned event and field: `event`, and `field`, missing
/// where the event itself is meant. One row for each event and planned field, with how often the
/// field was missing and from which day to which it was filled. `status` is `seen`; `never_seen` of a
/// planned event without rows or a field never filled; `no_column` of a field that the events have no
/// column for; `unplanned` of an event that the plan does not know.
///
///     - coverage: {plan: tracking_plan}
package struct Coverage: TransformStage {
  package static let about = StageDescription(
    "coverage", .analyse, "Holds a tracking plan against the events that came.")

  @Parameter("The dataset of planned events and fields.", .principal) var plan: DatasetName
  @Parameter("The column that names the event.") var event: ColumnName = "event"
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?

  static let schema = Schema([
    Field("event", .text), Field("field", .text), Field("status", .text), Field("n", .integer),
    Field("missing", .integer), Field("missing_share", .number, unit: .ratio),
    Field("first_seen", .date), Field("last_seen", .date),
  ])

  package init() {}

  package var datasets: [DatasetName] { [plan] }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let name = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(event, in: input, scope)
    }
    let time = found.gather { () throws(Problems) in
      try TimeColumn.field(at, in: input, at: scope.origin.place)
    }
    let day = time.flatMap { time in
      found.gather { () throws(Problems) in try TimeColumn.day(of: time, in: scope) }
    }
    let planned = found.gather { () throws(Problems) in try plannedFields(scope) }
    if let problems = Problems(found) { throw problems }
    guard let name, let day, let planned else {
      preconditionFailure("a missing column is a problem")
    }
    let fields = input.schema.fields.filter { $0.name != name.name }
    let counts = try filled(input, name, fields, day)
    let both = try counts.joined(
      planned, Join(.full, on: [Join.Pair(left: "event", right: "plan_event")], matches: .many))
    let names = fields.map { $0.name }
    return both.finished(
      Finish("tracking_coverage", schema: Coverage.schema, seesOrder: false) { table in
        Table(Coverage.schema, rows: Coverage.rows(of: table.rows, names))
      }, named: scope.fragmentName("coverage"))
  }

  /// `plan_event` and `plan_field`, each pair once.
  private func plannedFields(_ scope: Scope) throws(Problems) -> Relation {
    let relation = try scope.relation(plan)
    let place = plan.place ?? scope.origin.place
    let event = try relation.binder().field("event", at: place)
    var columns = [Projection("plan_event", Expression(event).cast(to: .text))]
    if let field = relation.schema["field"] {
      columns.append(Projection("plan_field", Expression(field).cast(to: .text)))
    } else {
      columns.append(Projection("plan_field", Expression(literal: .missing, type: .text)))
    }
    return try relation.projected(columns).filtered("plan_event is not null")
      .aggregated([Aggregation("planned", .count)], by: ["plan_event", "plan_field"])
  }

  /// For each event its rows and days, and for each field the rows and days that fill it.
  private func filled(
    _ input: Relation, _ name: Field, _ fields: [Field], _ day: Expression
  ) throws(Problems) -> Relation {
    var columns = [
      Projection("event", Expression(name).cast(to: .text)), Projection("day", day),
    ]
    var aggregations = [
      Aggregation("n", .count), Aggregation("first", .min, of: "day"),
      Aggregation("last", .max, of: "day"),
    ]
    for (index, field) in fields.enumerated() {
      let isFilled = Expression.Branch(
        condition: try input.binder().call("is_not_missing", [Expression(field)], at: nil),
        value: day)
      columns.append(
        Projection("day\(index)", Expression(.conditional([isFilled], otherwise: nil), type: .date))
      )
      let filled = Expression.Branch(
        condition: isFilled.condition, value: Expression(literal: .integer(1)))
      columns.append(
        Projection(
          "one\(index)", Expression(.conditional([filled], otherwise: nil), type: .integer)))
      aggregations += [
        Aggregation("n\(index)", .count, of: "one\(index)"),
        Aggregation("first\(index)", .min, of: "day\(index)"),
        Aggregation("last\(index)", .max, of: "day\(index)"),
      ]
    }
    for index in columns.indices { columns[index].field.isPersonal = false }
    return try input.projected(columns).aggregated(aggregations, by: ["event"])
  }

  /// Of rows `event, n, first, last, (n, first, last) for each field, plan_field, planned`.
  private static func rows(of joined: [[Value]], _ fields: [String]) -> [[Value]] {
    let width = 4 + 3 * fields.count
    var result: [[Value]] = []
    var known: Set<Value> = []
    for row in joined {
      let (name, field, planned) = (row[0], row[width], row[width + 1])
      let n = row[1].whole
      if known.insert(name).inserted {
        let status = planned.isMissing ? "unplanned" : n > 0 ? "seen" : "never_seen"
        result.append([
          name, .missing, .text(status), .integer(Int64(n)), .missing, .missing, row[2], row[3],
        ])
      }
      guard !field.isMissing else { continue }
      let index = fields.firstIndex { .text($0) == field }
      let filled = index.map { row[4 + 3 * $0].whole } ?? 0
      result.append([
        name, field, .text(index == nil ? "no_column" : filled > 0 ? "seen" : "never_seen"),
        .integer(Int64(n)), .integer(Int64(n - filled)),
        n > 0 ? .number(Double(n - filled) / Double(n)) : .missing,
        index.map { row[5 + 3 * $0] } ?? .missing, index.map { row[6 + 3 * $0] } ?? .missing,
      ])
    }
    return result.sorted { left, right in
      if left[0] != right[0] { return left[0].precedes(right[0]) }
      // The event itself stands before its fields.
      return left[1].isMissing
        ? !right[1].isMissing : left[1].precedes(right[1]) && !right[1].isMissing
    }
  }
}
