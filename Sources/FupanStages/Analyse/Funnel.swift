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
/// over when the data ended, unless `incomplete: exclude` leaves them out and counts them apart.
///
/// The steps' starts are running maxima, as in the windowFunnel of column stores.
///
/// With `mode: strict` no other event of the person may lie between two steps; with `mode: any` the
/// events of the steps may come in any order within the window, and there are no times between.
/// `entry: first` looks at nothing but the person's first entry. To count visits instead of people,
/// name visits: `person: session_id`. `rows: persons` lists them with the last step each reached.
///
/// With `basis: attempt` every attempt counts: after a chain is complete, or when its window is over,
/// the next event of the first step opens another one. Attempts of one person are not independent, so
/// that intervals are those of ratios over persons. Attempts follow each other one by one, which is
/// computed natively, over two million events of the steps at most.
///
/// `by` reads its column at the first step, with `group_at: last` at the last one a person reached, and
/// with `group_at: each` at every step: then a group's rate may be more than 1, and is left out.
///
///     - funnel:
///         by: channel
///         steps:
///           - 浏览: event = 'view_item'
///           - 支付: event = 'pay_order'
///     - funnel: {rows: persons, window: 2h, steps: [加购: event = 'cart', 支付: event = 'pay']}
package struct Funnel: TransformStage {
  package static let about = StageDescription(
    "funnel", .analyse, "Counts how many persons reach each step, in order and within a window.")

  @Parameter("The steps in their order: a name and the condition of its events.", .nonEmpty)
  var steps: [Named<ParsedExpression>]
  @Parameter("A column to count separately for each value of; its value at one step counts.")
  var by: ColumnName?
  @Parameter("At which step of a person the group's column is read.") var groupAt: GroupAt = .first
  @Parameter("How many days after the first step count.", .in(0...3660)) var windowDays: Int = 7
  @Parameter("How long after the first step counts, instead: 60m, 2h.") var window: DurationLiteral?
  @Parameter("In which order the steps have to come.") var mode: Mode = .ordered
  @Parameter("Which of a person's entries counts.") var entry: Entry = .best
  @Parameter("Whether persons count, by the best they did, or each of their attempts.")
  var basis: Basis = .person
  @Parameter("Whether those count who entered less than a window before the last day ends.")
  var incomplete: Incomplete = .include
  @Parameter("What a row of the result is.") var rows: Rows = .steps
  @Parameter("The column that says who.") var person: ColumnName = "person_id"
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?

  /// The columns of the result besides the group.
  static let results = [
    "step", "name", "users", "step_rate", "ci_lo", "ci_hi", "cum_rate", "loss", "loss_rate",
    "median_s", "p90_s", "is_total", "incomplete", "gain", "attempts", "last_step", "last_name",
    "last_at",
  ]

  /// How the events of a chain stand to each other.
  package enum Mode: String, ParameterChoice {
    case ordered, strict, any
  }

  /// Where a chain may begin.
  package enum Entry: String, ParameterChoice {
    case best, first
  }

  /// The step at which a group's column is read.
  package enum GroupAt: String, ParameterChoice {
    case first, last, each
  }

  /// What is counted.
  package enum Basis: String, ParameterChoice {
    case person, attempt
  }

  /// Whether those count whose window is not over.
  package enum Incomplete: String, ParameterChoice {
    case include, exclude
  }

  /// What a row of the result is.
  package enum Rows: String, ParameterChoice {
    case steps, persons
  }

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
    if rows == .persons {
      found.gather { () throws(Problems) in
        try AnalysisColumns.requireFree(person, among: Funnel.results, scope)
      }
    }
    found += settingProblems(scope)
    let conditions = steps.compactMap { step in
      found.gather { () throws(Problems) in try input.binder(in: scope).condition(step.settings) }
    }
    if let problems = Problems(found) { throw problems }
    guard let event, let group else { preconditionFailure("a missing column is a problem") }

    var projections = [
      Projection(keeping: event.who, as: "person"), Projection("at", event.instant),
    ]
    let isWhole = try lastEntry(scope).map { last throws(Problems) in
      try input.binder().call(
        "less_or_equal", [event.instant, Expression(literal: .integer(last))],
        at: scope.origin.place)
    }
    for (index, condition) in conditions.enumerated() {
      let isWhole = index == 0 ? isWhole : nil
      let holds = try isWhole.map { isWhole throws(Problems) in
        try input.binder().call("and", [condition, isWhole], at: scope.origin.place)
      }
      let matched = Expression.Branch(
        condition: holds ?? condition, value: Expression(literal: .bool(true)))
      if isWhole != nil {
        let entered = Expression.Branch(
          condition: condition, value: Expression(literal: .integer(1)))
        projections.append(
          Projection("entered", Expression(.conditional([entered], otherwise: nil), type: .integer))
        )
      }
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
    let category = group.flatMap { group in
      events.schema["category"].map { $0.named(group.name) }
    }
    if basis == .attempt {
      return try attempts(events).finished(
        finishAttempts(category), named: scope.fragmentName("funnel"))
    }
    let persons = try chains(events)
    if rows == .persons { return try listed(persons, event.who, group) }
    let shared = persons.shared(as: scope.fragmentName("funnel_persons"))
    var counts = try counted(shared)
    if incomplete == .exclude { counts = try counting(late: events, beside: counts) }
    return counts.finished(finish(category), named: scope.fragmentName("funnel"))
  }

  private func settingProblems(_ scope: Scope) -> [Diagnostic] {
    func chooseOne(_ first: String, _ second: String) -> Diagnostic {
      Diagnostic(
        .chooseOne, at: scope.origin.place, ["first": .text(first), "second": .text(second)])
    }
    var found: [Diagnostic] = []
    if entry == .first, mode != .ordered {
      found.append(chooseOne("entry: first", "mode: \(mode.rawValue)"))
    }
    if groupAt != .first, mode == .any {
      found.append(chooseOne("group_at: \(groupAt.rawValue)", "mode: any"))
    }
    if groupAt == .each, rows == .persons {
      found.append(chooseOne("group_at: each", "rows: persons"))
    }
    if basis == .attempt {
      if mode != .ordered { found.append(chooseOne("basis: attempt", "mode: \(mode.rawValue)")) }
      if entry == .first { found.append(chooseOne("basis: attempt", "entry: first")) }
      if rows == .persons { found.append(chooseOne("basis: attempt", "rows: persons")) }
    }
    if incomplete == .exclude, scope.asOf == nil {
      found.append(Diagnostic(.asOfMissing, at: scope.origin.place))
    }
    return found
  }

  /// The last instant at which somebody may enter whose window is over when the report's last day
  /// ends, in microseconds; nil where everybody may.
  private func lastEntry(_ scope: Scope) throws(Problems) -> Int64? {
    guard incomplete == .exclude, let asOf = scope.asOf else { return nil }
    let end = try scope.requiredZone().startOfDay(asOf.daysSinceEpoch + 1)
    return end - 1 - span
  }

  /// The columns of groups in rows of persons: one, or one for each step.
  var categories: [String] {
    by == nil ? [] : groupAt == .each ? (1...steps.count).map { "category\($0)" } : ["category"]
  }

  /// One row a person: `category`, and when each step of the chain was reached (`at1` …).
  private func chains(_ input: Relation) throws(Problems) -> Relation {
    let flags = (1...steps.count).map { "step\($0)" }
    let categories = input.schema["category"] == nil ? [] : ["category"]
    // At one instant earlier steps come first; rows equal in all of this are interchangeable.
    let order =
      [SortKey("at")] + flags.map { SortKey($0, .descending) } + categories.map { SortKey($0) }
    var known = try input.filtered("person is not null").filtered("at is not null")
    if input.schema["entered"] != nil { known = try known.dropping(["entered"]) }
    if mode == .strict { return try unbroken(known, order) }
    let events = try known.filtered(flags.joined(separator: " or "))
    if mode == .any { return try unordered(events, order) }
    return try path(
      through: entry == .first ? first(events) : deepest(events, order), order, categories)
  }

  /// Within a chain's stretch each step is the earliest event after the step before.
  private func path(
    through stretches: Relation, _ order: [SortKey], _ categories: [String]
  ) throws(Problems) -> Relation {
    let numbers = Array(1...steps.count)
    var path =
      try stretches
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
    let last = numbers.reversed().map { "n\($0)" }.joined(separator: ", ")
    switch groupAt {
    case _ where categories.isEmpty: break
    case .first: path = try path.extended(["category": "case when n = n1 then category end"])
    case .last:
      path = try path.extended(["category": "case when n = coalesce(\(last)) then category end"])
    case .each:
      for number in numbers {
        path = try path.extended([
          "category\(number)": "case when n = n\(number) then category end"
        ])
      }
    }
    return try path.aggregated(
      (numbers.map { "at\($0)" } + self.categories).map { Aggregation($0, .max, of: $0) },
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
      let reaches = "step\(number) and at - before_at <= \(span)"
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
      // Steps in any order have no time between them.
      timed = try timed.extended([
        "gap\(number)":
          mode == .any ? "cast(null as integer)" : "at\(number) - at\(number - 1)"
      ])
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
    guard let first = categories.first, let category = persons.schema[first]?.named("category")
    else { return total }
    let missing = Expression(literal: .missing, type: category.type)
    var all = Projection("category", missing)
    all.field = category
    let isTotal = Projection("is_total", Expression(literal: .bool(true)))
    let isGroup = Projection("is_total", Expression(literal: .bool(false)))
    return try Relation.union(
      [
        try (groupAt == .each ? steps(of: timed) : timed)
          .aggregated(aggregations, by: ["category"]).extended([isGroup]),
        try total.projected(
          [all] + total.schema.fields.map { Projection(keeping: $0) } + [isTotal]),
      ], origin: persons.origin)
  }

  /// A row for each step that a person reached, with the group at it.
  private func steps(of timed: Relation) throws(Problems) -> Relation {
    var rows: [Relation] = []
    for number in 1...steps.count {
      var columns = ["category": "category\(number)"]
      for other in 1...steps.count {
        for name in other > 1 ? ["at", "gap"] : ["at"] {
          columns["\(name)\(other)"] =
            other == number ? "\(name)\(other)" : "case when 1 = 0 then \(name)\(other) end"
        }
      }
      let names =
        ["category"] + (1...steps.count).map { "at\($0)" }
        + (1...steps.count).dropFirst().map { "gap\($0)" }
      rows.append(
        try timed.filtered("at\(number) is not null")
          .projected(
            try names.map { name throws(Problems) in
              Projection(name, try timed.formula(columns[name] ?? name))
            }))
    }
    return try Relation.union(rows, origin: timed.origin)
  }

  /// The window's length in microseconds.
  var span: Int64 {
    window.map { Int64($0.seconds) * 1_000_000 } ?? Int64(windowDays) * 86_400_000_000
  }

  /// Rates, losses and times from the counts.
  private func finish(_ category: Field?) -> Finish {
    let names = steps.map { $0.name }
    let isExcluding = incomplete == .exclude
    let schema = schema(of: category)
    return Finish("funnel_rates", schema: schema) { table in
      let lines = table.rows.map { row -> Line in
        let late = isExcluding ? row.last?.whole : nil
        let row = isExcluding ? Array(row.dropLast()) : row
        let cells = category == nil ? row : Array(row.dropFirst().dropLast())
        let report = FunnelReport(reached: names.indices.map { cells[$0].whole })
        let times = report.steps.enumerated().map { index, step -> [Value] in
          let place = names.count + (index - 1) * 4
          return index == 0
            ? [.missing, .missing]
            : [
              Funnel.seconds(cells[place...], Fraction(5, over: 10), step.reached),
              Funnel.seconds(cells[(place + 2)...], Fraction(9, over: 10), step.reached),
            ]
        }
        return Line(
          group: category == nil ? .missing : row[0], report: report, times: times,
          isTotal: category == nil || row.last == .bool(true), late: late)
      }
      return Table(schema, rows: Funnel.rows(lines, names, hasGroups: category != nil, isExcluding))
    }
  }

  /// The columns of the result.
  func schema(of category: Field?) -> Schema {
    let figures =
      [Field("step", .integer), Field("name", .text)]
      + [Field(basis == .person ? "users" : "attempts", .integer)]
      + ["step_rate", "ci_lo", "ci_hi", "cum_rate"].map { Field($0, .number, unit: .ratio) }
      + [Field("loss", .integer), Field("loss_rate", .number, unit: .ratio)]
      + [Field("median_s", .number, unit: .seconds), Field("p90_s", .number, unit: .seconds)]
      + (category == nil ? [] : [Field("is_total", .bool), Field("gain", .number)])
      + (incomplete == .exclude ? [Field("incomplete", .integer)] : [])
    return Schema((category.map { [$0] } ?? []) + figures)
  }

  /// The rows of the result: groups in the order of their values, and all of them at the end.
  static func rows(
    _ lines: [Line], _ names: [String], hasGroups: Bool, _ isExcluding: Bool
  ) -> [[Value]] {
    let lines = lines.sorted {
      $0.isTotal != $1.isTotal ? $1.isTotal : $0.group.precedes($1.group)
    }
    let groups = lines.filter { !$0.isTotal }.map { $0.report }
    var rows: [[Value]] = []
    for line in lines {
      let gains = line.isTotal && hasGroups ? line.report.gains(toBestOf: groups) : []
      for (index, step) in line.report.steps.enumerated() {
        rows.append(
          (hasGroups ? [line.group] : []) + [
            .integer(Int64(index + 1)), .text(names[index]), .integer(Int64(step.reached)),
            Value(step.stepRate?.value), Value(step.stepRate?.interval?.lower),
            Value(step.stepRate?.interval?.upper), Value(step.cumulativeRate.value),
            step.loss.map { .integer(Int64($0)) } ?? .missing, Value(step.lossRate?.value),
          ] + line.times[index]
            + (hasGroups ? [.bool(line.isTotal), Value(gains.isEmpty ? nil : gains[index])] : [])
            + (isExcluding
              ? [line.isTotal && index == 0 ? .integer(Int64(line.late ?? 0)) : .missing] : []))
      }
    }
    return rows
  }

  /// What is told of one group, or of all.
  struct Line {
    let group: Value
    let report: FunnelReport
    /// Median and 90th percentile of the seconds since the step before.
    let times: [[Value]]
    let isTotal: Bool
    let late: Int?
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
