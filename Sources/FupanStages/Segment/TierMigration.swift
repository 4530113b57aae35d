import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `migration`: how many people moved from which tier to which between two snapshots.
///
/// The earlier tier is a column (`tiers` makes `previous_tier`), or stands in an earlier result with
/// the same persons, one row each. A missing earlier tier is `new`, a missing later one `lost`. One
/// row for each pair of tiers, empty ones too, with its share of the earlier tier's people. Where
/// `tiers` says their order, the highest first, moves are `up` and `down`, else `moved`.
///
///     - migration: {of: tier, tiers: [核心, 活跃, 普通]}
///     - migration: {of: tier8, from: tiers_before}
package struct TierMigration: TransformStage {
  package static let about = StageDescription(
    "migration", .segment, "Counts the people who moved from each tier to each other.")

  @Parameter("The column of the later tier.", .principal) var of: ColumnName = "tier"
  @Parameter("An earlier result with the same persons' tiers.") var from: DatasetName?
  @Parameter("The column of the earlier tier; by default the later one's after previous_.")
  var previous: ColumnName?
  @Parameter("The tiers in their order, the highest first.") var tiers: [String] = []
  @Parameter("The column that says who, to match an earlier result by.")
  var person: ColumnName = "person_id"

  package init() {}

  package var datasets: [DatasetName] { from.map { [$0] } ?? [] }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    let pairs: Relation
    if let from {
      pairs = try matched(input, with: try scope.relation(from), at: from.place, scope)
    } else {
      pairs = try columns(of: input, scope)
    }
    let counts =
      try pairs
      .filtered("before is not null or after is not null")
      .aggregated([Aggregation("n", .count)], by: ["before", "after"])
    return counts.finished(
      finish(counts.schema["after"]?.type ?? .text), named: scope.fragmentName("migration"))
  }

  /// The two tiers of each row, from its own columns.
  private func columns(of input: Relation, _ scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let later = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(of, in: input, scope)
    }
    let earlier = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(
        previous ?? ColumnName("previous_\(of.text)", at: of.place), in: input, scope)
    }
    if let later, let earlier, earlier.type != later.type {
      found.append(TierMigration.otherType(earlier, at: previous?.place ?? scope.origin.place))
    }
    if let problems = Problems(found) { throw problems }
    guard let later, let earlier else { preconditionFailure("a missing column is a problem") }
    return try input.projected([
      Projection(keeping: earlier, as: "before"), Projection(keeping: later, as: "after"),
    ])
  }

  /// The two tiers of each person of either side.
  private func matched(
    _ input: Relation, with other: Relation, at place: Place?, _ scope: Scope
  ) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let who = found.gather { () throws(Problems) in
      try AnalysisColumns.person(person, in: input, scope)
    }
    let later = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(of, in: input, scope)
    }
    let earlierWho = found.gather { () throws(Problems) in
      try other.binder().field(person.text, at: place)
    }
    let earlier = found.gather { () throws(Problems) in
      try other.binder().field(previous?.text ?? of.text, at: place)
    }
    if let later, let earlier, earlier.type != later.type {
      found.append(TierMigration.otherType(earlier, at: place))
    }
    if let problems = Problems(found) { throw problems }
    guard let who, let later, let earlierWho, let earlier else {
      preconditionFailure("a missing column is a problem")
    }
    let now =
      try input
      .projected([Projection(keeping: who, as: "who"), Projection(keeping: later, as: "after")])
      .filtered("who is not null")
      .oneRow(of: Field("who", who.type), in: "migration")
    let then =
      try other
      .projected([
        Projection(keeping: earlierWho, as: "who"), Projection(keeping: earlier, as: "before"),
      ])
      .filtered("who is not null")
    return try now.joined(then, Join(.full, on: [Join.Pair(left: "who", right: "who")]))
  }

  private static func otherType(_ field: Field, at place: Place?) -> Diagnostic {
    Diagnostic(
      .tiersOfAnotherType, at: place,
      ["name": .text(field.name), "type": .text(field.type.description)])
  }

  private func finish(_ type: DataType) -> Finish {
    let schema = Schema([
      Field("previous", type), Field("current", type), Field("n", .integer),
      Field("share", .number, unit: .ratio), Field("ci_lo", .number, unit: .ratio),
      Field("ci_hi", .number, unit: .ratio), Field("change", .text),
    ])
    let declared = tiers
    return Finish("migration_matrix", schema: schema) { table in
      let values = TierMigration.listed(declared, table.rows.flatMap { [$0[0], $0[1]] })
      let places = Dictionary(
        values.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first }
      )
      var migration = Migration(segments: values.count)
      for row in table.rows {
        migration.add(row[2].whole, from: places[row[0]], to: places[row[1]])
      }
      guard !table.rows.isEmpty else { return Table(schema, []) }
      var rows: [[Value]] = []
      for before in 0...values.count {
        for after in 0...values.count where before < values.count || after < values.count {
          let share = before < values.count ? migration.share(from: before, to: after) : nil
          rows.append([
            before < values.count ? values[before] : .missing,
            after < values.count ? values[after] : .missing,
            .integer(Int64(migration.counts[before][after])), Value(share?.value),
            Value(share?.interval?.lower), Value(share?.interval?.upper),
            .text(
              TierMigration.change(before, after, of: values.count, isOrdered: !declared.isEmpty)),
          ])
        }
      }
      return Table(schema, rows: rows)
    }
  }

  private static func change(
    _ before: Int, _ after: Int, of count: Int, isOrdered: Bool
  ) -> String {
    if before == count { return "new" }
    if after == count { return "lost" }
    if before == after { return "same" }
    return isOrdered ? (after < before ? "up" : "down") : "moved"
  }

  /// The declared tiers in their order, then the others that occur in theirs.
  static func listed(_ declared: [String], _ found: [Value]) -> [Value] {
    let first = declared.map { Value.text($0) }
    let others = Set(found).subtracting(first).filter { !$0.isMissing }
    return first + others.sorted { $0.precedes($1) }
  }
}

extension Message {
  static let tiersOfAnotherType = Message(
    "tiers_of_another_type", exit: .config,
    en: "the earlier tier '{name}' is {type}, unlike the later one",
    zh: "之前的分层“{name}”是 {type}，与现在的类型不同")
}
