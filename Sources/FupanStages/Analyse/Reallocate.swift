import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `reallocate`: where money would earn more, as far as spending so far can tell.
///
/// Each day (or week) of a channel is an observation of what was spent and what came of it. Where ten
/// or more of them show diminishing returns clearly, the budget is set to one marginal return; else it
/// moves in steps of 5 % from the dearest result to the cheapest. Nobody leaves the range of spending
/// that was seen, nor moves further than `within`. Money is what a period costs on average. Advice,
/// never executed; days of spending are not randomised, so weekday and promotion confound it.
///
///     - reallocate: {of: amount, result: revenue, by: channel}
///     - reallocate: {of: amount, result: conversions, by: plan, every: week, within: 10%}
package struct Reallocate: TransformStage {
  package static let about = StageDescription(
    "reallocate", .analyse, "Proposes where a budget should move, within what was observed.")

  @Parameter("The amount spent.", .principal) var of: ColumnName
  @Parameter("What it brought.") var result: ColumnName
  @Parameter("The column that names the channel.") var by: ColumnName = "channel"
  @Parameter("The length of an observation.") var every: Cohort.Period = .day
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?
  @Parameter("How far a channel may move, of what it spends.")
  var within = Percentage(fraction: DecimalLiteral(units: 20, scale: 2))

  /// One row a channel, the last over all with what is gained; `marginal_cost` is what one more
  /// costs, `evidence` is `model`, `bands` or `average`.
  static func schema(by group: Field, scale: Int, unit: FupanData.Unit?) -> Schema {
    let money = DataType.wideDecimal(scale: scale)
    return Schema([
      group, Field("current", money, unit: unit), Field("proposed", money, unit: unit),
      Field("change", money, unit: unit), Field("n", .integer), Field("beta", .number),
      Field("beta_lo", .number), Field("beta_hi", .number), Field("marginal_cost", .number),
      Field("evidence", .text), Field("gain", .number), Field("gain_lo", .number),
      Field("gain_hi", .number), Field("is_total", .bool),
    ])
  }

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let cost = found.gather { () throws(Problems) in
      try AnalysisColumns.amount(of, in: input, scope)
    }
    let value = found.gather { () throws(Problems) in
      try AnalysisColumns.amount(result, in: input, scope)
    }
    let group = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(by, in: input, scope)
    }
    let day = found.gather { () throws(Problems) in
      try TimeColumn.day(at, in: input, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let cost, let value, let group, let day else {
      preconditionFailure("a missing column is a problem")
    }
    let rows = try input.projected([
      Projection(keeping: group, as: "source"), Projection("day", day),
      Projection(keeping: cost, as: "spent"), Projection(keeping: value, as: "value"),
    ]).filtered("day is not null").filtered("source is not null")
    let share = ScaledInteger(Int128(within.fraction.units), scale: within.fraction.scale)
    return
      try rows
      .extended(["period": "date_trunc('\(every.rawValue)', day)"])
      .aggregated(
        [Aggregation("spent", .sum, of: "spent"), Aggregation("value", .sum, of: "value")],
        by: ["source", "period"]
      )
      .finished(
        Reallocate.finish(by: group, cost, within: share.doubleValue),
        named: scope.fragmentName("reallocate"))
  }

  /// The proposal from what each channel spent and got in each period.
  static func finish(by group: Field, _ cost: Field, within share: Double) -> Finish {
    let scale = cost.type.scale ?? 0
    let schema = schema(by: group, scale: scale, unit: cost.unit)
    return Finish("budget_proposal", schema: schema) { table in
      var names: [Value] = []
      var periods: [Value] = []
      for row in table.rows {
        if !names.contains(row[0]) { names.append(row[0]) }
        if !periods.contains(row[1]) { periods.append(row[1]) }
      }
      names.sort { $0.precedes($1) }
      let rows = table.rows.sorted { $0[1].precedes($1[1]) }
      let channels = names.map { name -> BudgetProposal.Channel in
        let own = rows.filter { $0[0] == name }
        let sum = own.reduce(Int128(0)) { $0 + (ScaledInteger($1[2])?.units ?? 0) }
        return BudgetProposal.Channel(
          current: RoundingRule.halfAwayFromZero.quotient(sum, by: Int128(max(1, periods.count))),
          observations: own.compactMap { row in
            guard let spent = ScaledInteger(row[2])?.doubleValue, spent > 0 else { return nil }
            return (spent, ScaledInteger(row[3])?.doubleValue ?? 0)
          })
      }
      guard let proposal = BudgetProposal(channels, scale: scale, within: share) else {
        return Table(schema, rows: [])
      }
      func money(_ units: Int128) -> Value { .decimal(units, scale: scale) }
      var result = zip(names, zip(channels, proposal.lines)).map { name, pair -> [Value] in
        let (channel, line) = pair
        return [
          name, money(line.current), money(line.proposed), money(line.proposed - line.current),
          .integer(Int64(channel.observations.count)), Value(line.beta?.value),
          Value(line.beta?.interval?.lower), Value(line.beta?.interval?.upper),
          Value(line.marginalCost), .text(line.evidence.rawValue), .missing, .missing, .missing,
          .bool(false),
        ]
      }
      let total = proposal.lines.reduce(Int128(0)) { $0 + $1.current }
      result.append(
        [
          .missing, money(total), money(proposal.lines.reduce(Int128(0)) { $0 + $1.proposed }),
          money(0), .integer(Int64(channels.reduce(0) { $0 + $1.observations.count })), .missing,
          .missing, .missing, .missing, .missing, Value(proposal.gain?.value),
          Value(proposal.gain?.interval?.lower), Value(proposal.gain?.interval?.upper),
          .bool(true),
        ])
      return Table(schema, rows: result)
    }
  }
}
