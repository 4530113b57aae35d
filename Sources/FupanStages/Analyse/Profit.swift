import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanMetrics
import FupanPlan

/// `profit`: from what was ordered to what was earned, each deduction exact.
///
/// One row an order, those that were never paid too. What is not given is no step. Of the dataset of
/// spending, rows that `ads` fits are advertising, the others material and labour. Amounts are added
/// up exactly; the last total is the first plus every change.
///
///     - profit:
///         of: goods_amount
///         paid: paid_amount
///         refunds: refund_amount
///         fees: paid_amount * 0.05
///         goods: goods_cost
///         spend: spend
///         ads: item = '巨量投放'
package struct Profit: TransformStage {
  package static let about = StageDescription(
    "profit", .analyse, "Goes from orders placed to the campaign's profit, step by step.")

  @Parameter("The amount of an order as it was placed.", .principal) var of: ParsedExpression
  @Parameter("What was paid for it; missing where it never was.") var paid: ParsedExpression
  @Parameter("What was paid back.") var refunds: ParsedExpression?
  @Parameter("What we added to the price ourselves.") var subsidies: ParsedExpression?
  @Parameter("The platform's cut and commissions.") var fees: ParsedExpression?
  @Parameter("What the goods cost.") var goods: ParsedExpression?
  @Parameter("A dataset of what was spent on the campaign.") var spend: DatasetName?
  @Parameter("Its amount.") var amount: ColumnName = "amount"
  @Parameter("Which of its rows are advertising; the rest is material and labour.")
  var ads: ParsedExpression?

  /// The steps in order, totals among them.
  static let steps = [
    "placed", "unpaid", "paid", "refunds", "subsidies", "fees", "goods", "ads", "materials",
    "profit",
  ]
  static let totals = ["placed", "paid", "profit"]
  /// No more digits after the point than this are added up.
  private static let mostScale = 6

  package init() {}

  package var datasets: [DatasetName] { spend.map { [$0] } ?? [] }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let binder = input.binder(in: scope)
    func money(_ expression: ParsedExpression) throws(Problems) -> Expression {
      let bound = try binder.bind(expression)
      guard bound.type.isExactNumeric, bound.type.scale ?? 0 <= Profit.mostScale else {
        throw Problems(
          Diagnostic(
            .notAnAmount, at: expression.start ?? scope.origin.place,
            ["name": .text(expression.text), "type": .text(bound.type.description)]))
      }
      return bound
    }
    let given: [(String, ParsedExpression?)] = [
      ("placed", of), ("paid", paid), ("refunds", refunds), ("subsidies", subsidies),
      ("fees", fees), ("goods", goods),
    ]
    var unit: FupanData.Unit?
    var bounds: [(name: String, value: Expression)] = []
    for (name, expression) in given {
      guard let expression else { continue }
      let bound = found.gather { () throws(Problems) in try money(expression) }
      if name == "paid" { unit = bound?.unit }
      if let bound { bounds.append((name, bound)) }
    }
    let costs = found.gather {
      () throws(Problems) -> (rows: Relation, cost: Field, isAd: Expression?)? in
      guard let spend else { return nil }
      let rows = try scope.relation(spend)
      let cost = try AnalysisColumns.amount(amount, in: rows, scope)
      let isAd = try ads.map { ads throws(Problems) in
        try rows.binder(in: scope).condition(ads)
      }
      return (rows, cost, isAd)
    }
    if let problems = Problems(found) { throw problems }
    guard let costs else { preconditionFailure("a missing column is a problem") }
    let scales = bounds.map { $0.value.type.scale ?? 0 } + [costs?.cost.type.scale ?? 0, 2]
    let exact = DataType.wideDecimal(scale: scales.max() ?? 2)
    func plain(_ name: String, _ value: Expression) -> Projection {
      var projection = Projection(name, value.cast(to: exact))
      projection.field.unit = nil
      return projection
    }
    let projections = bounds.map { plain($0.name, $0.value) }
    let names = projections.map { $0.name }
    let sums = try input.projected(projections).aggregated(
      names.map { Aggregation($0, .sum, of: $0) }, by: []
    ).shared(as: scope.fragmentName("profit_orders"))
    var parts: [Relation] = []
    for name in names {
      parts.append(
        try sums.projected([
          Projection("step", .text(name)), Projection("amount", try sums.formula(name)),
        ]))
    }
    if let costs {
      let step =
        costs.isAd.map { Expression.when($0, .text("ads"), otherwise: .text("materials")) }
        ?? .text("materials")
      parts.append(
        try costs.rows.projected([
          Projection("step", step), plain("amount", Expression(costs.cost)),
        ])
        .aggregated([Aggregation("amount", .sum, of: "amount")], by: ["step"]))
    }
    return try Relation.union(parts, origin: scope.origin).finished(
      Profit.finish(unit: unit, scale: exact.scale ?? 2), named: scope.fragmentName("profit"))
  }

  /// The steps with what stands after each.
  static func finish(unit: FupanData.Unit?, scale: Int) -> Finish {
    let schema = Schema([
      Field("step", .text), Field("is_total", .bool),
      Field("amount", .wideDecimal(scale: scale), unit: unit),
      Field("balance", .wideDecimal(scale: scale), unit: unit),
    ])
    return Finish("profit", schema: schema) { table in
      var sums: [String: Int128] = [:]
      for row in table.rows {
        guard let step = row[0].text else { continue }
        sums[step] = ScaledInteger(row[1])?.units ?? (sums[step] ?? 0)
      }
      guard let placed = sums["placed"], let paid = sums["paid"],
        table.rows.contains(where: { $0[0] == .text("placed") && !$0[1].isMissing })
      else { return Table(schema, rows: []) }
      var balance = placed
      var rows: [[Value]] = []
      for step in steps {
        let isTotal = totals.contains(step)
        var change: Int128 = 0
        switch step {
        case "placed", "paid", "profit": change = 0
        case "unpaid": change = paid - placed
        default:
          guard let sum = sums[step] else { continue }
          change = -sum
        }
        balance += change
        rows.append([
          .text(step), .bool(isTotal), .decimal(isTotal ? balance : change, scale: scale),
          .decimal(balance, scale: scale),
        ])
      }
      return Table(schema, rows: rows)
    }
  }
}
