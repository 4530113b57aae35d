import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `lifetime_value`: what those who came first in one period have brought since, a head of the whole
/// cohort.
///
/// A cell is shown only where its period is over, for everybody in the cohort. Values after that are
/// projected as older cohorts went on (chain ladder, at least three cohorts a step) and marked.
/// Intervals draw the customers of a cohort again, 2,000 times (`boot`); beyond 100,000 of them each
/// is one observation of a mean (`t`). `of` decides what it is: revenue gives revenue, a margin gives
/// margin; the two are different figures. With a dataset of spending, what its money of a period won
/// is that period's cohort: cost a customer, the age at which it is paid back, and value over cost at
/// each age.
///
///     - lifetime_value: {of: margin, every: month, spend: ads}
package struct LifetimeValue: TransformStage {
  package static let about = StageDescription(
    "lifetime_value", .analyse, "Follows what customers of one period bring in later ones.")

  @Parameter("What an order brought: its margin, or its revenue.", .principal) var of: ColumnName
  @Parameter("The length of a period.") var every: Cohort.Period = .month
  @Parameter("The column that says who.") var person: ColumnName = "person_id"
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?
  @Parameter("A dataset of what was spent to win customers.") var spend: DatasetName?
  @Parameter("Its amount.") var amount: ColumnName = "amount"

  /// One row a cohort and age, the first period is age 1; `cohort` is missing in the rows over all
  /// cohorts that have reached the age.
  static func schema(scale: Int, unit: FupanData.Unit?) -> Schema {
    Schema([
      Field("cohort", .date), Field("age", .integer), Field("size", .integer),
      Field("value", .wideDecimal(scale: scale), unit: unit), Field("ltv", .number, unit: unit),
      Field("ci_lo", .number, unit: unit), Field("ci_hi", .number, unit: unit),
      Field("ci_method", .text), Field("cac", .number, unit: unit), Field("ltv_cac", .number),
      Field("payback", .number),
      Field("is_projected", .bool),
    ])
  }

  package init() {}

  package var datasets: [DatasetName] { spend.map { [$0] } ?? [] }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let value = found.gather { () throws(Problems) in
      try AnalysisColumns.amount(of, in: input, scope)
    }
    let orders = found.gather { () throws(Problems) in
      let (who, day) = (
        try AnalysisColumns.person(person, in: input, scope),
        try TimeColumn.day(at, in: input, scope)
      )
      return (who: who, day: day)
    }
    let spending = found.gather { () throws(Problems) -> Relation? in
      guard let spend else { return nil }
      let rows = try scope.relation(spend)
      let cost = try AnalysisColumns.amount(amount, in: rows, scope)
      let day = try TimeColumn.day(nil, in: rows, scope)
      var spent = Projection("spent", Expression(cost).cast(to: .decimal(scale: 4)))
      spent.field.unit = nil
      return try rows.projected([Projection("day", day), spent])
    }
    if let problems = Problems(found) { throw problems }
    guard let value, let orders, let spending else {
      preconditionFailure("a missing column is a problem")
    }
    func ended(_ rows: Relation) throws(Problems) -> Relation {
      let known = try rows.filtered("day is not null")
      guard let end = scope.asOf else { return known }
      return try known.filtered("day <= date '\(end)'")
    }
    var units = Projection("value", try AnalysisColumns.units(of: value, in: input))
    units.field.unit = nil
    let rows = try ended(
      try input
        .projected([
          Projection(keeping: orders.who, as: "person"), Projection("day", orders.day), units,
        ])
        .filtered("person is not null"))
    var running =
      try rows
      .extended(["period": "date_trunc('\(every.rawValue)', day)"])
      .aggregated(
        [Aggregation("value", .sum, of: "value"), Aggregation("last_day", .max, of: "day")],
        by: ["person", "period"]
      )
      .extended(["value": "coalesce(value, 0)"])
      .windowed(
        Window(
          partition: ["person"], order: [SortKey("period")], ties: .inputOrder,
          functions: [WindowFunction("after", .sum, of: "value", frame: .running)])
      )
      .windowed(
        Window(
          partition: ["person"], order: [], ties: .inputOrder,
          functions: [WindowFunction("cohort", .min, of: "period")])
      )
      .extended(["before": "after - value"])
      .shared(as: scope.fragmentName("lifetime_people"))
    // A sum over people of squared totals up to an age is the sum of what each period added to it.
    func squared(_ name: String) throws(Problems) -> Expression {
      let column = try running.formula(name).cast(to: .decimal(scale: 0))
      return try running.binder().call("multiply", [column, column], at: nil)
    }
    running = try running.extended([
      Projection("square", try squared("after")),
      Projection("square_before", try squared("before")),
    ])
    let cells =
      try running
      .aggregated(
        [
          Aggregation("persons", .count), Aggregation("value", .sum, of: "value"),
          Aggregation("last_day", .max, of: "last_day"), Aggregation("square", .sum, of: "square"),
          Aggregation("square_before", .sum, of: "square_before"),
        ], by: ["cohort", "period"]
      )
      .extended([
        Projection("spent", Expression(literal: .missing, type: .wideDecimal(scale: 4)))
      ])
    // What each customer brought when, of cohorts that are small enough to be drawn again.
    let people = try running.projected([
      "person": "person", "cohort": "cohort", "period": "period", "value": "value",
    ])
    let few = try running.aggregated([Aggregation("rows", .count)], by: [])
      .filtered("rows <= \(LifetimeValue.mostDrawnRows)").projected(["one": "1"])
    let small = try running.aggregated(
      [Aggregation("size", .countDistinct, of: "person")], by: ["cohort"]
    )
    .filtered("size <= \(Interval.maximumClusters)").projected(["cohort": "cohort"])
    let drawn =
      try people
      .extended(["one": "1"])
      .joined(few, Join(.semi, on: [Join.Pair(left: "one", right: "one")], matches: .many))
      .joined(small, Join(.semi, on: [Join.Pair(left: "cohort", right: "cohort")], matches: .many))
    var parts = [cells]
    let columns = cells.schema.fields
    if let spending {
      let spent =
        try ended(spending)
        .extended(["period": "date_trunc('\(every.rawValue)', day)"])
        .aggregated([Aggregation("spent", .sum, of: "spent")], by: ["period"])
      parts.append(spent)
    }
    parts.append(drawn)
    let who = drawn.schema["person"]?.type ?? .text
    return try Relation.union(
      try parts.map { part throws(Problems) in
        try part.projected(
          try (columns.map { ($0.name, $0.type) } + [("person", who)]).map {
            name, type throws(Problems) in
            guard part.schema[name] != nil else {
              return Projection(name, Expression(literal: .missing, type: type))
            }
            return Projection(name, try part.formula(name))
          })
      }, origin: scope.origin
    ).finished(
      LifetimeValue.finish(
        every, end: scope.asOf?.daysSinceEpoch, scale: value.type.scale ?? 0, unit: value.unit),
      named: scope.fragmentName("lifetime_value"))
  }

  /// More rows than this of customers are not taken to the finish.
  static let mostDrawnRows = 1_000_000

  private struct CohortRows {
    let start: Int
    let size: Int
    /// Customers drawn again; nil where there are too many or too few.
    var bootstrap: CohortBootstrap?
    /// Sums up to each age that is over.
    var sums: [Int128] = []
    var squares: [Int128] = []
    let cost: Double?
  }

  /// Values by cohort and age; without `end` the last day seen is the last complete.
  static func finish(_ every: Cohort.Period, end: Int?, scale: Int, unit: FupanData.Unit?) -> Finish
  {
    let schema = schema(scale: scale, unit: unit)
    return Finish("lifetime_value", schema: schema) { table in
      let cohorts = cohorts(table, every, end: end)
      let unitValue = money(1).doubleValue
      func money(_ units: Int128) -> ScaledInteger { ScaledInteger(units, scale: scale) }
      func margins(_ sums: [Int128]) -> [ScaledInteger] {
        zip(sums, [0] + sums.dropLast()).map { money($0 - $1) }
      }
      func row(
        _ cohort: Value, _ age: Int, _ size: Int, _ sum: Int128?, _ ltv: Double?,
        _ interval: Interval?, _ cost: Double?, _ payback: Double?, isProjected: Bool
      ) -> [Value] {
        [
          cohort, .integer(Int64(age)), .integer(Int64(size)),
          sum.map { .decimal($0, scale: scale) } ?? .missing, Value(ltv), Value(interval?.lower),
          Value(interval?.upper), interval.map { .text($0.method.rawValue) } ?? .missing,
          Value(cost),
          Value(ltv.flatMap { value in cost.flatMap { $0 > 0 ? value / $0 : nil } }),
          Value(payback), .bool(isProjected),
        ]
      }
      let values = cohorts.map { CohortValue(size: $0.size, margins: margins($0.sums)) }
      let ladder = ChainLadder(values.map { $0.cumulative })
      var rows: [[Value]] = []
      for (index, cohort) in cohorts.enumerated() {
        let value = values[index]
        let payback = cohort.cost.flatMap { value.payback(cost: $0).value }
        let name = Value.date(Int32(cohort.start))
        for (age, ltv) in value.cumulative.enumerated() {
          let moments = Moments(
            count: cohort.size, sum: cohort.sums[age], sumOfSquares: cohort.squares[age],
            scale: scale)
          let interval = cohort.bootstrap.map { $0.interval(age: age)?.scaled(by: unitValue) }
          rows.append(
            row(
              name, age + 1, cohort.size, cohort.sums[age], ltv,
              interval ?? Estimate.mean(moments).interval, cohort.cost, payback,
              isProjected: false))
        }
        var ltv = value.cumulative.last
        for age in value.cumulative.count..<max(value.cumulative.count, ladder.horizon) {
          guard age > 0 else { break }
          ltv = ltv.map { $0 * ladder.factors[age - 1] }
          rows.append(
            row(
              name, age + 1, cohort.size, nil, ltv, nil, cohort.cost, nil, isProjected: true))
        }
      }
      let longest = cohorts.map { $0.sums.count }.max() ?? 0
      for age in 0..<longest {
        let old = cohorts.filter { $0.sums.count > age }
        let size = old.reduce(0) { $0 + $1.size }
        let moments = Moments(
          count: size, sum: old.reduce(0) { $0 + $1.sums[age] },
          sumOfSquares: old.reduce(0) { $0 + $1.squares[age] }, scale: scale)
        let costs = old.compactMap { cohort in cohort.cost.map { $0 * Double(cohort.size) } }
        let cost = costs.count == old.count && size > 0 ? NeumaierSum.of(costs) / Double(size) : nil
        let drawn = old.compactMap { $0.bootstrap }
        let interval =
          drawn.count == old.count
          ? CohortBootstrap.interval(drawn, age: age)?.scaled(by: unitValue)
          : Estimate.mean(moments).interval
        rows.append(
          row(
            .missing, age + 1, size, old.reduce(0) { $0 + $1.sums[age] }, moments.mean,
            interval, cost, nil, isProjected: false))
      }
      return Table(schema, rows: rows)
    }
  }

  private static func cohorts(_ table: Table, _ every: Cohort.Period, end: Int?) -> [CohortRows] {
    var cells: [(cohort: Int, period: Int, row: [Value])] = []
    var spent: [Int: Double] = [:]
    var lastDay = Int.min
    var people: [Int: [Value: [(period: Int, amount: Int64)]]] = [:]
    for row in table.rows {
      guard case .date(let period) = row[1] else { continue }
      if !row[8].isMissing {
        guard case .date(let cohort) = row[0] else { continue }
        people[Int(cohort), default: [:]][row[8], default: []].append(
          (Int(period), Int64(row[3].whole)))
        continue
      }
      guard case .date(let cohort) = row[0] else {
        spent[Int(period)] = ScaledInteger(row[7]).map { $0.doubleValue }
        continue
      }
      cells.append((Int(cohort), Int(period), row))
      if case .date(let last) = row[4] { lastDay = max(lastDay, Int(last)) }
    }
    cells.sort { ($0.cohort, $0.period) < ($1.cohort, $1.period) }
    let end = end ?? lastDay
    var cohorts: [CohortRows] = []
    for start in cells.map({ $0.cohort }) where start != cohorts.last?.start {
      let own = cells.filter { $0.cohort == start }
      let size = own.first { $0.period == start }?.row[2].whole ?? 0
      var cohort = CohortRows(
        start: start, size: size,
        cost: size > 0 ? spent[start].map { $0 / Double(size) } : nil)
      var age = 0
      while every.start(from: start, age: age + 1) - 1 <= end {
        let row = own.first { every.age(from: start, to: $0.period) == age }?.row
        func units(_ index: Int) -> Int128 { row.flatMap { ScaledInteger($0[index]) }?.units ?? 0 }
        cohort.sums.append((cohort.sums.last ?? 0) + units(3))
        cohort.squares.append((cohort.squares.last ?? 0) + units(5) - units(6))
        age += 1
      }
      // Customers are put in order by what they brought, so how a dictionary goes never shows.
      cohort.bootstrap = people[start].flatMap { customers in
        CohortBootstrap(
          customers.values.map { rows in
            rows.map { (age: every.age(from: start, to: $0.period), amount: $0.amount) }
          }, ages: cohort.sums.count,
          name: CivilDate(daysSinceEpoch: start).description)
      }
      cohorts.append(cohort)
    }
    return cohorts
  }
}
