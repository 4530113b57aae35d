import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `visits`: how good the visits from each source are: how many, how many left after one step, how
/// many did what they were to do.
///
/// A visit ends where its person does nothing for longer than `gap`; it comes from the source of its
/// first event, the first by name of several at one instant. A bounce is a visit of a single event.
/// Rates have Wilson's interval; the last row is over all visits.
///
///     - visits: {by: channel, done: event = 'pay_order'}
///     - visits: {by: utm_source, done: event = 'submit', gap: 5m}
package struct Visits: TransformStage {
  package static let about = StageDescription(
    "visits", .analyse, "Counts visits, bounces and conversions of each source.")

  @Parameter("The column that says whence.", .principal) var by: ColumnName = "channel"
  @Parameter("Which events are what a visit was to lead to.") var done: ParsedExpression?
  @Parameter("How long a person may do nothing within a visit.")
  var gap: DurationLiteral = DurationLiteral(30, .minute)
  @Parameter("The column that says who.") var person: ColumnName = "person_id"
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?

  /// The columns of the result besides the source.
  static let results = [
    "visits", "people", "bounces", "bounce_rate", "bounce_lo", "bounce_hi", "conversions",
    "conversion_rate", "conversion_lo", "conversion_hi", "is_total",
  ]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let event = found.gather { () throws(Problems) in
      try AnalysisColumns.event(of: person, at: at, in: input, scope)
    }
    let source = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(by, in: input, scope)
    }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(by, among: Visits.results, scope)
    }
    let goal = found.gather { () throws(Problems) -> Expression in
      guard let done else { return Expression(literal: .integer(0)) }
      return Expression.when(
        try input.binder(in: scope).condition(done), Expression(literal: .integer(1)),
        otherwise: Expression(literal: .integer(0)))
    }
    if let problems = Problems(found) { throw problems }
    guard let event, let source, let goal else {
      preconditionFailure("a missing column is a problem")
    }
    let limit = Int64(gap.seconds) * 1_000_000
    let order = [SortKey("at"), SortKey("source", nulls: .last)]
    // Of events that are alike the one that begins a visit comes first, whichever it is.
    let begins = SortKey("begins", .descending)
    let visits =
      try input
      .projected([
        Projection(keeping: event.who, as: "person"), Projection("at", event.instant),
        Projection(keeping: source, as: "source"), Projection("done", goal),
      ])
      .filtered("person is not null")
      .filtered("at is not null")
      .windowed(
        Window(
          partition: ["person"], order: order, ties: .inputOrder,
          functions: [WindowFunction("before", .lag(1), of: "at")])
      )
      .extended(["begins": "case when before is null or at - before > \(limit) then 1 else 0 end"])
      .windowed(
        Window(
          partition: ["person"], order: order + [begins], ties: .inputOrder,
          functions: [WindowFunction("visit", .sum, of: "begins", frame: .running)])
      )
      .windowed(
        Window(
          partition: ["person", "visit"], order: order + [begins], ties: .inputOrder,
          functions: [WindowFunction("place", .rowNumber)])
      )
    let landed = try visits.extended([
      Projection(
        "landing",
        Expression.when(
          try visits.binder().condition(ParsedExpression("place = 1")),
          Expression(source.named("source")),
          otherwise: Expression(literal: .missing, type: source.type)))
    ])
    let counts =
      try landed
      .aggregated(
        [
          Aggregation("events", .count), Aggregation("done", .max, of: "done"),
          Aggregation("landing", .min, of: "landing"),
        ], by: ["person", "visit"]
      )
      .extended(["bounced": "case when events = 1 then 1 else 0 end"])
      .shared(as: scope.fragmentName("visits_each"))
    let sums = [
      Aggregation("visits", .count), Aggregation("people", .countDistinct, of: "person"),
      Aggregation("bounces", .sum, of: "bounced"), Aggregation("conversions", .sum, of: "done"),
    ]
    let total = try counts.aggregated(sums, by: [])
    return try Relation.union(
      [
        try counts.aggregated(sums, by: ["landing"]).extended(["is_total": "0"]),
        try total.extended([
          Projection("landing", Expression(literal: .missing, type: source.type)),
          Projection("is_total", Expression(literal: .integer(1))),
        ]).selected(["landing", "visits", "people", "bounces", "conversions", "is_total"]),
      ], origin: scope.origin
    ).finished(Visits.finish(source), named: scope.fragmentName("visits"))
  }

  static func finish(_ source: Field) -> Finish {
    let schema = Schema(
      [source] + ["visits", "people", "bounces"].map { Field($0, .integer) }
        + ["bounce_rate", "bounce_lo", "bounce_hi"].map { Field($0, .number, unit: .ratio) }
        + [Field("conversions", .integer)]
        + ["conversion_rate", "conversion_lo", "conversion_hi"].map {
          Field($0, .number, unit: .ratio)
        } + [Field("is_total", .bool)])
    return Finish("visit_quality", schema: schema) { table in
      let rows = table.rows.sorted { left, right in
        if left[5] != right[5] { return left[5].whole < right[5].whole }
        return left[0].precedes(right[0])
      }
      return Table(
        schema,
        rows: rows.compactMap { row -> [Value]? in
          let visits = row[1].whole
          guard visits > 0 else { return nil }
          func rate(_ part: Value) -> [Value] {
            let estimate = Estimate.proportion(part.whole, of: visits)
            return [
              Value(estimate.value), Value(estimate.interval?.lower),
              Value(estimate.interval?.upper),
            ]
          }
          return [row[0], row[1], row[2], row[3]] + rate(row[3]) + [row[4]] + rate(row[4])
            + [.bool(row[5] == .integer(1))]
        })
    }
  }
}
