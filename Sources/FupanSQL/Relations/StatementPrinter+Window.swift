import FupanData
import FupanDiagnostics
import FupanPlan

extension StatementPrinter {
  /// Window functions with their frames written out; different rows that are equal in an
  /// order on which a result depends end the query.
  mutating func window(
    _ input: Relation, _ window: Window, of relation: Relation
  ) throws(Problems) -> String {
    var rows = try source(input)
    var keys = window.order
    var columns = ["*"]
    let dependsOnOrder =
      window.ties != .immaterial && window.functions.contains { $0.dependsOnOrder }
    if dependsOnOrder, window.ties == .inputOrder, keepsInputOrder(input) {
      let position = Relation.hiddenName("position", in: input.schema)
      rows = step(
        relation.origin.stage,
        "SELECT *, row_number() OVER () AS \(name(position))\nFROM \(rows)")
      keys.append(SortKey(position))
      columns = input.schema.names.map { name($0) }
    } else if dependsOnOrder {
      let ties = name(Relation.hiddenName("ties", in: input.schema))
      let same = name(Relation.hiddenName("same", in: input.schema))
      let tied =
        window.partition
        + window.order.map { $0.column }.filter {
          !window.partition.contains($0)
        }
      let over =
        tied.isEmpty ? "()" : "(PARTITION BY \(tied.map { name($0) }.joined(separator: ", ")))"
      let all = input.schema.names.map { name($0) }.joined(separator: ", ")
      rows = step(
        relation.origin.stage,
        "SELECT *, count(*) OVER \(over) AS \(ties),\n"
          + "  count(*) OVER (PARTITION BY \(all)) AS \(same)\nFROM \(rows)")
      rows = step(
        relation.origin.stage,
        "SELECT \(all)\nFROM \(rows)\nWHERE "
          + unless("\(ties) > \(same)", "tie in the order of \(relation.origin.stage)"))
    }
    let partition =
      window.partition.isEmpty
      ? [] : ["PARTITION BY \(window.partition.map { name($0) }.joined(separator: ", "))"]
    let sorted = keys.isEmpty ? [] : ["ORDER BY \(order(keys))"]
    for function in window.functions {
      let column = function.column.map { name($0) } ?? "*"
      let type = function.column.flatMap { input.schema[$0]?.type } ?? .integer
      let ranking = " OVER (\((partition + sorted).joined(separator: " ")))"
      let frame =
        switch function.frame {
        case .partition: "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
        case .running: "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW"
        case .runningExclusive: "ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING"
        }
      let framed = " OVER (\((partition + sorted + [frame]).joined(separator: " ")))"
      let value =
        switch function.kind {
        case .rowNumber: "CAST(row_number()\(ranking) AS BIGINT)"
        case .rank: "CAST(rank()\(ranking) AS BIGINT)"
        case .denseRank: "CAST(dense_rank()\(ranking) AS BIGINT)"
        case .ntile(let buckets): "CAST(ntile(\(buckets))\(ranking) AS BIGINT)"
        case .lag(let offset): "lag(\(column), \(offset))\(ranking)"
        case .lead(let offset): "lead(\(column), \(offset))\(ranking)"
        case .firstValue: dialect.passingOverMissing("first_value", column) + framed
        case .lastValue: dialect.passingOverMissing("last_value", column) + framed
        case .sum: sum(column, type, over: framed)
        case .count: "count(\(column))\(framed)"
        case .min: "min(\(column))\(framed)"
        case .max: "max(\(column))\(framed)"
        }
      columns.append("\(value) AS \(name(function.name))")
    }
    return "SELECT\(list(columns))\nFROM \(rows)"
  }
}

extension WindowFunction {
  /// Whether rows that are equal in the order would make the result depend on which comes first.
  fileprivate var dependsOnOrder: Bool {
    switch kind {
    case .rowNumber, .ntile, .lag, .lead, .firstValue, .lastValue: true
    case .rank, .denseRank: false
    case .sum, .count, .min, .max: frame != .partition
    }
  }
}
