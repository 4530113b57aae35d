import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanMetrics
import FupanPlan

/// `unit_costs`: what one of something cost: CPM, CPC, CPE, CPA, CAC, and the return on spend.
///
/// Sums are divided, never rates averaged. Counts are taken as Poisson and the cost as fixed; of what
/// was earned each row, or each `unit`, is one observation, drawn again 2,000 times (`boot`), or beyond
/// 100,000 of them taken by its mean and spread (`t`). Money
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
  @Parameter("What one observation of the return is: a buyer, a day; by default a row.")
  var unit: ColumnName?
  @Parameter("Which rows are paid advertising; the rest is other cost of winning customers.")
  var paid: ParsedExpression?

  /// The columns of the result besides the group; `n` is missing for ROAS.
  static let results = [
    "metric", "value", "cost", "n", "ci_lo", "ci_hi", "ci_method", "flag", "reason", "is_total",
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
    let observed = found.gather { () throws(Problems) -> Field? in
      guard let unit else { return nil }
      return try AnalysisColumns.grouping(unit, in: input, scope)
    }
    let isPaid = found.gather { () throws(Problems) -> Expression? in
      guard let paid else { return nil }
      return try input.binder(in: scope).condition(paid)
    }
    if counts.isEmpty, revenue == nil {
      found.append(Diagnostic(.nothingToDivideBy, at: scope.origin.place))
    }
    if let problems = Problems(found) { throw problems }
    guard let cost, let group, let earned, let observed, let isPaid else {
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
    var sums = try input.projected(projections).aggregated(
      names.map { Aggregation($0, .sum, of: $0) }, by: group == nil ? [] : ["group"])
    if let earned { sums = try observations(of: earned, observed, group, in: input, beside: sums) }
    return sums.finished(
      UnitCosts.finish(
        counts.map { (metric: $0.metric, per: $0.per) }, by: group, earned: earned,
        hasPaid: names.contains("paid"), cost),
      named: scope.fragmentName("unit_costs"))
  }

  /// The sums, and below them what was earned by how many rows or units of each group: `earned` in the
  /// smallest unit and `n`; where there are too many for that `earned`, its square and their `n`.
  private func observations(
    of earned: Field, _ unit: Field?, _ group: Field?, in input: Relation, beside sums: Relation
  ) throws(Problems) -> Relation {
    let keys = group == nil ? [] : ["group"]
    var amount = Projection("earned", try AnalysisColumns.units(of: earned, in: input))
    amount.field.unit = nil
    var rows = try input.projected(
      (group.map { [Projection(keeping: $0, as: "group")] } ?? [])
        + (unit.map { [Projection(keeping: $0, as: "unit")] } ?? []) + [amount]
    ).filtered("earned is not null")
    if unit != nil {
      rows = try rows.filtered("unit is not null")
        .aggregated([Aggregation("earned", .sum, of: "earned")], by: keys + ["unit"])
    }
    let bounds = try rows.aggregated([Aggregation("rows", .count)], by: [])
      .filtered("rows <= \(Interval.maximumClusters)").projected(["one": "1"])
    let each =
      try rows
      .aggregated([Aggregation("n", .count)], by: keys + ["earned"])
      .extended(["one": "1"])
      .joined(bounds, Join(.semi, on: [Join.Pair(left: "one", right: "one")], matches: .many))
    let whole = try rows.formula("earned").cast(to: .decimal(scale: 0))
    let squared = try rows.extended([
      Projection("square", try rows.binder().call("multiply", [whole, whole], at: nil))
    ]).aggregated(
      [
        Aggregation("earned", .sum, of: "earned"), Aggregation("square", .sum, of: "square"),
        Aggregation("n", .count),
      ], by: keys)
    let columns =
      sums.schema.fields + [
        Field("earned", .integer), Field("square", .wideDecimal(scale: 0)), Field("n", .integer),
      ]
    return try Relation.union(
      try [sums, each, squared].map { part throws(Problems) in
        try part.projected(
          columns.map { column in
            if let field = part.schema[column.name] { return Projection(keeping: field) }
            var nothing = Projection(
              column.name, Expression(literal: .missing, type: column.type))
            nothing.field.unit = column.unit
            return nothing
          })
      }, origin: sums.origin)
  }

  /// Unit costs from the sums of each group.
  static func finish(
    _ counts: [(metric: String, per: Int)], by group: Field?, earned: Field?, hasPaid: Bool,
    _ cost: Field
  ) -> Finish {
    let schema = Schema(
      (group.map { [$0] } ?? []) + [
        Field("metric", .text), Field("value", .number),
        Field("cost", .wideDecimal(scale: cost.type.scale ?? 0), unit: cost.unit),
        Field("n", .integer), Field("ci_lo", .number), Field("ci_hi", .number),
        Field("ci_method", .text), Field("flag", .text), Field("reason", .text),
      ] + (group == nil ? [] : [Field("is_total", .bool)]))
    return Finish("unit_costs", schema: schema) { table in
      var rows: [[Value]] = []
      let key = group == nil ? 0 : 1
      let scale = cost.type.scale ?? 0
      let observed = Observations(
        table, unit: earned.map { ScaledInteger(1, scale: $0.type.scale ?? 0) })
      func append(_ sums: [ScaledInteger], _ name: Value, isTotal: Bool) {
        func add(_ metric: String, _ estimate: Estimate, _ money: ScaledInteger, _ n: Int?) {
          let codes = estimate.flags.codes
          var cells: [Value] = group == nil ? [] : [name]
          cells += [.text(metric), Value(estimate.value)]
          cells.append(.decimal((money.atScale(scale) ?? money).units, scale: scale))
          cells.append(n.map { .integer(Int64($0)) } ?? .missing)
          cells += [Value(estimate.interval?.lower), Value(estimate.interval?.upper)]
          cells.append(estimate.interval.map { .text($0.method.rawValue) } ?? .missing)
          cells.append(codes.isEmpty ? .missing : .text(codes.joined(separator: " ")))
          cells.append(estimate.reason.map { .text($0.rawValue) } ?? .missing)
          if group != nil { cells.append(.bool(isTotal)) }
          rows.append(cells)
        }
        for (index, count) in counts.enumerated() {
          let n = Int(sums[1 + index].units)
          if count.metric == "cac_blended", hasPaid, let advertising = sums.last {
            add(
              "cac_paid", UnitCost.estimate(cost: advertising, count: n), advertising, n)
          }
          add(count.metric, UnitCost.estimate(cost: sums[0], count: n, per: count.per), sums[0], n)
        }
        if earned != nil {
          let result = ReturnOnInvestment(revenue: sums[1 + counts.count], cost: sums[0]).multiple
          let interval = observed.interval(isTotal ? nil : name)
          add(
            "roas",
            result.value.map {
              Estimate(
                $0, n: result.n, interval: interval?.scaled(by: 1 / sums[0].doubleValue),
                flags: result.flags)
            } ?? result, sums[0], nil)
        }
      }
      let width = 1 + counts.count + (earned == nil ? 0 : 1) + (hasPaid ? 1 : 0)
      let groups = table.rows.filter { !Observations.isOne($0, table.schema) }.map { row in
        (
          name: key == 0 ? .missing : row[0],
          sums: row[key..<key + width].map { ScaledInteger($0) ?? 0 }
        )
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

  /// What was earned by how many rows or units, group by group.
  private struct Observations {
    private var values: [Value: [(value: Double, count: Int)]] = [:]
    private var moments: [Value: (n: Int, sum: Int128, squares: Int128)] = [:]
    private var all: [(value: Double, count: Int)] = []
    private var whole: (n: Int, sum: Int128, squares: Int128) = (0, 0, 0)
    /// One of the smallest unit.
    private let unit: Double

    static func isOne(_ row: [Value], _ schema: Schema) -> Bool {
      schema.index(of: "earned").map { !row[$0].isMissing } ?? false
    }

    init(_ table: Table, unit: ScaledInteger?) {
      self.unit = unit?.doubleValue ?? 1
      guard let earned = table.schema.index(of: "earned"), let n = table.schema.index(of: "n"),
        let square = table.schema.index(of: "square")
      else { return }
      let hasGroup = table.schema.index(of: "group") != nil
      for row in table.rows where Observations.isOne(row, table.schema) {
        let name: Value = hasGroup ? row[0] : .missing
        if row[square].isMissing {
          let value = (value: Double(row[earned].whole), count: row[n].whole)
          values[name, default: []].append(value)
          all.append(value)
        } else {
          let squares = ScaledInteger(row[square])?.units ?? 0
          let sum = Int128(row[earned].whole)
          moments[name] = (row[n].whole, sum, squares)
          whole = (whole.n + row[n].whole, whole.sum + sum, whole.squares + squares)
        }
      }
    }

    /// The interval of what a group earned, or with nil all; nil below two observations.
    func interval(_ group: Value?) -> Interval? {
      let drawn = group.map { values[$0] ?? [] } ?? all
      if !drawn.isEmpty { return Interval.ofSum(drawn, name: "roas")?.scaled(by: unit) }
      let known = group.map { moments[$0] ?? (0, 0, 0) } ?? whole
      guard known.n > 1 else { return nil }
      let mean = Estimate.mean(Moments(count: known.n, sum: known.sum, sumOfSquares: known.squares))
      return mean.interval?.scaled(by: unit * Double(known.n))
    }
  }
}
