import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `map_values`: other texts for the values of a column.
///
///     - map_values: {of: status, values: {"1": 已付款, "2": 已退款}, otherwise: 其他}
package struct MapValues: TransformStage {
  package static let about = StageDescription(
    "map_values", .clean,
    "Replaces the values of a column by others; what has no entry stays, and missing stays missing."
  )

  @Parameter("The column.") var of: ColumnName
  @Parameter("Values and what each becomes.", .nonEmpty) var values: OrderedMap<String>
  @Parameter("What every other value becomes; by default it stays.") var otherwise: String?
  @Parameter("What happens to a row whose value has no entry, instead of staying.")
  var onError: OnError?
  @Parameter("The column of the new values; by default they replace the old ones.")
  var into: String?

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    if otherwise != nil, onError != nil {
      throw Problems(
        Diagnostic(
          .chooseOne, at: scope.origin.place, ["first": "otherwise", "second": "on_error"]))
    }
    let field = try input.binder().field(of)
    let source = Expression(field)
    let written = try input.text(of: of)
    var found: [Diagnostic] = []
    var branches: [Expression.Branch] = []
    var known: [Expression] = []
    for entry in values.entries {
      found.gather { () throws(Problems) in
        let value = try Expression.literal(entry.name, like: field, at: entry.place)
        let isValue = try input.binder().call("equal", [source, value], at: entry.place)
        known.append(value)
        branches.append(.init(condition: isValue, value: .text(entry.value)))
      }
    }
    if let problems = Problems(found) { throw problems }
    var rows = input
    if let onError {
      let isKnown = try input.binder().call("in", [source] + known, at: of.place)
      let isMissing = try input.binder().call("is_missing", [source], at: of.place)
      let rule = try input.binder().call("or", [isMissing, isKnown], at: of.place)
      rows = input.checked(
        Check(rules: [
          Check.Rule(
            "\(field.name) is among the values", rule, columns: [field.name], onError: onError)
        ]))
    }
    if let otherwise {
      let isThere = try input.binder().call("is_not_missing", [source], at: of.place)
      branches.append(.init(condition: isThere, value: .text(otherwise)))
    }
    let mapped = Expression(
      .conditional(branches, otherwise: written), type: .text, isPersonal: field.isPersonal)
    return try rows.extended([Projection(into ?? field.name, mapped)])
  }
}
