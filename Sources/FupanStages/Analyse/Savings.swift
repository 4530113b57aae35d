import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan
import FupanReports

/// `savings`: what each lever saved against how it was done before.
///
/// Saved is (before − now) × units, with units one where none are given. Rows of one lever are added
/// up; its rate is what was saved of what it would have cost. The last row is over all levers.
///
///     - savings: {by: lever, before: cost_before, now: cost_now, units: uses}
package struct Savings: TransformStage {
  package static let about = StageDescription(
    "savings", .analyse, "Adds up what each lever saved against how it was done before.")

  @Parameter("The column that names the lever.", .principal) var by: ColumnName
  @Parameter("What one cost before.") var before: ColumnName
  @Parameter("What one costs now.") var now: ColumnName
  @Parameter("How many there were.") var units: ColumnName?

  /// One row a lever; `before` and `now` are what all its units would have cost and did.
  static let results = ["units", "before", "now", "saved", "rate", "is_total"]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let lever = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(by, in: input, scope)
    }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(by, among: Savings.results, scope)
    }
    let amounts = [before, now].map { name in
      found.gather { () throws(Problems) in try AnalysisColumns.amount(name, in: input, scope) }
    }
    let count = found.gather { () throws(Problems) -> Field? in
      guard let units else { return nil }
      let field = try AnalysisColumns.amount(units, in: input, scope)
      guard field.type == .integer else {
        throw Problems(
          Diagnostic(
            .notACount, at: units.place ?? scope.origin.place,
            ["name": .text(field.name), "type": .text(field.type.description)]))
      }
      return field
    }
    if let problems = Problems(found) { throw problems }
    guard let lever, let old = amounts[0], let new = amounts[1], let count else {
      preconditionFailure("a missing column is a problem")
    }
    let scale = max(old.type.scale ?? 0, new.type.scale ?? 0)
    var projections = [
      Projection(keeping: lever, as: "lever"),
      Projection(
        "units",
        count.map { Expression($0) } ?? Expression(literal: .integer(1))),
    ]
    for (name, field) in [("before", old), ("now", new)] {
      var amount = Projection(name, Expression(field).cast(to: .decimal(scale: scale)))
      amount.field.unit = nil
      projections.append(amount)
    }
    return try input.projected(projections)
      .filtered("before is not null").filtered("now is not null").filtered("units is not null")
      .extended(["before_all": "before * units", "now_all": "now * units"])
      .aggregated(
        [
          Aggregation("units", .sum, of: "units"), Aggregation("before", .sum, of: "before_all"),
          Aggregation("now", .sum, of: "now_all"),
        ], by: ["lever"]
      )
      .finished(
        Savings.finish(lever, scale: scale, unit: old.unit), named: scope.fragmentName("savings"))
  }

  static func finish(_ lever: Field, scale: Int, unit: FupanData.Unit?) -> Finish {
    let money = DataType.wideDecimal(scale: scale)
    let schema = Schema([
      lever, Field("units", .integer), Field("before", money, unit: unit),
      Field("now", money, unit: unit), Field("saved", money, unit: unit),
      Field("rate", .number, unit: .ratio), Field("is_total", .bool),
    ])
    return Finish("savings", schema: schema) { table in
      func row(
        _ name: Value, _ units: Int, _ before: Int128, _ now: Int128, isTotal: Bool
      ) -> [Value] {
        [
          name, .integer(Int64(units)), .decimal(before, scale: scale),
          .decimal(now, scale: scale), .decimal(before - now, scale: scale),
          before == 0 ? .missing : .number(Double(before - now) / Double(before)), .bool(isTotal),
        ]
      }
      func amount(_ value: Value) -> Int128 {
        ScaledInteger(value)?.atScale(scale)?.units ?? 0
      }
      var rows = table.rows.sorted { $0[0].precedes($1[0]) }.map {
        row($0[0], $0[1].whole, amount($0[2]), amount($0[3]), isTotal: false)
      }
      guard !rows.isEmpty else { return Table(schema, rows: []) }
      rows.append(
        row(
          .missing, table.rows.reduce(0) { $0 + $1[1].whole },
          table.rows.reduce(0) { $0 + amount($1[2]) }, table.rows.reduce(0) { $0 + amount($1[3]) },
          isTotal: true))
      return Table(schema, rows: rows)
    }
  }
}

extension Savings: PresentedStage {
  /// Before, now and saved by lever.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    guard !result.rows.isEmpty else {
      return [.prose(context.say(sentence: "没有降本记录。", "No savings were recorded."))]
    }
    func money(_ value: Value) -> Report.Value { Report.Value(exact: value, isMoney: true) }
    return [
      .table(
        Report.Table(
          id: "\(context.dataset)_savings", title: context.say("降本", "Savings"),
          columns: [
            .init("lever", context.label(of: by), .text),
            .init("units", context.say("数量", "Units"), .integer),
            .init("before", context.say("按原来的做法", "As before"), .money),
            .init("now", context.say("实际", "Now"), .money),
            .init("saved", context.say("省下", "Saved"), .money),
            .init("rate", context.say("降幅", "Of before"), .ratio),
          ],
          rows: result.rows.map { row in
            let isTotal = row[6] == .bool(true)
            return Report.Table.Row(
              [
                .text(isTotal ? context.say("合计", "Total") : context.name(of: row[0])),
                .integer(row[1].whole), money(row[2]), money(row[3]), money(row[4]),
                Report.Value(ratio: row[5]),
              ], isTotal: isTotal)
          }))
    ]
  }
}
