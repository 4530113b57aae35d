import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `crosstab`: how many rows there are of each value of one column and each value of another, and
/// whether the two go together.
///
/// One row a cell, cells without rows included, with its share of its row, its column and all, what it
/// would be if the columns had nothing to do with each other, and a mark where it is more (1) or less
/// (-1), q below 0.05 over the table. On every row stand X² with its p (of Fisher's test or of a
/// permutation where counts are small) and Cramér's V, corrected for its bias. Rows without one of the
/// values count nowhere in that. Where answers are lists each option is a table of its own, of those
/// who chose it and those who did not, its p and V on its rows; shares are of those who answered.
/// With `weight` shares are weighted, and the test takes their cost into account (Rao and Scott).
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

  @Parameter("The column whose values, or options, are the table's columns.", .principal)
  var of: ColumnName
  @Parameter("The column whose values are the table's rows.") var by: ColumnName
  @Parameter("Values of the first to list first, even where nobody has them.")
  var options: [String] = []
  @Parameter("Values of the second to list first, even where nobody has them.")
  var groups: [String] = []
  @Parameter("The column of respondents' weights, such as rake makes.") var weight: ColumnName?

  /// The columns of the result besides the two.
  static let results = [
    "n", "row_share", "column_share", "share", "expected", "residual", "q", "mark", "chi_squared",
    "degrees", "p", "v", "test",
  ]
  /// The most cells of a table.
  static let mostCells = 100_000

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let column = found.gather { () throws(Problems) in
      try input.binder().field(of.text, at: of.place ?? scope.origin.place)
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
        try values(options, of: Crosstab.item(of: column), at: $options.place ?? scope.origin.place)
      }
    }
    let grouped = row.flatMap { row in
      found.gather { () throws(Problems) in
        try values(groups, of: row, at: $groups.place ?? scope.origin.place)
      }
    }
    let weighed = found.gather { () throws(Problems) in
      try AnswerWeight.checked(weight, in: input, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let column, let row, let listed, let grouped, let weighed else {
      preconditionFailure("a missing column is a problem")
    }
    let weights = try weighed.weight?.projections(of: weighed.rows) ?? []
    let rows = try weighed.rows.projected(
      [Projection(keeping: row, as: "row"), Projection(keeping: column, as: "column")] + weights)
    let aggregations =
      [Aggregation("n", .count)] + (weighed.weight == nil ? [] : AnswerWeight.sums)
    let isMultiple = column.type == .list
    let counts =
      try isMultiple
      ? Crosstab.chosen(rows, aggregations)
      : rows.aggregated(aggregations, by: ["row", "column"])
    return counts.finished(
      CrosstabFinish(
        row, Crosstab.item(of: column), groups: grouped, options: listed, isMultiple: isMultiple,
        isWeighted: weighed.weight != nil, at: scope.origin.place
      ).finish, named: scope.fragmentName("crosstab"))
  }

  /// A column's values, or a list's options.
  private static func item(of column: Field) -> Field {
    var item = column
    if column.type == .list { item.type = .text }
    return item
  }

  /// Respondents of each row by option, each option once a respondent, and under a missing option all
  /// who chose any.
  private static func chosen(
    _ rows: Relation, _ aggregations: [Aggregation]
  ) throws(Problems) -> Relation {
    guard let distinct = FunctionCatalog["list_distinct"] else {
      preconditionFailure("the catalogue has list_distinct")
    }
    let columns = ["row", "column"] + aggregations.map { $0.name }
    let once = try rows.binder().call(distinct, [try rows.formula("column")], at: nil)
    let counts =
      try rows
      .extended([Projection("column", once)])
      .unnested(Unnest("column", into: "column", keepsEmpty: false))
      .aggregated(aggregations, by: ["row", "column"])
      .selected(columns)
    let bases =
      try rows
      .filtered("list_length(column) > 0")
      .aggregated(aggregations, by: ["row"])
      .extended([Projection("column", Expression(literal: .missing, type: .text))])
      .selected(columns)
    return try Relation.union([counts, bases], origin: rows.origin)
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
