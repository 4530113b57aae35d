import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `budget_check`: what each item was to cost by the end of each week, and did cost.
///
/// The plan is due evenly by day over the campaign's period, or over the days that the plan says for
/// an item. A week counts once it is over; the last line is of the last day known. What was spent
/// before the period counts from its first week on, what was paid after it in its last line.
/// Deviations beyond `deviation` from what is due, on either side, call for moving money; an item
/// that is over its whole plan by `overrun` or more for a review: 15.00 % is 15 %. Money without a
/// plan is always listed. Rows over all items have a missing item.
///
///     - budget_check: {of: amount, with: budget, by: item}
///     - budget_check: {of: amount, with: budget, from: starts, to: ends, overrun: 10%}
package struct BudgetCheck: TransformStage {
  package static let about = StageDescription(
    "budget_check", .analyse, "Holds spending against the plan, week by week and item by item.")

  @Parameter("The amount spent.", .principal) var of: ColumnName
  @Parameter("The dataset of plans.") var with: DatasetName
  @Parameter("The column of both that names the item.") var by: ColumnName = "item"
  @Parameter("What was planned.") var planned: ColumnName = "planned"
  @Parameter("The plan's column of the first day of an item; by default the period's.")
  var from: ColumnName?
  @Parameter("The plan's column of its last day.") var to: ColumnName?
  @Parameter("The column that says when it was spent; by default the table's own time.")
  var at: ColumnName?
  @Parameter("Beyond this on either side money should move.")
  var deviation = Percentage(fraction: DecimalLiteral(units: 10, scale: 2))
  @Parameter("From this on an item is reviewed.")
  var overrun = Percentage(fraction: DecimalLiteral(units: 15, scale: 2))

  /// What a line calls for, by its name in results.
  package enum Trigger: String {
    case none, deviation, overrun, unplanned
  }

  static func schema(scale: Int, unit: FupanData.Unit?) -> Schema {
    let money = DataType.wideDecimal(scale: scale)
    return Schema([
      Field("item", .text), Field("until", .date), Field("planned", money, unit: unit),
      Field("due", money, unit: unit), Field("actual", money, unit: unit),
      Field("deviation", .number, unit: .ratio), Field("trigger", .text),
      Field("is_last", .bool), Field("is_total", .bool),
    ])
  }

  package init() {}

  package var datasets: [DatasetName] { [with] }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let days = found.gather { () throws(Problems) in
      try DaysWord.range(Located("period", at: scope.origin.place), in: scope).daysSince1970
    }
    let whole = scope.campaign.map { $0.planned.daysSince1970 }
    let spent = found.gather { () throws(Problems) in
      try lines(input, amount: of, days: [at], isPlan: false, in: scope)
    }
    let plans = found.gather { () throws(Problems) in
      try lines(
        try scope.relation(with), amount: planned, days: [from, to], isPlan: true, in: scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let days, let spent, let plans else {
      preconditionFailure("a missing column is a problem")
    }
    let scale = max(spent.scale, plans.scale)
    let rows = try [spent.rows, plans.rows].map { rows throws(Problems) in
      var amount = Projection(
        "amount", try rows.formula("amount").cast(to: .wideDecimal(scale: scale)))
      amount.field.unit = nil
      return try rows.projected(
        try ["item", "kind", "day", "starts", "ends"].map { name throws(Problems) in
          Projection(name, try rows.formula(name))
        } + [amount])
    }
    return try Relation.union(rows, origin: scope.origin)
      .aggregated(
        [
          Aggregation("amount", .sum, of: "amount"), Aggregation("starts", .min, of: "starts"),
          Aggregation("ends", .max, of: "ends"),
        ], by: ["item", "kind", "day"]
      )
      .finished(
        BudgetCheck.finish(
          known: days, whole: whole ?? days, limits, scale: scale, unit: spent.unit),
        named: scope.fragmentName("budget_check"))
  }

  private var limits: BudgetLine.Limits {
    func fraction(_ percentage: Percentage, _ usual: Int64) -> Fraction {
      Fraction(
        ScaledInteger(Int128(percentage.fraction.units), scale: percentage.fraction.scale))
        ?? Fraction(usual, over: 100)
    }
    return BudgetLine.Limits(
      deviation: fraction(deviation, 10), overrun: fraction(overrun, 15))
  }

  /// Item, kind (1 for plans), day, days and amount of either side.
  private func lines(
    _ rows: Relation, amount: ColumnName, days: [ColumnName?], isPlan: Bool, in scope: Scope
  ) throws(Problems) -> (rows: Relation, scale: Int, unit: FupanData.Unit?) {
    var found: [Diagnostic] = []
    let item = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(by, in: rows, scope)
    }
    let money = found.gather { () throws(Problems) in
      try AnalysisColumns.amount(amount, in: rows, scope)
    }
    let times = days.map { name in
      found.gather { () throws(Problems) -> Expression in
        if isPlan, name == nil { return Expression(literal: .missing, type: .date) }
        return try TimeColumn.day(
          of: try TimeColumn.field(name, in: rows, at: scope.origin.place), in: scope)
      }
    }
    if let problems = Problems(found) { throw problems }
    guard let item, let money, let first = times[0] else {
      preconditionFailure("a missing column is a problem")
    }
    let nothing = Expression(literal: .missing, type: .date)
    let named = [
      Projection("item", Expression(item).cast(to: .text)),
      Projection("kind", Expression(literal: .integer(isPlan ? 1 : 0))),
    ]
    let placed = try rows.projected(
      named + [
        Projection("day", isPlan ? nothing : first),
        Projection("starts", isPlan ? first : nothing),
        Projection("ends", isPlan ? times[1] ?? nothing : nothing),
        Projection(keeping: money, as: "amount"),
      ])
    return (
      placed, money.type.scale ?? 0, money.unit
    )
  }

  /// An item as it adds up.
  private struct Item {
    var plan: Int128 = 0
    var days: ClosedRange<Int>?
    /// Money by its day.
    var spent: [(day: Int, amount: Int128)] = []
  }

  /// Lines by item and week, the last of each marked.
  static func finish(
    known: ClosedRange<Int>, whole: ClosedRange<Int>, _ limits: BudgetLine.Limits, scale: Int,
    unit: FupanData.Unit?
  ) -> Finish {
    let schema = schema(scale: scale, unit: unit)
    return Finish("budget_check", schema: schema) { table in
      var names: [Value] = []
      for row in table.rows where !names.contains(row[0]) { names.append(row[0]) }
      names.sort { $0.precedes($1) }
      let items = names.map { name in
        item(of: table.rows.filter { $0[0] == name }, whole, scale: scale)
      }
      let ends = checkpoints(known, whole)
      var rows: [[Value]] = []
      func append(_ name: Value, _ items: [Item], isTotal: Bool) {
        for end in ends {
          var due: ScaledInteger = ScaledInteger(0, scale: scale)
          var plan: Int128 = 0
          var actual: Int128 = 0
          var line: BudgetLine?
          for item in items {
            plan += item.plan
            // Once the period is over, bills that came later are its own too.
            let isOver = end == whole.upperBound
            let own = item.spent.reduce(Int128(0)) {
              $0 + (isOver || $1.day <= end ? $1.amount : 0)
            }
            actual += own
            let days = item.days ?? whole
            let passed = max(0, min(end, days.upperBound) - days.lowerBound + 1)
            let pace = Fraction(Int64(min(passed, days.count)), over: Int64(days.count))
            line = BudgetLine(
              plan: ScaledInteger(item.plan, scale: scale),
              actual: ScaledInteger(own, scale: scale), pace: pace, limits: limits)
            let part = ScaledInteger(
              RoundingRule.halfAwayFromZero.quotient(
                item.plan * Int128(pace.numerator), by: Int128(pace.denominator)), scale: scale)
            due = due.adding(part) ?? due
          }
          if isTotal {
            line = BudgetLine(
              plan: ScaledInteger(plan, scale: scale), due: due,
              actual: ScaledInteger(actual, scale: scale), limits: limits)
          }
          guard let line else { continue }
          let trigger: Trigger =
            line.isUnplanned
            ? .unplanned : line.isOverrun ? .overrun : line.isDeviating ? .deviation : .none
          rows.append([
            name, .date(Int32(end)), .decimal(plan, scale: scale),
            .decimal((due.atScale(scale) ?? due).units, scale: scale),
            .decimal(actual, scale: scale), Value(line.deviation.value), .text(trigger.rawValue),
            .bool(end == ends.last), .bool(isTotal),
          ])
        }
      }
      for (name, item) in zip(names, items) { append(name, [item], isTotal: false) }
      if !items.isEmpty { append(.missing, items, isTotal: true) }
      return Table(schema, rows: rows)
    }
  }

  private static func item(of rows: [[Value]], _ whole: ClosedRange<Int>, scale: Int) -> Item {
    var item = Item()
    for row in rows {
      let amount = ScaledInteger(row[3])?.units ?? 0
      guard row[1] == .integer(1) else {
        let day = if case .date(let day) = row[2] { Int(day) } else { whole.lowerBound }
        item.spent.append((day, amount))
        continue
      }
      item.plan += amount
      var (first, last) = (whole.lowerBound, whole.upperBound)
      if case .date(let day) = row[4] { first = Int(day) }
      if case .date(let day) = row[5] { last = Int(day) }
      if first <= last { item.days = first...last }
    }
    return item
  }

  /// The Sundays of the period that are past, and its last day known.
  private static func checkpoints(_ known: ClosedRange<Int>, _ whole: ClosedRange<Int>) -> [Int] {
    // 1970-01-01 was a Thursday: Sundays are 3 more than a multiple of seven.
    var ends = (known.lowerBound...known.upperBound).filter { ($0 - 3) % 7 == 0 }
    if ends.last != known.upperBound { ends.append(known.upperBound) }
    return ends
  }
}
