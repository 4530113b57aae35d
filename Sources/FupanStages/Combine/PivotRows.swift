import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `pivot`: a column for each of the values of a column, which the document names.
///
/// It turns round what `unpivot` does, with the same words.
///
///     - pivot: {columns: [抖音, 小红书], name: channel, value: revenue, by: region}
package struct PivotRows: TransformStage {
  package static let about = StageDescription(
    "pivot", .combine,
    "Makes a column for each declared value of a column: long to wide.")

  @Parameter("The values that become columns, in their order.", .principal, .nonEmpty)
  var columns: [Located<String>]
  @Parameter("The column that holds them.") var name: ColumnName
  @Parameter("The column of what their cells hold; without one rows are counted.")
  var value: ColumnName?
  @Parameter("One row for each combination of these; by default of all other columns.")
  var by: [ColumnName]?
  @Parameter("What a cell holds where several rows meet; with one, a second row ends the run.")
  var combine: Pivot.Combination?
  @Parameter("What happens to a row with a value that is not declared.")
  var onError: OnError = .reject

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let naming = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(name, in: input, scope)
    }
    var measured = value.flatMap { value in
      found.gather { () throws(Problems) in try input.binder().field(value) }
    }
    let keys = found.gather { () throws(Problems) in try input.names(by ?? []) }
    var targets: [Pivot.Target] = []
    if let naming {
      for column in columns {
        found.gather { () throws(Problems) in
          let literal = try Expression.literal(column.value, like: naming, at: column.place)
          targets.append(Pivot.Target(literal.literal ?? .missing, column: column.value))
        }
      }
    }
    if let problems = Problems(found) { throw problems }
    guard let naming, let keys else { return input }
    let combination = combine ?? (measured == nil ? .count : .one)
    var rows = input
    // Between pipes amounts arrive as text.
    if let text = measured, scope.reads(text) {
      switch combination {
      case .one, .count: break
      case .min, .max: rows = try input.orderable([text.name], in: scope)
      case .sum:
        rows = try input.replacing([text]) { Expression($0).cast(to: .wideDecimal(scale: 9)) }
        measured = rows.schema[text.name]
      }
    }
    if let measured, let value, combination.function.result(for: measured.type) == nil {
      throw Problems(
        Diagnostic(
          .cannotAggregate, at: value.place,
          ["name": .text(measured.name), "type": .text(measured.type.description)]))
    }
    let others = input.schema.names.filter { $0 != name.text && $0 != value?.text }
    let pivot = Pivot(
      by: by == nil ? others : keys, name: naming.name, columns: targets, value: measured?.name,
      combine: combination)
    let isDeclared = try input.binder().call(
      "in",
      [Expression(naming)] + targets.map { Expression(literal: $0.value, type: naming.type) },
      at: name.place)
    let rule = Check.Rule(
      "\(naming.name) is one of the columns", isDeclared, columns: [naming.name], onError: onError)
    return try rows.checked(Check(rules: [rule])).pivoted(pivot)
  }
}

extension Pivot.Combination: ParameterChoice {}
