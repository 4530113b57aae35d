import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `sample`: some of the rows, chosen by the hash of a key.
///
/// A key is in or out whatever the order of rows, the number of files or the engine, and rows added
/// later change nothing for those there.
///
///     - sample: {by: person_id, share: 10%}
///     - sample: {by: person_id, keys: 500, seed: 7}
package struct Sample: TransformStage {
  package static let about = StageDescription(
    "sample", .clean,
    "Keeps the rows of some keys, chosen by hash: the same on every run and every engine.")

  @Parameter("The key; its rows stay or go together. Rows without one go.", .principal)
  var by: ColumnName
  @Parameter("About which share of the keys stays.") var share: Located<Percentage>?
  @Parameter("How many keys stay exactly.", .atLeast(1)) var keys: Int?
  @Parameter("Another seed gives another sample.") var seed: Int = 42

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    guard (share == nil) != (keys == nil) else {
      throw Problems(
        Diagnostic(.chooseOne, at: scope.origin.place, ["first": "share", "second": "keys"]))
    }
    let key = try input.text(of: by)
    guard let share else { return try smallest(keys ?? 1, of: input, in: scope) }
    let bound = try Sample.bound(share)
    guard let bound else {
      return input.filtered(
        where: try input.binder().call("is_not_missing", [key], at: by.place))
    }
    let digits = try input.binder().call(
      "substr",
      [try hash(of: key, in: input)] + [1, 16].map { Expression(literal: .integer($0)) },
      at: by.place)
    return input.filtered(
      where: try input.binder().call("less", [digits, .text(bound)], at: by.place))
  }

  /// `sha256('42|' || key)`
  private func hash(of key: Expression, in input: Relation) throws(Problems) -> Expression {
    let seeded = try input.binder().call("concat", [.text("\(seed)|"), key], at: by.place)
    return try input.binder().call("sha256", [seeded], at: by.place)
  }

  /// The rows of the keys with the smallest hashes (bottom-k).
  private func smallest(
    _ count: Int, of input: Relation, in scope: Scope
  ) throws(Problems) -> Relation {
    let rows = input.shared(as: scope.fragmentName("sample"))
    let distinct = try rows.aggregated([], by: [by.text])
    let isThere = try distinct.binder().call(
      "is_not_missing", [try distinct.text(of: by)], at: by.place)
    let known = distinct.filtered(where: isThere)
    let position = Relation.hiddenName("hash", in: input.schema)
    let chosen = try known.extended([
      Projection(position, try hash(of: try known.text(of: by), in: known))
    ]).top(count, order: [SortKey(position), SortKey(by.text)]).dropping([position])
    return try rows.joined(
      chosen, Join(.semi, on: [Join.Pair(left: by.text, right: by.text)], matches: .many))
  }

  /// The first 64 bits that are too large for the share, as 16 hexadecimal digits; nil where none
  /// are.
  private static func bound(_ share: Located<Percentage>) throws(Problems) -> String? {
    let fraction = share.value.fraction
    let one = (0..<fraction.scale).reduce(Int128(1)) { power, _ in power * 10 }
    let part = Int128(fraction.units)
    guard part > 0, part <= one else {
      throw Problems(Diagnostic(.shareOutOfRange, at: share.place))
    }
    if part == one { return nil }
    // part · 2^64 is below 10^18 · 2^64 < 2^124; rounded up, because a hash equal to the bound is out.
    let threshold = (part << 64 + one - 1) / one
    let digits = String(threshold, radix: 16)
    return String(repeating: "0", count: max(0, 16 - digits.count)) + digits
  }
}
