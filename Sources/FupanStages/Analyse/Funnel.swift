import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanMetrics
import FupanPlan

/// `funnel`: how many persons reach each of several steps in their order, and where they are lost.
///
/// A person reaches step k with events that match steps 1 … k one after the other, whatever lies
/// between, all within the window from the first; each event fills one step. The latest possible
/// start counts, so a later attempt is not lost for an earlier one. At one instant events stand in
/// the order of the steps. Times between steps, and the group, are those of the first chain that
/// attains the person's final depth. Everyone who entered counts, those too whose window was not
/// over when the data ended.
///
/// The steps' starts are running maxima, as in the windowFunnel of column stores.
///
///     - funnel:
///         by: channel
///         steps:
///           - 浏览: event = 'view_item'
///           - 支付: event = 'pay_order'
package struct Funnel: TransformStage {
  package static let about = StageDescription(
    "funnel", .analyse, "Counts how many persons reach each step, in order and within a window.")

  @Parameter("The steps in their order: a name and the condition of its events.", .nonEmpty)
  var steps: [Named<ParsedExpression>]
  @Parameter("A column to count separately for each value of; its value at the first step counts.")
  var by: ColumnName?
  @Parameter("How many days after the first step count.", .in(0...3660)) var windowDays: Int = 7
  @Parameter("The column that says who.") var person: ColumnName = "person_id"
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?

  /// The columns of the result besides the group.
  static let results = [
    "step", "name", "users", "step_rate", "ci_lo", "ci_hi", "cum_rate", "loss", "loss_rate",
    "median_s", "p90_s", "is_total",
  ]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let event = found.gather { () throws(Problems) in
      try AnalysisColumns.event(of: person, at: at, in: input, scope)
    }
    let group = found.gather { () throws(Problems) -> Field? in
      guard let by else { return nil }
      return try AnalysisColumns.grouping(by, in: input, scope)
    }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(by, among: Funnel.results, scope)
    }
    let conditions = steps.compactMap { step in
      found.gather { () throws(Problems) in try input.binder(in: scope).condition(step.settings) }
    }
    if let problems = Problems(found) { throw problems }
    guard let event, let group else { preconditionFailure("a missing column is a problem") }

    var projections = [
      Projection(keeping: event.who, as: "person"), Projection("at", event.instant),
    ]
    for (index, condition) in conditions.enumerated() {
      let matched = Expression.Branch(
        condition: condition, value: Expression(literal: .bool(true)))
      projections.append(
        Projection(
          "step\(index + 1)",
          Expression(
            .conditional([matched], otherwise: Expression(literal: .bool(false))), type: .bool)))
    }
    if let group {
      projections.append(
        Projection(
          "category",
          group.type == .bool ? Expression(group).cast(to: .text) : Expression(group)))
    }
    let events = try input.projected(projections)
    let persons = try chains(events, in: scope).shared(as: scope.fragmentName("funnel_persons"))
    return try counted(persons).finished(
      finish(persons.schema["category"].map { $0.named(group?.name ?? $0.name) }),
      named: scope.fragmentName("funnel"))
  }

  /// One row a person: `category`, and when each step of the chain was reached (`at1` …).
  private func chains(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    let numbers = Array(1...steps.count)
    let flags = numbers.map { "step\($0)" }
    let categories = input.schema["category"] == nil ? [] : ["category"]
    // At one instant earlier steps come first; rows equal in all of this are interchangeable.
    let order =
      [SortKey("at")] + flags.map { SortKey($0, .descending) } + categories.map { SortKey($0) }
    let events =
      try input
      .filtered("person is not null")
      .filtered("at is not null")
      .filtered(flags.joined(separator: " or "))

    // Within a chain's stretch each step is the earliest event after the step before.
    var path =
      try deepest(events, order)
      .filtered("at >= start_at and at <= end_at")
      .windowed(
        Window(
          partition: ["person"], order: order, ties: .inputOrder,
          functions: [WindowFunction("n", .rowNumber)])
      )
      .extended(["n0": "0"])
    for number in numbers {
      path =
        try path
        .extended(["candidate": "case when step\(number) and n > n\(number - 1) then n end"])
        .windowed(
          Window(
            partition: ["person"], order: [], ties: .inputOrder,
            functions: [WindowFunction("n\(number)", .min, of: "candidate")])
        )
        .dropping(["candidate"])
    }
    for number in numbers {
      path = try path.extended(["at\(number)": "case when n = n\(number) then at end"])
    }
    if !categories.isEmpty {
      path = try path.extended(["category": "case when n = n1 then category end"])
    }
    return try path.aggregated(
      (numbers.map { "at\($0)" } + categories).map { Aggregation($0, .max, of: $0) },
      by: ["person"])
  }

  /// The events with the stretch of time of their person's chain: from the latest start that attains
  /// the final depth to the first event that does; missing where nobody entered.
  private func deepest(_ events: Relation, _ order: [SortKey]) throws(Problems) -> Relation {
    let numbers = Array(1...steps.count)
    var chain = try events.extended([
      "start_at": "case when step1 then at end", "depth": "case when step1 then 1 end",
      "chain_at": "case when step1 then at end",
    ])
    for number in numbers.dropFirst() {
      // The latest start of a chain that came as far as the step before.
      let reaches = "step\(number) and at - before_at <= \(window)"
      chain =
        try chain
        .windowed(
          Window(
            partition: ["person"], order: order, ties: .inputOrder,
            functions: [
              WindowFunction("before_at", .max, of: "start_at", frame: .runningExclusive)
            ])
        )
        .extended([
          "start_at": "case when \(reaches) then before_at end",
          "chain_at": "case when \(reaches) then before_at else chain_at end",
          "depth": "case when \(reaches) then \(number) else depth end",
        ])
        .dropping(["before_at"])
    }
    // Starts never fall as time goes on, so the first event of a depth has the least of them.
    for number in numbers {
      chain = try chain.extended([
        "start\(number)": "case when depth = \(number) then chain_at end",
        "end\(number)": "case when depth = \(number) then at end",
      ])
    }
    chain =
      try chain
      .selected(
        events.schema.names + numbers.flatMap { ["start\($0)", "end\($0)"] }
      )
      .windowed(
        Window(
          partition: ["person"], order: [], ties: .inputOrder,
          functions: numbers.flatMap { number in
            [
              WindowFunction("first_start\(number)", .min, of: "start\(number)"),
              WindowFunction("first_end\(number)", .min, of: "end\(number)"),
            ]
          })
      )
    func deepest(_ name: String) -> String {
      let values = numbers.reversed().map { "\(name)\($0)" } + ["null"]
      return "coalesce(\(values.joined(separator: ", ")))"
    }
    return
      try chain
      .extended(["start_at": deepest("first_start"), "end_at": deepest("first_end")])
      .selected(events.schema.names + ["start_at", "end_at"])
  }

  /// Users of each step and the order statistics of the times between, by category and in all.
  private func counted(_ persons: Relation) throws(Problems) -> Relation {
    var timed = persons
    for number in 1...steps.count where number > 1 {
      timed = try timed.extended(["gap\(number)": "at\(number) - at\(number - 1)"])
    }
    var aggregations = (1...steps.count).map { Aggregation("users\($0)", .count, of: "at\($0)") }
    for number in 1...steps.count where number > 1 {
      for (name, numerator) in [("median", Int64(5)), ("p90", 9)] {
        for upper in [false, true] {
          aggregations.append(
            Aggregation(
              "\(name)\(number)_\(upper ? "upper" : "lower")",
              .orderStatistic(numerator: numerator, denominator: 10, upper: upper),
              of: "gap\(number)"))
        }
      }
    }
    let total = try timed.aggregated(aggregations, by: [])
    guard let category = persons.schema["category"] else { return total }
    let missing = Expression(literal: .missing, type: category.type)
    var all = Projection("category", missing)
    all.field = category
    let isTotal = Projection("is_total", Expression(literal: .bool(true)))
    let isGroup = Projection("is_total", Expression(literal: .bool(false)))
    return try Relation.union(
      [
        try timed.aggregated(aggregations, by: ["category"]).extended([isGroup]),
        try total.projected(
          [all] + total.schema.fields.map { Projection(keeping: $0) } + [isTotal]),
      ], origin: persons.origin)
  }

  private var window: Int64 { Int64(windowDays) * 86_400_000_000 }

  /// Rates, losses and times from the counts.
  private func finish(_ category: Field?) -> Finish {
    let names = steps.map { $0.name }
    let figures =
      [Field("step", .integer), Field("name", .text), Field("users", .integer)]
      + ["step_rate", "ci_lo", "ci_hi", "cum_rate"].map { Field($0, .number, unit: .ratio) }
      + [Field("loss", .integer), Field("loss_rate", .number, unit: .ratio)]
      + [Field("median_s", .number, unit: .seconds), Field("p90_s", .number, unit: .seconds)]
      + (category == nil ? [] : [Field("is_total", .bool)])
    let schema = Schema((category.map { [$0] } ?? []) + figures)
    return Finish("funnel_rates", schema: schema) { table in
      var lines = table.rows.map { row -> (group: Value, cells: [Value], isTotal: Bool) in
        category == nil
          ? (.missing, row, true)
          : (row[0], Array(row.dropFirst().dropLast()), row.last == .bool(true))
      }
      lines.sort { $0.isTotal != $1.isTotal ? $1.isTotal : $0.group.precedes($1.group) }
      var rows: [[Value]] = []
      for line in lines {
        let reached = (0..<names.count).map { line.cells[$0].whole }
        for (index, step) in FunnelReport(reached: reached).steps.enumerated() {
          let place = names.count + (index - 1) * 4
          let times =
            index == 0
            ? [.missing, .missing]
            : [
              Funnel.seconds(line.cells[place...], Fraction(5, over: 10), reached[index]),
              Funnel.seconds(line.cells[(place + 2)...], Fraction(9, over: 10), reached[index]),
            ]
          rows.append(
            (category == nil ? [] : [line.group]) + [
              .integer(Int64(index + 1)), .text(names[index]), .integer(Int64(step.reached)),
              Value(step.stepRate?.value), Value(step.stepRate?.interval?.lower),
              Value(step.stepRate?.interval?.upper), Value(step.cumulativeRate.value),
              step.loss.map { .integer(Int64($0)) } ?? .missing, Value(step.lossRate?.value),
            ] + times + (category == nil ? [] : [.bool(line.isTotal)]))
        }
      }
      return Table(schema, rows: rows)
    }
  }

  /// The quantile between two order statistics in microseconds, as seconds.
  private static func seconds(
    _ cells: ArraySlice<Value>, _ p: Fraction, _ count: Int
  ) -> Value {
    let pair = cells.prefix(2).compactMap { $0.double }
    guard pair.count == 2, let position = Quantile.position(of: p, among: count) else {
      return .missing
    }
    return .number(Quantile.between(pair[0] / 1e6, pair[1] / 1e6, position.weight))
  }
}
