import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `leaders`: who brought orders, how many, of whom, and what they are owed.
///
/// A customer is new to the leader of the first order of all that are known, whenever that was, so
/// the rows reach back further than the days that count. Orders without a leader are left out;
/// orders of unknown people count as orders and not as buyers. The commission is of what a leader
/// brought in all, rounded to the cent; the row with `is_total` has the sum of those.
///
///     - leaders: {by: distributor, of: net_paid, rates: {0: 5%, 5000: 8%}}
///     - leaders: {by: distributor, of: net_paid, during: 返场, per_new_customer: 8}
package struct Leaders: TransformStage {
  package static let about = StageDescription(
    "leaders", .analyse,
    "Tells who brought orders, how many, new customers among them, and the commission due.")

  @Parameter("The column that says who brought an order.", .principal)
  var by: ColumnName = "distributor"
  @Parameter("The net amount of an order.") var of: ColumnName = "net_paid"
  @Parameter("The column that says which order.") var order: ColumnName = "order_id"
  @Parameter("The column that says who bought.") var person: ColumnName = "person_id"
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?
  @Parameter(
    "The days that count: period, a phase, or written out; by default the campaign's period, or all days without one."
  )
  var during: Located<String>?
  @Parameter("Rates of commission by the amount from which they apply: {0: 5%, 5000: 8%}.")
  var rates: OrderedMap<Percentage> = OrderedMap()
  @Parameter("Whether a rate applies only to the part of the amount in its own tier.")
  var progressive: Bool = false
  @Parameter("What is due for each order.") var perOrder: AmountLiteral?
  @Parameter("What is due for each new customer.") var perNewCustomer: AmountLiteral?

  /// The columns of the result besides the leader.
  static let results = [
    "orders", "buyers", "new_customers", "net", "share", "commission", "is_total",
  ]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let leader = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(by, in: input, scope)
    }
    let amount = found.gather { () throws(Problems) in
      try AnalysisColumns.amount(of, in: input, scope)
    }
    let number = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(order, in: input, scope)
    }
    let buyer = found.gather { () throws(Problems) in
      try AnalysisColumns.person(person, in: input, scope)
    }
    let time = found.gather { () throws(Problems) in
      try TimeColumn.field(at, in: input, at: scope.origin.place)
    }
    let days = found.gather { () throws(Problems) -> DateRange? in
      try during.map { word throws(Problems) in try DaysWord.range(word, in: scope) }
        ?? scope.campaign?.period
    }
    let rule = found.gather { () throws(Problems) in try commission(in: scope) }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(by, among: Leaders.results, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let leader, let amount, let number, let buyer, let time, let days, let rule else {
      preconditionFailure("a missing column is a problem")
    }

    var rows =
      try input
      .projected([
        Projection(keeping: leader, as: "leader"), Projection(keeping: amount, as: "amount"),
        Projection(keeping: number, as: "number"), Projection(keeping: buyer, as: "person"),
        Projection(keeping: time, as: "at"),
      ])
      .filtered("at is not null")
      .windowed(
        Window(
          partition: ["person"], order: [], ties: .inputOrder,
          functions: [WindowFunction("first_at", .min, of: "at")])
      )
      .filtered("leader is not null")
    if let days {
      rows = rows.filtered(
        where: try TimeColumn.condition(time.named("at"), within: days, in: scope))
    }
    rows = try rows.extended([
      "newcomer": "case when person is not null and at = first_at then person end"
    ])
    let sums = [
      Aggregation("orders", .countDistinct, of: "number"),
      Aggregation("buyers", .countDistinct, of: "person"),
      Aggregation("newcomers", .countDistinct, of: "newcomer"),
      Aggregation("net", .sum, of: "amount"),
    ]
    let each = try rows.aggregated(sums, by: ["leader"])
      .extended([Projection("is_total", Expression(literal: .bool(false)))])
    let nobody = Expression(literal: .missing, type: leader.type)
    let all = try rows.aggregated(sums, by: [])
      .extended([
        Projection("leader", nobody), Projection("is_total", Expression(literal: .bool(true))),
      ])
    let both = try Relation.union([each, all], origin: scope.origin)
    return both.finished(finish(both.schema, leader, rule), named: scope.fragmentName("leaders"))
  }

  /// What leaders are owed, nil where nothing was declared.
  ///
  /// - Throws: a rate from something that is no amount.
  private func commission(in scope: Scope) throws(Problems) -> CommissionRule? {
    var found: [Diagnostic] = []
    var tiers: [CommissionRule.Tier] = []
    for entry in rates.entries {
      guard let from = AmountLiteral(entry.name) else {
        found.append(
          Diagnostic(
            .rateWithoutAmount, at: entry.place ?? scope.origin.place,
            ["text": .text(entry.name)]))
        continue
      }
      tiers.append(
        .init(
          from: ScaledInteger(Int128(from.decimal.units), scale: from.decimal.scale),
          rate: ScaledInteger(
            Int128(entry.value.fraction.units), scale: entry.value.fraction.scale)))
    }
    try Problems.throwIfAny(found)
    if tiers.isEmpty, perOrder == nil, perNewCustomer == nil { return nil }
    func exact(_ amount: AmountLiteral?) -> ScaledInteger {
      amount.map { ScaledInteger(Int128($0.decimal.units), scale: $0.decimal.scale) } ?? 0
    }
    return CommissionRule(
      tiers: tiers, isProgressive: progressive, perOrder: exact(perOrder),
      perNewCustomer: exact(perNewCustomer))
  }

  /// Leaders by what they brought, the most first, with shares and commissions; the total last.
  private func finish(_ reduced: Schema, _ leader: Field, _ rule: CommissionRule?) -> Finish {
    var net = reduced["net"] ?? Field("net", .wideDecimal(scale: 2))
    net.isPersonal = false
    let places = 2
    let schema = Schema(
      [leader, Field("orders", .integer), Field("buyers", .integer)]
        + [Field("new_customers", .integer), net, Field("share", .number, unit: .ratio)]
        + (rule == nil
          ? [] : [Field("commission", .wideDecimal(scale: places), unit: net.unit)])
        + [Field("is_total", .bool)])
    func index(_ name: String) -> Int { reduced.index(of: name) ?? 0 }
    let (who, orders, buyers) = (index("leader"), index("orders"), index("buyers"))
    let (newcomers, sum, isTotal) = (index("newcomers"), index("net"), index("is_total"))
    return Finish("leader_board", schema: schema) { table in
      let total = table.rows.first { $0[isTotal] == .bool(true) }
      let whole = total.flatMap { ScaledInteger($0[sum]) }
      let leaders = table.rows.filter { $0[isTotal] == .bool(false) }.sorted { left, right in
        let amounts = (ScaledInteger(left[sum]) ?? 0, ScaledInteger(right[sum]) ?? 0)
        return amounts.0 == amounts.1 ? left[who].precedes(right[who]) : amounts.1 < amounts.0
      }
      var owed: ScaledInteger? = 0
      func row(_ cells: [Value], _ due: ScaledInteger?, isTotal: Bool) -> [Value] {
        let part = ScaledInteger(cells[sum])
        let share =
          part.flatMap { part in
            whole.flatMap { $0.isZero ? nil : part.doubleValue / $0.doubleValue }
          }
        return [
          cells[who], cells[orders], cells[buyers], cells[newcomers], cells[sum], Value(share),
        ]
          + (rule == nil
            ? []
            : [due?.atScale(places).map { .decimal($0.units, scale: $0.scale) } ?? .missing])
          + [.bool(isTotal)]
      }
      var rows: [[Value]] = []
      for cells in leaders {
        let due = rule?.due(
          on: ScaledInteger(cells[sum]) ?? 0, orders: cells[orders].whole,
          newCustomers: cells[newcomers].whole, places: places)
        owed = due.flatMap { owed?.adding($0) }
        rows.append(row(cells, due, isTotal: false))
      }
      if let total, !leaders.isEmpty { rows.append(row(total, owed, isTotal: true)) }
      return Table(schema, rows: rows)
    }
  }
}

extension Message {
  static let rateWithoutAmount = Message(
    "rate_without_amount", exit: .config, en: "'{text}' is no amount from which a rate applies",
    zh: "“{text}”不是费率起算的金额",
    hint: (en: "write rates: {0: 5%, 5000: 8%}", zh: "请写成 rates: {0: 5%, 5000: 8%}"))
}
