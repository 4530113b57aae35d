import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `crosstab`: how many rows there are of each value of one column and each value of another.
///
/// One row a cell, cells without rows included, with its share of its row, its column and all.
/// Values are those that occur, and those that are declared: a table whose columns are values is
/// made of it by `pivot`, which wants them declared, because a plan's columns are known before its
/// rows are. A missing value is a value too, and stands last.
///
///     - crosstab: {of: satisfaction, by: channel}
///     - crosstab: {of: satisfaction, by: channel, options: [满意, 一般, 不满意]}
package struct Crosstab: TransformStage {
  package static let about = StageDescription(
    "crosstab", .analyse,
    "Counts the rows of each combination of two columns, with shares of row, column and total.")

  @Parameter("The column whose values are the table's columns.", .principal) var of: ColumnName
  @Parameter("The column whose values are the table's rows.") var by: ColumnName
  @Parameter("Values of the first to list first, even where nobody has them.")
  var options: [String] = []
  @Parameter("Values of the second to list first, even where nobody has them.")
  var groups: [String] = []

  /// The columns of the result besides the two.
  static let results = ["n", "row_share", "column_share", "share"]
  /// The most cells of a table.
  private static let mostCells = 100_000

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let column = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(of, in: input, scope)
    }
    let row = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(by, in: input, scope)
    }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(of, among: Crosstab.results + [by.text], scope)
    }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(by, among: Crosstab.results, scope)
    }
    let listed = column.flatMap { column in
      found.gather { () throws(Problems) in
        try values(options, of: column, at: $options.place ?? scope.origin.place)
      }
    }
    let grouped = row.flatMap { row in
      found.gather { () throws(Problems) in
        try values(groups, of: row, at: $groups.place ?? scope.origin.place)
      }
    }
    if let problems = Problems(found) { throw problems }
    guard let column, let row, let listed, let grouped else {
      preconditionFailure("a missing column is a problem")
    }
    let counts =
      try input
      .projected([Projection(keeping: row, as: "row"), Projection(keeping: column, as: "column")])
      .aggregated([Aggregation("n", .count)], by: ["row", "column"])
    return counts.finished(
      Crosstab.finish(row, column, groups: grouped, options: listed, at: scope.origin.place),
      named: scope.fragmentName("crosstab"))
  }

  /// Declared values as the column has them.
  private func values(
    _ texts: [String], of field: Field, at place: Place?
  ) throws(Problems) -> [Value] {
    var found: [Diagnostic] = []
    let values = texts.map { text in
      found.gather { () throws(Problems) in
        try Expression.literal(text, like: field, at: place).literal
      }
    }
    if let problems = Problems(found) { throw problems }
    return values.compactMap { $0 ?? nil }
  }

  private static func finish(
    _ row: Field, _ column: Field, groups: [Value], options: [Value], at place: Place?
  ) -> Finish {
    let schema = Schema([
      row, column, Field("n", .integer), Field("row_share", .number, unit: .ratio),
      Field("column_share", .number, unit: .ratio), Field("share", .number, unit: .ratio),
    ])
    return Finish("cross_tabulation", schema: schema) { table throws(Problems) in
      let cells = table.rows
      let rows = listed(groups, cells.map { $0[0] })
      let columns = listed(options, cells.map { $0[1] })
      if rows.count * columns.count > mostCells {
        throw Problems(
          Diagnostic(
            .crosstabTooLarge, at: place,
            [
              "rows": .integer(rows.count), "columns": .integer(columns.count),
              "limit": .integer(mostCells),
            ]))
      }
      let counts = Dictionary(
        cells.map { ([$0[0], $0[1]], $0[2].whole) }, uniquingKeysWith: { first, _ in first })
      let grid = rows.map { row in columns.map { counts[[row, $0]] ?? 0 } }
      let rowTotals = grid.map { $0.reduce(0, +) }
      let columnTotals = columns.indices.map { column in grid.reduce(0) { $0 + $1[column] } }
      let total = rowTotals.reduce(0, +)
      func share(_ part: Int, of whole: Int) -> Value {
        whole == 0 ? .missing : .number(Double(part) / Double(whole))
      }
      var result: [[Value]] = []
      for (index, row) in rows.enumerated() {
        for (position, column) in columns.enumerated() {
          let n = grid[index][position]
          result.append([
            row, column, .integer(Int64(n)), share(n, of: rowTotals[index]),
            share(n, of: columnTotals[position]), share(n, of: total),
          ])
        }
      }
      return Table(schema, rows: result)
    }
  }

  /// The declared values in their order, then the others that occur in theirs.
  private static func listed(_ declared: [Value], _ found: [Value]) -> [Value] {
    var seen: Set<Value> = []
    let first = declared.filter { seen.insert($0).inserted }
    let others = found.filter { seen.insert($0).inserted }
    return first + others.sorted { $0.precedes($1) }
  }
}

extension Message {
  static let crosstabTooLarge = Message(
    "crosstab_too_large", exit: .dataRefused,
    en: "a table of {rows} × {columns} cells is more than anybody reads; the limit is {limit}",
    zh: "{rows} × {columns} 格的表无法阅读，上限为 {limit} 格",
    hint: (
      en: "put values together first, with bin or segment", zh: "请先用 bin 或 segment 归并取值"
    ))
}
