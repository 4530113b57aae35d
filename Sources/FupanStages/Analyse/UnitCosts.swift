import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanMetrics
import FupanPlan

/// `unit_costs`: what one of something cost: CPM, CPC, CPE, CPA, CAC, and the return on spend.
///
/// Sums are divided, never rates averaged. Counts are taken as Poisson and the cost as fixed. Money
/// without a result has no unit cost (`zero_denominator`); results without money cost nothing and are
/// flagged `organic`. Where rows are told apart as paid advertising, what a customer cost is given
/// twice: `cac_paid` by advertising alone, `cac_blended` by everything.
///
///     - unit_costs: {of: amount, by: channel, impressions: impressions, clicks: clicks}
///     - unit_costs: {of: amount, customers: new_customers, paid: cost_type = '显性'}
package struct UnitCosts: TransformStage {
  package static let about = StageDescription(
    "unit_costs", .analyse, "Divides cost by what it brought: CPM, CPC, CPE, CPA, CAC, ROAS.")

  @Parameter("The amount spent.", .principal) var of: ColumnName
  @Parameter("A column to compute separately for each value of.") var by: ColumnName?
  @Parameter("How often it was shown: CPM is per thousand.") var impressions: ColumnName?
  @Parameter("How often it was clicked: CPC.") var clicks: ColumnName?
  @Parameter("How often it was engaged with: CPE.") var engagements: ColumnName?
  @Parameter("What it was to bring, such as orders: CPA.") var actions: ColumnName?
  @Parameter("New paying customers: CAC.") var customers: ColumnName?
  @Parameter("What it earned: ROAS.") var revenue: ColumnName?
  @Parameter("Which rows are paid advertising; the rest is other cost of winning customers.")
  var paid: ParsedExpression?

  /// The columns of the result besides the group; `n` is missing for ROAS.
  static let results = [
    "metric", "value", "cost", "n", "ci_lo", "ci_hi", "flag", "reason", "is_total",
  ]

  package init() {}

  /// The counts that are given, by the metric made of them.
  private var counts: [(metric: String, column: ColumnName, per: Int)] {
    let all: [(String, ColumnName?, Int)] = [
      ("cpm", impressions, 1000), ("cpc", clicks, 1), ("cpe", engagements, 1), ("cpa", actions, 1),
      (paid == nil ? "cac" : "cac_blended", customers, 1),
    ]
    return all.compactMap { metric, column, per in
      column.map { (metric: metric, column: $0, per: per) }
    }
  }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let cost = found.gather { () throws(Problems) in
      try AnalysisColumns.amount(of, in: input, scope)
    }
    let group = found.gather { () throws(Problems) -> Field? in
      guard let by else { return nil }
      return try AnalysisColumns.grouping(by, in: input, scope)
    }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(by, among: UnitCosts.results, scope)
    }
    let counted = counts.map { count in
      found.gather { () throws(Problems) in
        let field = try AnalysisColumns.amount(count.column, in: input, scope)
        guard field.type == .integer else {
          throw Problems(
            Diagnostic(
              .notACount, at: count.column.place ?? scope.origin.place,
              ["name": .text(field.name), "type": .text(field.type.description)]))
        }
        return field
      }
    }
    let earned = found.gather { () throws(Problems) -> Field? in
      guard let revenue else { return nil }
      return try AnalysisColumns.amount(revenue, in: input, scope)
    }
    let isPaid = found.gather { () throws(Problems) -> Expression? in
      guard let paid else { return nil }
      return try input.binder(in: scope).condition(paid)
    }
    if counts.isEmpty, revenue == nil {
      found.append(Diagnostic(.nothingToDivideBy, at: scope.origin.place))
    }
    if let problems = Problems(found) { throw problems }
    guard let cost, let group, let earned, let isPaid else {
      preconditionFailure("a missing column is a problem")
    }
    var projections = group.map { [Projection(keeping: $0, as: "group")] } ?? []
    projections.append(Projection(keeping: cost, as: "cost"))
    for (index, field) in counted.enumerated() {
      if let field { projections.append(Projection(keeping: field, as: "count\(index)")) }
    }
    if let earned { projections.append(Projection(keeping: earned, as: "revenue")) }
    if let isPaid, customers != nil {
      projections.append(
        Projection(
          "paid",
          Expression.when(
            isPaid, Expression(cost), otherwise: Expression(literal: .missing, type: cost.type))))
    }
    let names = projections.map { $0.name }.filter { $0 != "group" }
    let sums = try input.projected(projections).aggregated(
      names.map { Aggregation($0, .sum, of: $0) }, by: group == nil ? [] : ["group"])
    return sums.finished(
      UnitCosts.finish(
        counts.map { (metric: $0.metric, per: $0.per) }, by: group, hasRevenue: earned != nil,
        hasPaid: names.contains("paid"), cost),
      named: scope.fragmentName("unit_costs"))
  }

  /// Unit costs from the sums of each group.
  static func finish(
    _ counts: [(metric: String, per: Int)], by group: Field?, hasRevenue: Bool, hasPaid: Bool,
    _ cost: Field
  ) -> Finish {
    let schema = Schema(
      (group.map { [$0] } ?? []) + [
        Field("metric", .text), Field("value", .number),
        Field("cost", .wideDecimal(scale: cost.type.scale ?? 0), unit: cost.unit),
        Field("n", .integer), Field("ci_lo", .number), Field("ci_hi", .number),
        Field("flag", .text), Field("reason", .text),
      ] + (group == nil ? [] : [Field("is_total", .bool)]))
    return Finish("unit_costs", schema: schema) { table in
      var rows: [[Value]] = []
      let key = group == nil ? 0 : 1
      let scale = cost.type.scale ?? 0
      func append(_ sums: [ScaledInteger], _ name: Value, isTotal: Bool) {
        func add(_ metric: String, _ estimate: Estimate, _ money: ScaledInteger, _ n: Int?) {
          rows.append(
            (group == nil ? [] : [name]) + [
              .text(metric), Value(estimate.value),
              .decimal((money.atScale(scale) ?? money).units, scale: scale),
              n.map { .integer(Int64($0)) } ?? .missing, Value(estimate.interval?.lower),
              Value(estimate.interval?.upper),
              estimate.flags.codes.isEmpty
                ? .missing : .text(estimate.flags.codes.joined(separator: " ")),
              estimate.reason.map { .text($0.rawValue) } ?? .missing,
            ] + (group == nil ? [] : [.bool(isTotal)]))
        }
        for (index, count) in counts.enumerated() {
          let n = Int(sums[1 + index].units)
          if count.metric == "cac_blended", hasPaid, let advertising = sums.last {
            add(
              "cac_paid", UnitCost.estimate(cost: advertising, count: n), advertising, n)
          }
          add(count.metric, UnitCost.estimate(cost: sums[0], count: n, per: count.per), sums[0], n)
        }
        if hasRevenue {
          let earned = sums[1 + counts.count]
          add(
            "roas", ReturnOnInvestment(revenue: earned, cost: sums[0]).multiple, sums[0], nil)
        }
      }
      let groups = table.rows.map { row in
        (name: key == 0 ? .missing : row[0], sums: row[key...].map { ScaledInteger($0) ?? 0 })
      }.sorted { $0.name.precedes($1.name) }
      if group != nil { for entry in groups { append(entry.sums, entry.name, isTotal: false) } }
      if let first = groups.first {
        let total = first.sums.indices.map { index in
          groups.dropFirst().reduce(first.sums[index]) { $0.adding($1.sums[index]) ?? $0 }
        }
        append(total, .missing, isTotal: true)
      }
      return Table(schema, rows: rows)
    }
  }
}
