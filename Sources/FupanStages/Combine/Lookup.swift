import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `lookup`: columns of a map, found by key.
///
///     - lookup: {with: channel_map, on: source, columns: [channel, owner]}
///     - lookup: {with: 渠道对照表, pairs: {source: 来源}, on_error: reject}
package struct Lookup: TransformStage {
  package static let about = StageDescription(
    "lookup", .combine,
    "Adds columns of a map dataset by key; rows without an entry are counted and get none.")

  @Parameter("The dataset that is the map: one row for each key.", .principal)
  var with: DatasetName
  @Parameter("Columns that both sides have.") var on: [ColumnName] = []
  @Parameter("Columns here and what they are called in the map.")
  var pairs: OrderedMap<ColumnName> = OrderedMap()
  @Parameter("Columns of the map to add; by default all of them.") var columns: [ColumnName] = []
  @Parameter("What happens to a row without an entry.") var onError: OnError = .missing

  package init() {}

  package var datasets: [DatasetName] { [with] }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    let map = try scope.relation(with)
    if on.isEmpty && pairs.isEmpty {
      throw Problems(Diagnostic(.joinNeedsKeys, at: scope.origin.place))
    }
    let keys =
      on.map { (here: $0, there: $0) }
      + pairs.entries.map { (here: ColumnName($0.name, at: $0.place), there: $0.value) }
    var found: [Diagnostic] = []
    found.gather { () throws(Problems) in _ = try input.fields(keys.map { $0.here }) }
    found.gather { () throws(Problems) in _ = try map.fields(keys.map { $0.there }) }
    let wanted = found.gather { () throws(Problems) in try map.names(columns) }
    if let problems = Problems(found) { throw problems }
    let there = keys.map { $0.there.text }
    let chosen = columns.isEmpty ? map.schema.names : there + (wanted ?? [])
    let names = map.schema.names.filter { chosen.contains($0) }
    let join = Join(
      .left, on: keys.map { Join.Pair(left: $0.here.text, right: $0.there.text) }, matches: .one)
    var entries = try map.selected(names)
    if onError == .missing { return try input.joined(entries, join) }
    let added = entries.schema.fields.filter { input.schema[$0.name] == nil }
    let flag = Relation.hiddenName("found", in: Schema(input.schema.fields + added))
    entries = try entries.extended([Projection(flag, Expression(literal: .bool(true)))])
    let joined = try input.joined(entries, join)
    let isFound = try joined.binder().call(
      "is_not_missing", [Expression(Field(flag, .bool))], at: scope.origin.place)
    let rule = Check.Rule(
      "an entry in \(with.text)", isFound, columns: keys.map { $0.here.text }, onError: onError)
    return try joined.checked(Check(rules: [rule])).dropping([flag])
  }
}
