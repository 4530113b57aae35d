import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan

/// `expect`: what rows must satisfy; those that do not are rejected, or end the run.
///
/// A rule about single rows rejects those that break it; one about all rows together, such as how
/// many there are, ends the run. With `level: warn` all rows go on and what is broken is told with
/// its number. A missing value breaks no rule but `not_missing` and those of `rules`.
///
///     - expect: {unique: [platform, order_id], not_missing: paid_amount, fresh: 26h}
///     - expect:
///         in: {status: [交易成功, 交易关闭]}
///         range: {net_paid: 0..100000}
///         refers_to: {person_id: members}
///         sums_to: {net_paid: ledger}
///         level: warn
package struct Expect: TransformStage {
  package static let about = StageDescription(
    "expect", .clean,
    "Rejects rows that break a rule, and ends the run where all of them together break one.")

  @Parameter(
    "Columns whose combination no two rows share; every row of a repeated key is rejected.")
  var unique: [ColumnName] = []
  @Parameter("Columns that must have a value.") var notMissing: [ColumnName] = []
  @Parameter("Columns and the values they may have.") var `in`: OrderedMap<[String]> = OrderedMap()
  @Parameter("Columns and the bounds of their values, both included.")
  var range: OrderedMap<ValueBounds> = OrderedMap()
  @Parameter("Columns and the regular expression of RE2 that a whole value fits.")
  var matches: OrderedMap<String> = OrderedMap()
  @Parameter("Columns and the dataset, and perhaps its column, that has each of their values.")
  var refersTo: OrderedMap<OtherColumn> = OrderedMap()
  @Parameter("Further conditions that must be true, by name.")
  var rules: OrderedMap<ParsedExpression> = OrderedMap()
  @Parameter("How many rows there must be.") var rowCount: ValueBounds?
  @Parameter("How old the newest row may be at the end of the report's last day.")
  var fresh: DurationLiteral?
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?
  @Parameter("The day at whose end rows must be fresh; by default the report's last.")
  var asOf: DateLiteral?
  @Parameter("Columns and what they add up to: an amount, or another dataset's sum.")
  var sumsTo: OrderedMap<ExpectedSum> = OrderedMap()
  @Parameter("Whether a broken rule rejects the row or ends the run.") var onError: Severity =
    .reject
  @Parameter("Whether what is broken is refused, or only told.") var level: Level = .fail

  /// What a broken rule does.
  package enum Severity: String, ParameterChoice {
    case fail, reject
  }

  /// How grave it is.
  package enum Level: String, ParameterChoice {
    case warn, fail
  }

  package init() {}

  /// Whether a diagnostic is what some `expect` found of whole data, as an error or as a warning.
  package static func isFinding(_ diagnostic: Diagnostic) -> Bool {
    let messages: [Message] = [
      .notFresh, .nothingFresh, .rowCountOutside, .rowsBreakRule, .sumDiffers,
    ]
    return messages.contains { $0.code == diagnostic.code }
  }

  package var datasets: [DatasetName] {
    refersTo.entries.map { $0.value.to } + sumsTo.entries.compactMap { $0.value.dataset }
  }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    var prepared = PreparedRows(rows: input)
    let broken = found.gather { () throws(Problems) in try rowRules(&prepared, in: scope) }
    let whole = found.gather { () throws(Problems) in
      try ExpectedWhole(self, of: input, in: scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let broken, var whole else { preconditionFailure("a missing column is a problem") }

    let names = input.schema.names
    if level == .warn {
      whole.rules = broken.map { ($0.label, $0.condition) }
      return try whole.checked(prepared.rows, names, in: scope)
    }
    let rows = try prepared.rows.checked(Check(rules: broken)).selected(names)
    return try whole.checked(rows, names, in: scope)
  }

  /// The rules about single rows, with the hidden columns that they look at.
  private func rowRules(
    _ prepared: inout PreparedRows, in scope: Scope
  ) throws(Problems) -> [Check.Rule] {
    var found: [Diagnostic] = []
    var result: [Check.Rule] = []
    let action: OnError = onError == .fail ? .fail : .reject
    func add(_ label: String, _ condition: Expression, _ columns: [String]) {
      result.append(Check.Rule(label, condition, columns: columns, onError: action))
    }
    let binder = prepared.rows.binder()
    for name in notMissing {
      found.gather { () throws(Problems) in
        let field = try binder.field(name)
        add(
          "not_missing: \(name.text)",
          try binder.call("is_not_missing", [Expression(field)], at: name.place), [name.text])
      }
    }
    for entry in self.in.entries {
      found.gather { () throws(Problems) in
        let field = try binder.field(entry.name, at: entry.place)
        add(
          "in: \(entry.name)", try isOne(of: entry.value, field, binder, at: entry.place),
          [field.name])
      }
    }
    for entry in range.entries {
      found.gather { () throws(Problems) in
        let field = try binder.field(entry.name, at: entry.place)
        add(
          "range: \(entry.name) \(entry.value.described)",
          try entry.value.condition(field, in: prepared.rows, scope), [field.name])
      }
    }
    for entry in matches.entries {
      found.gather { () throws(Problems) in
        let field = try binder.field(entry.name, at: entry.place)
        let text = try prepared.rows.text(of: ColumnName(entry.name, at: entry.place))
        func fits(_ pattern: String) throws(Problems) -> Expression {
          try binder.call(
            "regexp_matches", [text, Expression(literal: .text(pattern))], at: entry.place)
        }
        // What is wrong with a pattern is told of the one that was written.
        _ = try fits(entry.value)
        let condition = try orMissing(field, try fits("^(?:\(entry.value))$"), binder)
        add(
          "matches: \(entry.name)", condition, [field.name])
      }
    }
    for entry in rules.entries {
      found.gather { () throws(Problems) in
        let condition = try prepared.rows.binder(in: scope).condition(entry.value)
        add(entry.name, condition, condition.columns)
      }
    }
    for entry in refersTo.entries {
      found.gather { () throws(Problems) in
        add(
          "refers_to: \(entry.name) in \(entry.value.to.text)",
          try refers(entry, &prepared, in: scope), [entry.name])
      }
    }
    if !unique.isEmpty {
      found.gather { () throws(Problems) in
        let keys = try prepared.rows.names(unique)
        let count = try prepared.window(
          by: keys, ties: .inputOrder, ("rows_of_key", WindowFunction("", .count)))[0]
        add(
          "unique: " + keys.joined(separator: ", "),
          try prepared.rows.binder().call(
            "equal", [Expression(count), Expression(literal: .integer(1))],
            at: unique.first?.place), keys)
      }
    }
    if let problems = Problems(found) { throw problems }
    return result
  }

  private func orMissing(
    _ field: Field, _ condition: Expression, _ binder: ExpressionBinder
  ) throws(Problems) -> Expression {
    try binder.call(
      "or", [try binder.call("is_missing", [Expression(field)], at: nil), condition], at: nil)
  }

  private func isOne(
    of texts: [String], _ field: Field, _ binder: ExpressionBinder, at place: Place?
  ) throws(Problems) -> Expression {
    var values: [Expression] = []
    for text in texts {
      values.append(try Expression.literal(text, like: field, at: place))
    }
    guard !values.isEmpty else {
      return try binder.call("is_missing", [Expression(field)], at: place)
    }
    return try orMissing(
      field, try binder.call("in", [Expression(field)] + values, at: place), binder)
  }

  /// Joins whether the other dataset has the value.
  private func refers(
    _ entry: OrderedMap<OtherColumn>.Entry, _ prepared: inout PreparedRows, in scope: Scope
  ) throws(Problems) -> Expression {
    let field = try prepared.rows.binder().field(entry.name, at: entry.place)
    let other = try scope.relation(entry.value.to)
    let column = try other.binder().field(
      entry.value.column?.text ?? entry.name,
      at: entry.value.column?.place ?? entry.value.to.place)
    let flag = Relation.hiddenName("found", in: prepared.rows.schema)
    let values = try other.aggregated([Aggregation(flag, .count)], by: [column.name])
    prepared.rows = try prepared.rows.joined(
      values, Join(.left, on: [Join.Pair(left: field.name, right: column.name)]))
    prepared.hidden.append(flag)
    let binder = prepared.rows.binder()
    return try orMissing(
      field,
      try binder.call("is_not_missing", [Expression(Field(flag, .integer))], at: entry.place),
      binder)
  }
}
