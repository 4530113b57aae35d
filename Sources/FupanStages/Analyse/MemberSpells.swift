import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// When people were members: for each of them spells that do not overlap, made of rows that may.
///
/// A person has a row for each member of staff, group or return. Rows that touch or overlap are one
/// spell; a later one is a return. Rows that say somebody left before joining tell neither, and are
/// counted aside.
struct MemberSpells {
  /// One row a person and spell: `person`, `start`, `until` (9999-12-31 while it lasts), `number`.
  let spells: Relation
  /// One row with the number of rows that contradict themselves, as `n`.
  let contradictory: Relation

  /// The day that stands for not having left.
  static let never = "9999-12-31"

  /// - Parameters:
  ///   - person: the column that says who.
  ///   - at: when they joined; nil takes the table's own time.
  ///   - left: when they left; nil takes `left_at` where there is one.
  init(
    of person: ColumnName, joined at: ColumnName?, left: ColumnName?, in input: Relation,
    _ scope: Scope
  ) throws(Problems) {
    var found: [Diagnostic] = []
    let who = found.gather { () throws(Problems) in
      try AnalysisColumns.person(person, in: input, scope)
    }
    let joined = found.gather { () throws(Problems) in
      try TimeColumn.day(at, in: input, scope)
    }
    let gone = found.gather { () throws(Problems) -> Expression in
      guard left != nil || input.schema["left_at"] != nil else {
        return Expression(literal: .missing, type: .date)
      }
      return try TimeColumn.day(
        of: try TimeColumn.field(
          ColumnName(left?.text ?? "left_at", at: left?.place ?? scope.origin.place), in: input,
          at: scope.origin.place), in: scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let who, let joined, let gone else {
      preconditionFailure("a missing column is a problem")
    }
    var rows =
      try input
      .projected([
        Projection(keeping: who, as: "person"), Projection("joined", joined),
        Projection("gone", gone),
      ])
      .filtered("person is not null and joined is not null")
    if let end = scope.asOf {
      rows = try rows.filtered("joined <= date '\(end)'")
        .extended(["gone": "case when gone <= date '\(end)' then gone end"])
    }
    contradictory = try rows.filtered("gone < joined")
      .aggregated([Aggregation("n", .count)], by: [])
    let order = [SortKey("joined"), SortKey("until")]
    spells =
      try rows
      .filtered("gone is null or gone >= joined")
      .projected([
        "person": "person", "joined": "joined",
        "until": "coalesce(gone, date '\(MemberSpells.never)')",
      ])
      .aggregated([], by: ["person", "joined", "until"])
      .windowed(
        Window(
          partition: ["person"], order: order, ties: .inputOrder,
          functions: [WindowFunction("before", .max, of: "until", frame: .runningExclusive)])
      )
      .extended(["begins": "case when before is null or joined > before then 1 else 0 end"])
      .windowed(
        Window(
          partition: ["person"], order: order, ties: .inputOrder,
          functions: [WindowFunction("number", .sum, of: "begins", frame: .running)])
      )
      .extended(["number": "cast(number as integer)"])
      .aggregated(
        [Aggregation("start", .min, of: "joined"), Aggregation("until", .max, of: "until")],
        by: ["person", "number"]
      ).shared(as: scope.fragmentName("member_spells"))
  }

  /// What changed on each day: `day`, `joins`, `rejoins`, `leaves`; a last row without a day has in
  /// `joins` the members there are now and in `leaves` the contradictory rows.
  func flows(origin: Origin) throws(Problems) -> Relation {
    let changes = try Relation.union(
      [
        try spells.projected([
          "day": "start", "joins": "1", "rejoins": "case when number > 1 then 1 else 0 end",
          "leaves": "0",
        ]),
        try spells.filtered("until < date '\(MemberSpells.never)'").projected([
          "day": "until", "joins": "0", "rejoins": "0", "leaves": "1",
        ]),
      ], origin: origin)
    let sums = [
      Aggregation("joins", .sum, of: "joins"), Aggregation("rejoins", .sum, of: "rejoins"),
      Aggregation("leaves", .sum, of: "leaves"),
    ]
    // Who is a member now is counted by person and not by spell, as a check of the flows.
    let current =
      try spells
      .aggregated([Aggregation("until", .max, of: "until")], by: ["person"])
      .filtered("until = date '\(MemberSpells.never)'")
      .aggregated([Aggregation("n", .count)], by: [])
    func aside(_ relation: Relation, joins: String, leaves: String) throws(Problems) -> Relation {
      try relation.projected([
        Projection("day", Expression(literal: .missing, type: .date)),
        Projection("joins", try relation.formula(joins)),
        Projection("rejoins", try relation.formula("0")),
        Projection("leaves", try relation.formula(leaves)),
      ])
    }
    return try Relation.union(
      [
        changes, try aside(current, joins: "n", leaves: "0"),
        try aside(contradictory, joins: "0", leaves: "n"),
      ], origin: origin
    ).aggregated(sums, by: ["day"])
  }
}
