import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan

/// `tag`: labels by rules.
///
///     - tag:
///         rules: {高客单: net_paid >= 500, 复购: orders >= 2}
///     - tag:
///         rules: {大额: net_paid >= 1000, 中额: net_paid >= 200}
///         matches: one
///         otherwise: 小额
///         into: size
package struct Tag: TransformStage {
  package static let about = StageDescription(
    "tag", .segment, "Labels rows by rules: with all labels that fit, or with the first.")

  @Parameter("Labels and the condition of each; an unknown answer is no match.", .nonEmpty)
  var rules: OrderedMap<ParsedExpression>
  @Parameter("Whether a row gets the first label that fits, as text, or a list of all.")
  var matches: Join.Matches = .many
  @Parameter("Joins all labels to one text with this between them, instead of a list.")
  var separator: String?
  @Parameter("The label of rows that no rule fits; by default it is missing.")
  var otherwise: String?
  @Parameter("The new column.") var into: String = "tags"

  package init() {}

  package var remarks: [Diagnostic] {
    matches == .one ? RuleRanges.lint(rules.entries.map { ($0.name, $0.value) }) : []
  }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    if matches == .one, separator != nil {
      found.append(
        Diagnostic(
          .chooseOne, at: scope.origin.place, ["first": "matches: one", "second": "separator"]))
    }
    var branches: [Expression.Branch] = []
    for entry in rules.entries {
      found.gather { () throws(Problems) in
        let condition = try input.binder(in: scope).condition(entry.value)
        branches.append(.init(condition: condition, value: .text(entry.name)))
      }
    }
    if let problems = Problems(found) { throw problems }
    let none = otherwise.map { Expression.text($0) } ?? Expression(literal: .missing)
    if matches == .one {
      let label = Expression(
        .conditional(branches, otherwise: none), type: .text,
        isPersonal: branches.contains { $0.condition.isPersonal })
      return try input.extended([Projection(into, label)])
    }
    let labels = try joined(branches, none, by: separator ?? Tag.listSeparator, in: input, scope)
    guard separator == nil else { return try input.extended([Projection(into, labels)]) }
    let list = try input.binder().call(
      "split", [labels, .text(Tag.listSeparator)], at: scope.origin.place)
    return try input.extended([Projection(into, list)])
  }

  /// A control character that stands between fields and in no label.
  private static let listSeparator = "\u{1F}"

  /// The labels whose conditions hold, one after the other.
  private func joined(
    _ branches: [Expression.Branch], _ none: Expression, by separator: String, in input: Relation,
    _ scope: Scope
  ) throws(Problems) -> Expression {
    let binder = input.binder()
    let place = scope.origin.place
    let parts = branches.map { branch in
      Expression.when(
        branch.condition, .text(separator + (branch.value.literal?.text ?? "")),
        otherwise: .text(""))
    }
    let all = try binder.call("concat", parts, at: place)
    let isNone = try binder.call("equal", [all, .text("")], at: place)
    let start = Expression(literal: .integer(Int64(separator.unicodeScalars.count + 1)))
    let labels = try binder.call("substr", [all, start], at: place)
    return .when(isNone, none, otherwise: labels)
  }
}
