import FupanData
import FupanDiagnostics
import FupanPlan

/// Several downloads of one export: where they tell of the same thing, the latest is right.
///
///     有赞订单20260418.csv and 有赞订单20260425.csv: an order of both has the status of the second
enum Downloads {
  /// The stage that a plan and a run's account name for what is left out here.
  static let stage = "overlap"

  /// One file, and how late it was downloaded.
  struct Part {
    let rows: Relation
    /// Larger is later; equal where the names do not tell.
    let rank: Int
  }

  /// Files with their order in time as their names tell it, in the order given.
  static func ranks(of files: [String], in zone: TimeZoneRules) -> [(file: String, rank: Int)] {
    let times = files.map { ExportTime(ofFile: $0, in: zone) }
    let order = times.sorted()
    return zip(files, times).map { file, time in
      (file, order.firstIndex { !($0 < time) } ?? 0)
    }
  }

  /// The rows of all, without those whose keys a later one has too. Rows without the first
  /// column of the key stay, and missing others are equal.
  ///
  /// A key in two files of which nothing says which is later is refused with every row that has it.
  static func latest(
    of parts: [Part], by keys: [ColumnName], origin: Origin
  ) throws(Problems) -> Relation {
    guard let schema = parts.first?.rows.schema else {
      throw Problems(Diagnostic(.dependsOnEarlierProblem, at: origin.place))
    }
    let rank = Relation.hiddenName("download", in: schema)
    let file = Relation.hiddenName("download_file", in: schema)
    var numbered: [Relation] = []
    for (index, part) in parts.enumerated() {
      numbered.append(
        try part.rows.extended([
          Projection(rank, Expression(literal: .integer(Int64(part.rank)))),
          Projection(file, Expression(literal: .integer(Int64(index)))),
        ]))
    }
    let origin = Origin(stage, at: origin.place)
    var rows = try Relation.union(numbered, origin: origin)
    let names = try rows.names(keys)
    let hasNoKey = try isMissing(names.first, in: rows)
    let latest = Relation.hiddenName("latest", in: schema)
    rows = try rows.windowed(
      Window(
        partition: names, order: [], ties: .inputOrder,
        functions: [WindowFunction(latest, .max, of: rank)]))
    rows = rows.filtered(where: try equal(rank, latest, or: hasNoKey, in: rows))
    if Set(parts.map { $0.rank }).count < parts.count {
      let (first, last) = ("_first_file", "_last_file")
      rows = try rows.windowed(
        Window(
          partition: names, order: [], ties: .inputOrder,
          functions: [WindowFunction(first, .min, of: file), WindowFunction(last, .max, of: file)]))
      rows = rows.checked(
        Check(rules: [
          Check.Rule(
            "overlap: " + names.joined(separator: ", "),
            try equal(first, last, or: hasNoKey, in: rows), columns: names, onError: .reject)
        ]))
    }
    return try rows.selected(schema.names)
  }

  private static func isMissing(
    _ name: String?, in rows: Relation
  ) throws(Problems) -> Expression {
    guard let field = name.flatMap({ rows.schema[$0] }) else {
      return Expression(literal: .bool(false))
    }
    return try rows.binder().call("is_missing", [Expression(field)], at: rows.origin.place)
  }

  private static func equal(
    _ left: String, _ right: String, or other: Expression, in rows: Relation
  ) throws(Problems) -> Expression {
    let binder = rows.binder()
    let place = rows.origin.place
    let isEqual = try binder.call(
      "equal",
      [Expression(Field(left, .integer)), Expression(Field(right, .integer))], at: place)
    return try binder.call("or", [other, isEqual], at: place)
  }
}
