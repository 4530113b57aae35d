import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `running`: a sum, count, mean or extreme of the rows so far, or of the last few.
///
/// Missing values are passed over. Over the last `rows` rows there is a value only where there are
/// as many.
///
///     - running: {of: revenue, order: day, into: revenue_so_far}
///     - running: {of: revenue, by: channel, order: day, function: mean, rows: 7, into: weekly}
package struct Running: TransformStage {
  package static let about = StageDescription(
    "running", .aggregate, "Adds a sum, count, mean or extreme of the rows so far.")

  @Parameter("The column that is added up.", .principal) var of: ColumnName
  @Parameter("Columns to start again for each combination of.") var by: [ColumnName] = []
  @Parameter("What 'so far' means: the columns to order rows by.", .nonEmpty)
  var order: [ColumnName]
  @Parameter("What is computed.") var function: Function = .sum
  @Parameter("Only the last so many rows, this one included; by default all so far.", .atLeast(1))
  var rows: Int?
  @Parameter("The new column.", .nonEmpty) var into: String = "running"
  @Parameter("What happens where two rows are equal in the order.") var ties: TiePolicy = .error

  /// What is computed of the rows so far.
  package enum Function: String, ParameterChoice {
    case sum, count, mean, min, max
  }

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    var prepared = PreparedRows(rows: input)
    let field = found.gather { () throws(Problems) in
      if function != .sum, function != .mean, !scope.readsText || function == .count {
        return try AnalysisColumns.grouping(of, in: input, scope)
      }
      return try prepared.number(of, in: scope)
    }
    let keys = found.gather { () throws(Problems) in
      try AnalysisColumns.keys(by, in: input, scope)
    }
    let sorting = found.gather { () throws(Problems) in try prepared.order(order, in: scope) }
    if rows != nil, function == .min || function == .max {
      found.append(
        Diagnostic(
          .notOfLastRows, at: $rows.place ?? scope.origin.place,
          ["function": .text(function.rawValue)]))
    }
    if let problems = Problems(found) { throw problems }
    guard let field, let keys, let sorting else {
      preconditionFailure("a missing column is a problem")
    }
    if function == .min || function == .max {
      let value = try prepared.window(
        by: keys, order: sorting, ties: ties,
        (
          into,
          WindowFunction("", function == .min ? .min : .max, of: field.name, frame: .running)
        ))[0]
      return try prepared.adding(Projection(keeping: value, as: into))
    }
    let value = try sums(field, keys, sorting, &prepared)
    return try prepared.adding(Projection(into, value))
  }

  /// Sum, count or mean: of the last rows they are what the sums so far have grown by.
  private func sums(
    _ field: Field, _ keys: [String], _ order: [SortKey], _ prepared: inout PreparedRows
  ) throws(Problems) -> Expression {
    let count = WindowFunction("", .count, of: field.name, frame: .running)
    let number = WindowFunction("", .rowNumber)
    var known: [Field]
    if function == .count {
      known = try prepared.window(
        by: keys, order: order, ties: ties, ("count", count), ("row", number))
    } else {
      let sum = WindowFunction("", .sum, of: field.name, frame: .running)
      known = try prepared.window(
        by: keys, order: order, ties: ties, ("count", count), ("row", number), ("sum", sum))
    }
    if let rows {
      let place = known[1].name
      var grown: [Field] = []
      for field in known where field.name != place {
        let before = try prepared.window(
          by: keys, order: [SortKey(place)],
          ("before", WindowFunction("", .lag(rows), of: field.name)))[0]
        let growth = try prepared.rows.formula(
          "case when \(place) >= \(rows) then "
            + "coalesce(\(field.name), 0) - coalesce(\(before.name), 0) end")
        grown.append(try prepared.hide("grown", growth))
      }
      known = [grown[0], known[1]] + grown.dropFirst()
    }
    switch function {
    case .count: return Expression(known[0])
    case .mean:
      return try prepared.rows.formula("\(known[2].name) / \(known[0].name)")
    case .sum, .min, .max:
      return try prepared.rows.formula("case when \(known[0].name) > 0 then \(known[2].name) end")
    }
  }
}

extension Message {
  static let notOfLastRows = Message(
    "not_of_last_rows", exit: .config, en: "'{function}' is not computed over the last rows",
    zh: "“{function}”不能按最近若干行计算",
    hint: (en: "leave rows out, or use sum, count or mean", zh: "请去掉 rows，或改用 sum、count、mean"))
}
