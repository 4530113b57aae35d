import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan

/// `expect`: what rows must satisfy; those that do not are rejected, or end the run.
///
///     - expect: {unique: [platform, order_id], not_missing: paid_amount}
package struct Expect: TransformStage {
  package static let about = StageDescription(
    "expect", .clean, "Rejects rows that break a rule: keys that repeat, values that are missing.")

  @Parameter(
    "Columns whose combination no two rows share; every row of a repeated key is rejected.")
  var unique: [ColumnName] = []
  @Parameter("Columns that must have a value.") var notMissing: [ColumnName] = []
  @Parameter("Further conditions that must be true, by name.")
  var rules: OrderedMap<ParsedExpression> = OrderedMap()
  @Parameter("Whether a broken rule rejects the row or ends the run.") var onError: Severity =
    .reject

  /// What a broken rule does.
  package enum Severity: String, ParameterChoice {
    case fail, reject
  }

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    var relation = input
    var conditions: [Check.Rule] = []
    let action: OnError = onError == .fail ? .fail : .reject
    for name in notMissing {
      found.gather { () throws(Problems) in
        let field = try input.binder().field(name)
        let condition = try input.binder().call(
          "is_not_missing", [Expression(field)], at: name.place)
        conditions.append(
          Check.Rule(
            "not_missing: \(name.text)", condition, columns: [name.text], onError: action))
      }
    }
    for entry in rules.entries {
      found.gather { () throws(Problems) in
        let condition = try input.binder(in: scope).condition(entry.value)
        conditions.append(
          Check.Rule(entry.name, condition, columns: condition.columns, onError: action))
      }
    }
    if !unique.isEmpty {
      let keys = found.gather { () throws(Problems) in try input.names(unique) }
      if let keys {
        found.gather { () throws(Problems) in
          let count = Relation.hiddenName("rows_of_key", in: input.schema)
          relation = try relation.windowed(
            Window(
              partition: keys, order: [], ties: .inputOrder,
              functions: [WindowFunction(count, .count)]))
          let condition = try relation.binder().call(
            "equal",
            [Expression(Field(count, .integer)), Expression(literal: .integer(1))],
            at: unique.first?.place)
          conditions.append(
            Check.Rule(
              "unique: " + keys.joined(separator: ", "), condition, columns: keys, onError: action))
        }
      }
    }
    if let problems = Problems(found) { throw problems }
    return try relation.checked(Check(rules: conditions)).selected(input.schema.names)
  }
}
