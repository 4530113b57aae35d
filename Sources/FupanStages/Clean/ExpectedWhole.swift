import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// What rows must satisfy together: how many there are, how new the newest is, what columns add up
/// to. It is judged natively on one row of totals, and no row goes on before it is.
struct ExpectedWhole {
  /// Rules about single rows that are only counted.
  var rules: [(label: String, condition: Expression)] = []

  private let level: Expect.Level
  private let place: Place?
  private let rowCount: (min: Int?, max: Int?)?
  private let rowCountText: String
  private let fresh: Freshness?
  private let sums: [Sum]

  /// The instant before which the newest row may not be.
  private struct Freshness {
    let limit: DurationLiteral
    /// The microseconds at which the last day ends.
    let end: Int64
    let time: Expression
  }

  private struct Sum {
    let name: String
    let field: Field
    let expected: ExpectedSum
    /// The rows that have the other sum, and the column.
    let other: (rows: Relation, field: Field)?
  }

  init(_ expect: Expect, of input: Relation, in scope: Scope) throws(Problems) {
    var found: [Diagnostic] = []
    level = expect.level
    place = scope.origin.place
    rowCountText = expect.rowCount?.described ?? ""
    rowCount =
      found.gather { () throws(Problems) -> (min: Int?, max: Int?)? in
        guard let bounds = expect.rowCount else { return nil }
        return try bounds.counts()
      } ?? nil
    fresh =
      found.gather { () throws(Problems) -> Freshness? in
        guard let limit = expect.fresh else { return nil }
        let field = try TimeColumn.field(expect.at, in: input, at: scope.origin.place)
        let zone = try scope.requiredZone()
        guard let day = expect.asOf?.daysSince1970 ?? scope.asOf?.daysSinceEpoch else {
          throw Problems(Diagnostic(.asOfMissing, at: scope.origin.place))
        }
        return Freshness(
          limit: limit, end: zone.startOfDay(day + 1),
          time: try AnalysisColumns.microseconds(of: field, in: scope))
      } ?? nil
    var sums: [Sum] = []
    for entry in expect.sumsTo.entries {
      found.gather { () throws(Problems) in
        sums.append(try ExpectedWhole.sum(entry, of: input, in: scope))
      }
    }
    self.sums = sums
    if let problems = Problems(found) { throw problems }
  }

  private static func sum(
    _ entry: OrderedMap<ExpectedSum>.Entry, of input: Relation, in scope: Scope
  ) throws(Problems) -> Sum {
    var found: [Diagnostic] = []
    func number(_ name: String, _ rows: Relation, _ place: Place?) throws(Problems) -> Field {
      var prepared = PreparedRows(rows: rows)
      _ = try prepared.number(ColumnName(name, at: place), in: scope)
      return rows.schema[name] ?? Field(name, .integer)
    }
    let field = found.gather { () throws(Problems) in
      try number(entry.name, input, entry.place)
    }
    let other = found.gather { () throws(Problems) -> (Relation, Field)? in
      guard let name = entry.value.dataset else { return nil }
      let rows = try scope.relation(name)
      let column = entry.value.column
      return (rows, try number(column?.text ?? entry.name, rows, column?.place ?? name.place))
    }
    if let problems = Problems(found) { throw problems }
    guard let field, let other else { preconditionFailure("a missing column is a problem") }
    return Sum(name: entry.name, field: field, expected: entry.value, other: other)
  }

  private var isEmpty: Bool {
    rules.isEmpty && rowCount == nil && fresh == nil && sums.isEmpty
  }

  /// The rows with the columns named, once they are found to satisfy it together.
  func checked(
    _ rows: Relation, _ names: [String], in scope: Scope
  ) throws(Problems) -> Relation {
    if isEmpty { return try rows.selected(names) }
    let shared = rows.shared(as: scope.fragmentName("expecting"))
    let kept = try shared.selected(names)
    let schema = kept.schema
    let (level, judgement) = (level, self.judgement)
    let finish = Finish(
      "expectations", schema: schema,
      warnings: { level == .warn ? judgement.findings($0, as: .warning) : [] }
    ) { table throws(Problems) in
      if level == .fail { try Problems.throwIfAny(judgement.findings(table, as: .error)) }
      return Table(schema, [])
    }
    let verdict = try totals(shared).finished(finish, named: scope.fragmentName("expected"))
    return try Relation.union([kept, verdict], origin: scope.origin)
  }

  /// One row: how many rows there are, the newest instant, the sums and how many rows break rules.
  private func totals(_ rows: Relation) throws(Problems) -> Relation {
    var projections = [Projection("one", Expression(literal: .integer(1)))]
    var aggregations = [Aggregation("rows", .count)]
    if let fresh {
      projections.append(Projection("newest", fresh.time))
      aggregations.append(Aggregation("newest", .max, of: "newest"))
    }
    for (index, sum) in sums.enumerated() {
      projections.append(ExpectedWhole.term(sum.field, as: "sum\(index)"))
      aggregations.append(Aggregation("sum\(index)", .sum, of: "sum\(index)"))
    }
    for (index, rule) in rules.enumerated() {
      let kept = Expression.Branch(
        condition: rule.condition, value: Expression(literal: .integer(0)))
      projections.append(
        Projection(
          "broken\(index)",
          Expression(
            .conditional([kept], otherwise: Expression(literal: .integer(1))), type: .integer)))
      aggregations.append(Aggregation("broken\(index)", .sum, of: "broken\(index)"))
    }
    var result = try rows.projected(projections).aggregated(aggregations, by: [])
    for (index, sum) in sums.enumerated() {
      guard let other = sum.other else { continue }
      let name = "other\(index)"
      let total = try other.rows.projected([ExpectedWhole.term(other.field, as: name)])
        .aggregated([Aggregation(name, .sum, of: name)], by: [])
      let key = Join.Pair(left: "one", right: "one")
      result = try result.extended(["one": "1"]).joined(
        try total.extended(["one": "1"]), Join(.left, on: [key]))
    }
    return result
  }

  /// A column to add up; text is read as numbers.
  private static func term(_ field: Field, as name: String) -> Projection {
    let column = Expression(field)
    var projection = Projection(
      name, field.type == .text ? column.cast(to: .wideDecimal(scale: 9)) : column)
    projection.field.unit = nil
    return projection
  }

  private var judgement: ExpectationJudgement {
    ExpectationJudgement(
      place: place, rules: rules.map { $0.label }, rowCount: rowCount,
      rowCountText: rowCountText, fresh: fresh.map { ($0.limit, $0.end) },
      sums: sums.map { ($0.name, $0.expected) })
  }
}
