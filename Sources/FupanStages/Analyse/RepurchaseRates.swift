import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `repurchase`: which share of buyers bought again within so many days of their first order.
///
/// Orders of one day count once. Within a window only those buyers count whose window is over; the
/// row without a window has every buyer, and those with a second order day at any time, which favours
/// who came early. `gap_days` is the median pause between one order day and the next. With `of` only
/// rows with a positive amount count. With `by` the rule holds within each group, so that a second
/// order of another group is no repurchase; the rows with `is_total` look at all orders.
///
///     - repurchase: {of: net_paid, windows: [30, 60, 90]}
///     - repurchase: {by: category}
package struct RepurchaseRates: TransformStage {
  package static let about = StageDescription(
    "repurchase", .analyse, "Tells which share of buyers bought again within so many days.")

  @Parameter("The amount of an order; rows without a positive one do not count.", .principal)
  var of: ColumnName?
  @Parameter("After how many days, side by side.", .nonEmpty, .in(1...3660))
  var windows: [Int] = [30, 60, 90]
  @Parameter("Within each value of this column.") var by: ColumnName?
  @Parameter("The column that says who.") var person: ColumnName = "person_id"
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?

  private static let results = [
    "window_days", "eligible", "repeaters", "rate", "ci_lo", "ci_hi", "gap_days", "is_total",
  ]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let who = found.gather { () throws(Problems) in
      try AnalysisColumns.person(person, in: input, scope)
    }
    let day = found.gather { () throws(Problems) in
      try TimeColumn.day(at, in: input, scope)
    }
    let group = found.gather { () throws(Problems) -> Field? in
      guard let by else { return nil }
      return try AnalysisColumns.grouping(by, in: input, scope)
    }
    let amount = found.gather { () throws(Problems) -> Field? in
      guard let of else { return nil }
      return try AnalysisColumns.amount(of, in: input, scope)
    }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(by, among: RepurchaseRates.results, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let who, let day, let group, let amount else {
      preconditionFailure("a missing column is a problem")
    }
    var rows = input
    if let amount {
      let isPositive = try input.binder().call(
        "greater", [Expression(amount), Expression(literal: .integer(0))], at: nil)
      rows = rows.filtered(where: isPositive)
    }
    rows =
      try rows
      .projected(
        [Projection(keeping: who, as: "person"), Projection("day", day)]
          + (group.map { [Projection(keeping: $0, as: "group")] } ?? [])
      )
      .filtered("person is not null and day is not null")
    if let end = scope.asOf { rows = try rows.filtered("day <= date '\(end)'") }
    var parts = [try RepurchaseRates.steps(rows, within: nil, like: group)]
    if let group {
      rows = rows.shared(as: scope.fragmentName("repurchase_days"))
      parts = [
        try RepurchaseRates.steps(rows, within: group, like: group),
        try RepurchaseRates.steps(rows, within: nil, like: group),
      ]
    }
    return try Relation.union(parts, origin: scope.origin).finished(
      RepurchaseRates.finish(windows, by: group, end: scope.asOf?.daysSinceEpoch),
      named: scope.fragmentName("repurchase"))
  }

  /// Order days by their place among a person's, the first day of the person and the pause since the
  /// day before, counted.
  private static func steps(
    _ rows: Relation, within group: Field?, like field: Field?
  ) throws(Problems) -> Relation {
    let keys = ["person"] + (group == nil ? [] : ["group"])
    let days =
      try rows
      .aggregated([], by: keys + ["day"])
      .windowed(
        Window(
          partition: keys, order: [SortKey("day")], ties: .inputOrder,
          functions: [
            WindowFunction("position", .rowNumber), WindowFunction("before", .lag(1), of: "day"),
            WindowFunction("first", .firstValue, of: "day"),
          ])
      )
      .extended([
        "step": "least(position, 3)", "gap": "date_diff('day', before, day)",
        "first": "case when position <= 2 then first end",
      ])
      .aggregated(
        [Aggregation("n", .count)],
        by: (group == nil ? [] : ["group"]) + ["step", "first", "gap"])
    var projections = [
      Projection("is_total", try days.formula(group == nil ? "true" : "false")),
      Projection("step", try days.formula("step")), Projection("first", try days.formula("first")),
      Projection("gap", try days.formula("gap")), Projection("n", try days.formula("n")),
    ]
    if let field {
      projections.append(
        group == nil
          ? Projection("group", Expression(literal: .missing, type: field.type))
          : Projection("group", Expression(field.named("group"))))
      projections[projections.count - 1].field.unit = nil
    }
    return try days.projected(projections)
  }

  /// Rates by window and group; without `end` the last order day seen is the last complete.
  static func finish(_ windows: [Int], by group: Field?, end: Int?) -> Finish {
    let schema = Schema(
      [Field("window_days", .integer)] + (group.map { [$0] } ?? []) + [
        Field("eligible", .integer), Field("repeaters", .integer),
        Field("rate", .number, unit: .ratio), Field("ci_lo", .number, unit: .ratio),
        Field("ci_hi", .number, unit: .ratio), Field("gap_days", .number),
        Field("is_total", .bool),
      ])
    return Finish("repurchase_rates", schema: schema, seesOrder: false) { table in
      let cells = table.rows
      guard !cells.isEmpty else { return Table(schema, []) }
      func day(_ row: [Value]) -> Int? { if case .date(let day) = row[2] { Int(day) } else { nil } }
      let end = end ?? cells.compactMap { row in day(row).map { $0 + row[3].whole } }.max() ?? 0
      var names: [Value] = []
      if group != nil {
        for cell in cells where cell[0] == .bool(false) && !names.contains(cell[5]) {
          names.append(cell[5])
        }
        names.sort { $0.precedes($1) }
      }
      var rows: [[Value]] = []
      func append(_ own: [[Value]], _ name: [Value], isTotal: Bool) {
        let gap = medianGap(own)
        func row(_ window: Value, _ repeaters: Int, of buyers: Int) -> [Value] {
          let rate = Estimate.proportion(repeaters, of: buyers)
          return [window] + name + [
            .integer(Int64(buyers)), .integer(Int64(repeaters)), Value(rate.value),
            Value(rate.interval?.lower), Value(rate.interval?.upper), Value(gap), .bool(isTotal),
          ]
        }
        func people(_ step: Int, _ isCounted: ([Value]) -> Bool) -> Int {
          own.filter { $0[1].whole == step && isCounted($0) }.reduce(0) { $0 + $1[4].whole }
        }
        for window in windows {
          let isOver = { (row: [Value]) in day(row).map { $0 + window <= end } ?? false }
          rows.append(
            row(
              .integer(Int64(window)),
              people(2) { isOver($0) && $0[3].whole <= window }, of: people(1, isOver)))
        }
        rows.append(row(.missing, people(2) { _ in true }, of: people(1) { _ in true }))
      }
      for name in names {
        append(
          cells.filter { $0[0] == .bool(false) && $0[5] == name }, [name], isTotal: false)
      }
      append(
        cells.filter { $0[0] == .bool(true) }, group == nil ? [] : [.missing], isTotal: true)
      return Table(schema, rows: rows)
    }
  }

  /// The median of pauses that are counted by their length.
  private static func medianGap(_ cells: [[Value]]) -> Double? {
    let gaps = cells.filter { !$0[3].isMissing }.map { ($0[3].whole, $0[4].whole) }
      .sorted { $0.0 < $1.0 }
    guard
      let position = Quantile.position(
        of: Fraction(1, over: 2), among: gaps.reduce(0) { $0 + $1.1 })
    else { return nil }
    func value(at rank: Int) -> Double {
      var passed = 0
      for (gap, count) in gaps {
        passed += count
        if rank < passed { return Double(gap) }
      }
      return 0
    }
    return Quantile.between(
      value(at: position.lower), value(at: position.upper), position.weight)
  }
}
