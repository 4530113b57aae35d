import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `budget_shares`: how plan and spending split over the parts of a scheme, against the scheme.
///
/// A scheme is one that is known by its numbers, `80/20` or `60/20/15/5`, whose parts `parts` names in
/// that order; or parts with their percentages. It adds up to one hundred per cent; a reserve beyond
/// that is named under `on_top` and is in no share. What belongs to no part is listed without one.
///
///     - budget_shares: {by: quadrant, scheme: 60/20/15/5, parts: [引流, 转化, 留存, 测试]}
///     - budget_shares: {by: quadrant, shares: {核心: 80%, 其他: 20%}, on_top: [应急]}
package struct BudgetShares: TransformStage {
  package static let about = StageDescription(
    "budget_shares", .analyse, "Holds the shares of plan and spending against a scheme.")

  @Parameter("The column that says which part a line belongs to.", .principal) var by: ColumnName
  @Parameter("What was planned.") var planned: ColumnName = "planned"
  @Parameter("What was spent.") var actual: ColumnName = "actual"
  @Parameter("A scheme known by its numbers: 80/20 or 60/20/15/5.") var scheme: Located<String>?
  @Parameter("The names of that scheme's parts, in its order.") var parts: [String] = []
  @Parameter("A scheme of one's own: its parts and their percentages.")
  var shares: OrderedMap<Percentage>?
  @Parameter("Parts beyond the hundred per cent, such as a reserve.") var onTop: [String] = []

  package init() {}

  /// The scheme's parts and their shares.
  ///
  /// - Throws: a scheme that is unknown, that does not add up, or whose parts are not named.
  func declared(in scope: Scope) throws(Problems) -> [(name: String, percent: ScaledInteger)] {
    if let shares {
      let declared = shares.entries.map {
        (
          name: $0.name,
          percent: ScaledInteger(Int128($0.value.fraction.units), scale: $0.value.fraction.scale)
        )
      }
      guard BudgetScheme(shares: declared.map { $0.percent.doubleValue }) != nil else {
        throw Problems(
          Diagnostic(.schemeNotWhole, at: shares.entries.first?.place ?? scope.origin.place))
      }
      return declared
    }
    guard let scheme else { throw Problems(Diagnostic(.noScheme, at: scope.origin.place)) }
    guard let preset = BudgetScheme.presets.first(where: { $0.name == scheme.value }) else {
      throw Problems(
        Diagnostic(
          .unknownScheme, at: scheme.place,
          [
            "name": .text(scheme.value), "names": .list(BudgetScheme.presets.map { $0.name }),
          ]))
    }
    guard parts.count == preset.percents.count else {
      throw Problems(
        Diagnostic(
          .schemeParts, at: scheme.place,
          ["name": .text(preset.name), "count": .text(String(preset.percents.count))]))
    }
    return zip(parts, preset.percents).map {
      ($0, ScaledInteger(Int128($1), scale: 2))
    }
  }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let part = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(by, in: input, scope)
    }
    let amounts = [planned, actual].map { name in
      found.gather { () throws(Problems) in try AnalysisColumns.amount(name, in: input, scope) }
    }
    let declared = found.gather { () throws(Problems) in try self.declared(in: scope) }
    if let problems = Problems(found) { throw problems }
    guard let part, let plan = amounts[0], let spent = amounts[1], let declared else {
      preconditionFailure("a missing column is a problem")
    }
    return try input.projected([
      Projection("part", Expression(part).cast(to: .text)),
      Projection(keeping: plan, as: "planned"), Projection(keeping: spent, as: "actual"),
    ]).aggregated(
      [Aggregation("planned", .sum, of: "planned"), Aggregation("actual", .sum, of: "actual")],
      by: ["part"]
    ).finished(
      BudgetShares.finish(declared, onTop: onTop, plan, spent),
      named: scope.fragmentName("budget_shares"))
  }

  /// Shares of each part; parts of the scheme first in its order, then others by name.
  static func finish(
    _ declared: [(name: String, percent: ScaledInteger)], onTop: [String], _ planned: Field,
    _ actual: Field
  ) -> Finish {
    let scale = max(planned.type.scale ?? 0, actual.type.scale ?? 0)
    let money = DataType.wideDecimal(scale: scale)
    let schema = Schema([
      Field("part", .text), Field("scheme", .number, unit: .ratio),
      Field("planned", money, unit: planned.unit), Field("planned_share", .number, unit: .ratio),
      Field("planned_gap", .number), Field("actual", money, unit: actual.unit),
      Field("actual_share", .number, unit: .ratio), Field("actual_gap", .number),
      Field("is_on_top", .bool),
    ])
    return Finish("budget_shares", schema: schema) { table in
      func amount(_ value: Value) -> ScaledInteger {
        (ScaledInteger(value) ?? 0).atScale(scale) ?? 0
      }
      let rows = table.rows.sorted { $0[0].precedes($1[0]) }
      func isOnTop(_ name: Value) -> Bool { name.text.map { onTop.contains($0) } ?? false }
      let within = rows.filter { !isOnTop($0[0]) }
      let totals = [1, 2].map { index in
        NeumaierSum.of(within.map { amount($0[index]).doubleValue })
      }
      func line(_ name: Value, _ percent: ScaledInteger?, _ row: [Value]?) -> [Value] {
        let top = isOnTop(name)
        var cells: [Value] = [name, Value(percent?.doubleValue)]
        for (index, total) in totals.enumerated() {
          let own = row.map { amount($0[index + 1]) } ?? 0
          let share = top || total <= 0 ? nil : own.doubleValue / total
          cells += [
            .decimal((own.atScale(scale) ?? own).units, scale: scale), Value(share),
            Value(share.flatMap { share in percent.map { 100 * (share - $0.doubleValue) } }),
          ]
        }
        return cells + [.bool(top)]
      }
      var lines = declared.map { part in
        line(.text(part.name), part.percent, rows.first { $0[0] == .text(part.name) })
      }
      guard !rows.isEmpty else { return Table(schema, rows: []) }
      for row in rows where !declared.contains(where: { .text($0.name) == row[0] }) {
        lines.append(line(row[0], nil, row))
      }
      return Table(schema, rows: lines)
    }
  }
}
