import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanMetrics
import FupanPlan

/// `ratios`: sums over sums, such as likes per view, for each group and with intervals.
///
/// Rows are independent of each other (a post, a day, a buyer), and the interval is that of a ratio
/// of sums clustered by row: never a mean of rates. A row where either side is missing is left out of
/// that ratio. Each ratio has `_lo` and `_hi`.
///
///     - ratios: {of: {like_rate: likes, save_rate: saves}, per: views, by: kol_id}
package struct Ratios: TransformStage {
  package static let about = StageDescription(
    "ratios", .analyse, "Divides sums by a sum for each group, with intervals clustered by row.")

  @Parameter("New columns and the columns that are summed above the line.", .principal, .nonEmpty)
  var of: OrderedMap<ColumnName>
  @Parameter("The column that is summed below the line.") var per: ColumnName
  @Parameter("Columns to divide separately for each combination of.") var by: [ColumnName] = []

  package init() {}

  private var results: [String] {
    ["n"] + of.names.flatMap { [$0, "\($0)_lo", "\($0)_hi"] }
  }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let keys = found.gather { () throws(Problems) in
      try AnalysisColumns.keys(by, in: input, scope)
    }
    for name in by {
      found.gather { () throws(Problems) in
        try AnalysisColumns.requireFree(name, among: results, scope)
      }
    }
    var prepared = PreparedRows(rows: input)
    let above = of.entries.map { entry in
      found.gather { () throws(Problems) in try prepared.factor(entry.value, in: scope) }
    }
    let below = found.gather { () throws(Problems) in try prepared.factor(per, in: scope) }
    if let problems = Problems(found) { throw problems }
    guard let keys, let below else { preconditionFailure("a missing column is a problem") }

    var projections = keys.compactMap { prepared.rows.schema[$0].map { Projection(keeping: $0) } }
    for (index, field) in above.enumerated() {
      guard let field else { continue }
      projections += [
        Projection("_x\(index)", Expression(below)), Projection("_y\(index)", Expression(field)),
      ]
    }
    var rows = try prepared.rows.projected(projections)
    var sums = [Aggregation("n", .count)]
    for index in above.indices {
      let (x, y) = ("_x\(index)", "_y\(index)")
      rows = try rows.extended([
        Projection("_u\(index)", try rows.formula("case when \(y) is not null then \(x) end")),
        Projection("_v\(index)", try rows.formula("case when \(x) is not null then \(y) end")),
      ])
      rows = try rows.extended([
        Projection("_xx\(index)", try rows.formula("_u\(index) * _u\(index)")),
        Projection("_xy\(index)", try rows.formula("_u\(index) * _v\(index)")),
        Projection("_yy\(index)", try rows.formula("_v\(index) * _v\(index)")),
      ])
      sums += [
        Aggregation("n\(index)", .count, of: "_u\(index)"),
        Aggregation("x\(index)", .sum, of: "_u\(index)"),
        Aggregation("y\(index)", .sum, of: "_v\(index)"),
        Aggregation("xx\(index)", .sum, of: "_xx\(index)"),
        Aggregation("xy\(index)", .sum, of: "_xy\(index)"),
        Aggregation("yy\(index)", .sum, of: "_yy\(index)"),
      ]
    }
    let reduced = try rows.aggregated(sums, by: keys)
    return reduced.finished(
      finish(keys.compactMap { input.schema[$0] }), named: scope.fragmentName("ratios"))
  }

  private func finish(_ keys: [Field]) -> Finish {
    let schema = Schema(
      keys + results.map { $0 == "n" ? Field($0, .integer) : Field($0, .number) })
    return Finish("ratios", schema: schema) { table in
      let width = keys.count
      let rows = table.rows.sorted { left, right in
        for index in 0..<width where left[index] != right[index] {
          return left[index].precedes(right[index])
        }
        return false
      }
      return Table(
        schema,
        rows: rows.map { row in
          var cells = Array(row[...width])
          for index in self.of.entries.indices {
            let start = width + 1 + index * 6
            let estimate = Ratios.estimate(Array(row[start..<start + 6]))
            cells += [
              Value(estimate.value), Value(estimate.interval?.lower),
              Value(estimate.interval?.upper),
            ]
          }
          return cells
        })
    }
  }

  /// A ratio from how many rows there are, Σx, Σy, Σx², Σxy and Σy².
  private static func estimate(_ cells: [Value]) -> Estimate {
    guard cells[0].whole > 0, let x = cells[1].scaledInteger, let y = cells[2].scaledInteger,
      let xx = cells[3].scaledInteger, let xy = cells[4].scaledInteger,
      let yy = cells[5].scaledInteger
    else { return Estimate(none: .empty) }
    return .ratio(
      PairSums(
        count: cells[0].whole, x: x.units, y: y.units, xx: xx.units, xy: xy.units, yy: yy.units,
        xScale: x.scale, yScale: y.scale))
  }
}
