import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `join`: columns of another dataset for the rows that match.
///
///     - join: {with: members, on: person_id, kind: inner, matches: one}
package struct JoinDatasets: TransformStage {
  package static let about = StageDescription(
    "join", .combine, "Adds the columns of another dataset where key columns are equal.")

  @Parameter("The other dataset.") var with: DatasetName
  @Parameter("Columns that both sides have.") var on: [ColumnName] = []
  @Parameter("Columns here and what they are called on the other side.")
  var pairs: OrderedMap<ColumnName> = OrderedMap()
  @Parameter("Which rows stay: left, inner, full, semi or anti.") var kind: Join.Kind = .left
  @Parameter("How many rows of the other side a row may find.") var matches: Join.Matches = .one

  package init() {}

  package var datasets: [DatasetName] { [with] }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    let right = try scope.relation(with)
    var found: [Diagnostic] = []
    var keys: [Join.Pair] = []
    if on.isEmpty && pairs.isEmpty {
      throw Problems(Diagnostic(.joinNeedsKeys, at: scope.origin.place))
    }
    for name in on {
      found.gather { () throws(Problems) in _ = try input.binder().field(name) }
      found.gather { () throws(Problems) in _ = try right.binder().field(name) }
      keys.append(Join.Pair(left: name.text, right: name.text))
    }
    for entry in pairs.entries {
      found.gather { () throws(Problems) in
        _ = try input.binder().field(entry.name, at: entry.place)
      }
      found.gather { () throws(Problems) in _ = try right.binder().field(entry.value) }
      keys.append(Join.Pair(left: entry.name, right: entry.value.text))
    }
    if let problems = Problems(found) { throw problems }
    // Whether a row is there or not does not depend on how often it is found.
    let counted = kind == .semi || kind == .anti ? .many : matches
    return try input.joined(right, Join(kind, on: keys, matches: counted))
  }
}

extension Join.Kind: ParameterChoice {}
extension Join.Matches: ParameterChoice {}

extension Message {
  static let joinNeedsKeys = Message(
    "join_needs_keys", exit: .config, en: "a join needs columns to match on",
    zh: "join 需要匹配的列", hint: (en: "add on: COLUMN", zh: "请写 on: 列名"))
}
