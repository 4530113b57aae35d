import FupanData
import FupanDiagnostics
import FupanPlan

extension StatementPrinter {
  /// `GROUP BY` with results that every engine gives alike: sums in 38 digits, order statistics by
  /// position, first and last by rank.
  mutating func aggregate(
    _ input: Relation, _ by: [String], _ aggregations: [Aggregation], of relation: Relation
  ) throws(Problems) -> String {
    var rows = try source(input)
    var ranked: [(key: String, title: String)] = []
    var windows: [String] = []
    func hidden(_ stem: String) -> String { Relation.hiddenName(stem, in: input.schema) }
    let partition =
      by.isEmpty ? "" : "PARTITION BY \(by.map { name($0) }.joined(separator: ", ")) "
    /// The hidden column with this window function, added once.
    func position(_ stem: String, _ sql: String) -> String {
      if let known = ranked.first(where: { $0.key == sql }) { return known.title }
      let title = name(hidden("\(stem)\(ranked.count + 1)"))
      ranked.append((sql, title))
      windows.append("\(sql) AS \(title)")
      return title
    }
    let isPositioned =
      keepsInputOrder(input) && aggregations.contains { $0.needsPosition }
    let inputPosition = Relation.hiddenName("position", in: input.schema)
    if isPositioned {
      rows = step(
        relation.origin.stage,
        "SELECT *, row_number() OVER () AS \(name(inputPosition))\nFROM \(rows)")
    }
    var columns = by.map { name($0) }
    var checks: [String] = []
    for aggregation in aggregations {
      let field = aggregation.column.flatMap { input.schema[$0] }
      let column = aggregation.column.map { name($0) } ?? "*"
      let value: String
      switch aggregation.function {
      case .count: value = "count(\(column))"
      case .countDistinct: value = "count(DISTINCT \(column))"
      case .sum: value = sum(column, field?.type ?? .integer, over: "")
      case .min: value = "min(\(column))"
      case .max: value = "max(\(column))"
      case .first, .last:
        let ordering =
          aggregation.order
          + (isPositioned && aggregation.needsPosition ? [SortKey(inputPosition)] : [])
        let keys = aggregation.function == .first ? ordering : ordering.map { $0.reversed }
        let sorted = ["\(column) IS NULL"] + (keys.isEmpty ? [] : [order(keys)])
        let rank = position(
          "rank", "rank() OVER (\(partition)ORDER BY \(sorted.joined(separator: ", ")))")
        let chosen = "CASE WHEN \(rank) = 1 THEN \(column) END"
        checks.append(
          unless("count(DISTINCT \(chosen)) > 1", "tie in the order of \(aggregation.name)"))
        value = "max(\(chosen))"
      case .orderStatistic(let numerator, let denominator, let upper):
        let row = position(
          "row", "row_number() OVER (\(partition)ORDER BY \(column) ASC NULLS LAST)")
        let over = by.isEmpty ? "()" : "(\(partition.dropLast()))"
        let count = position("count", "count(\(column)) OVER \(over)")
        let steps = "((\(count) - 1) * \(numerator))"
        var index = dialect.quotient(steps, "\(denominator)")
        if upper {
          index += " + CASE WHEN \(steps) % \(denominator) > 0 THEN 1 ELSE 0 END"
        }
        value = "max(CASE WHEN \(row) - 1 = \(index) THEN \(column) END)"
      }
      columns.append("\(value) AS \(name(aggregation.name))")
    }
    if !windows.isEmpty {
      rows = step(
        relation.origin.stage, "SELECT\(list(["*"] + windows))\nFROM \(rows)")
    }
    if columns.isEmpty { columns = ["1"] }
    var sql = "SELECT\(list(columns))\nFROM \(rows)"
    if !by.isEmpty { sql += "\nGROUP BY \(by.map { name($0) }.joined(separator: ", "))" }
    if !checks.isEmpty { sql += "\nHAVING \(checks.joined(separator: "\n  AND "))" }
    return sql
  }

  /// An exact sum that overflows loudly; a number is rounded to nine digits first.
  func sum(_ column: String, _ type: DataType, over: String) -> String {
    let result = AggregateFunction.sum.result(for: type) ?? .integer
    let addend = type == .integer ? column : cast(column, from: type, to: result)
    return "CAST(sum(\(addend))\(over) AS \(dialect.typeName(result)))"
  }
}

extension Aggregation {
  /// Whether the order of the input decides between rows that are equal in its own.
  fileprivate var needsPosition: Bool {
    (function == .first || function == .last) && ties == .inputOrder
  }
}

extension SortKey {
  /// The same column the other way round.
  fileprivate var reversed: SortKey {
    SortKey(
      column, direction == .ascending ? .descending : .ascending,
      nulls: nulls == .first ? .last : .first)
  }
}
