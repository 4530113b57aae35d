import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `rewards`: who brought how many people, and what they are owed for it by steps.
///
/// A person counts once, for whoever brought them; nobody is brought by themselves. The row with
/// `is_total` tells how many people were brought of all that there are, and the sum of rewards.
///
///     - rewards: {by: invited_by, of: person_id, steps: {3: 20, 5: 129}}
package struct Rewards: TransformStage {
  package static let about = StageDescription(
    "rewards", .analyse, "Tells who brought how many people, and the rewards due by steps.")

  @Parameter("The column that says who brought somebody.", .principal)
  var by: ColumnName = "invited_by"
  @Parameter("The column that says who was brought.") var of: ColumnName = "person_id"
  @Parameter("What is due by how many were brought: {3: 20, 5: 129}.", .nonEmpty)
  var steps: OrderedMap<AmountLiteral>
  @Parameter("Whether each step that is reached is paid, or the highest only.")
  var pays: Payment = .highest

  /// Which of the steps that are reached are paid.
  package enum Payment: String, ParameterChoice {
    case highest, each

    var method: RewardSteps.Payment { self == .highest ? .highest : .each }
  }

  /// The columns of the result besides the one who brought.
  static let results = ["invited", "reward", "people", "is_total"]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let inviter = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(by, in: input, scope)
    }
    let person = found.gather { () throws(Problems) in
      try AnalysisColumns.person(of, in: input, scope)
    }
    let rule = found.gather { () throws(Problems) in try rewardSteps(in: scope) }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(by, among: Rewards.results, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let inviter, let person, let rule else {
      preconditionFailure("a missing column is a problem")
    }
    let everybody =
      try input
      .projected([
        Projection(keeping: inviter, as: "inviter"), Projection(keeping: person, as: "person"),
      ])
      .filtered("person is not null")
    // Who is called their own inviter in both columns was brought by nobody.
    let brought =
      inviter.type == person.type
      ? try everybody.filtered("inviter is not null and inviter <> person")
      : try everybody.filtered("inviter is not null")
    let each = try brought.aggregated(
      [Aggregation("invited", .countDistinct, of: "person")], by: ["inviter"]
    ).extended([
      Projection("people", Expression(literal: .missing, type: .integer)),
      Projection("is_total", Expression(literal: .bool(false))),
    ])
    func whole(_ rows: Relation, _ name: String, _ other: String) throws(Problems) -> Relation {
      try rows.aggregated([Aggregation(name, .countDistinct, of: "person")], by: [])
        .extended([
          Projection("inviter", Expression(literal: .missing, type: inviter.type)),
          Projection(other, Expression(literal: .missing, type: .integer)),
          Projection("is_total", Expression(literal: .bool(true))),
        ])
    }
    let all = try Relation.union(
      [each, whole(brought, "invited", "people"), whole(everybody, "people", "invited")],
      origin: scope.origin)
    return all.finished(
      finish(all.schema, inviter, rule, Unit(scope.currency)), named: scope.fragmentName("rewards"))
  }

  /// - Throws: a step that is no number of people.
  private func rewardSteps(in scope: Scope) throws(Problems) -> RewardSteps {
    var found: [Diagnostic] = []
    var read: [RewardSteps.Step] = []
    for entry in steps.entries {
      guard let count = Int(entry.name), count > 0 else {
        found.append(
          Diagnostic(
            .rewardWithoutCount, at: entry.place ?? scope.origin.place,
            ["text": .text(entry.name)]))
        continue
      }
      let worth = entry.value.decimal
      read.append(
        .init(count: count, worth: ScaledInteger(Int128(worth.units), scale: worth.scale)))
    }
    try Problems.throwIfAny(found)
    return RewardSteps(read, pays: pays.method)
  }

  /// Those who brought most first; the total last.
  private func finish(
    _ reduced: Schema, _ inviter: Field, _ rule: RewardSteps, _ currency: Unit
  ) -> Finish {
    let places = 2
    let schema = Schema([
      inviter, Field("invited", .integer),
      Field("reward", .wideDecimal(scale: places), unit: currency), Field("people", .integer),
      Field("is_total", .bool),
    ])
    func index(_ name: String) -> Int { reduced.index(of: name) ?? 0 }
    let (who, invited) = (index("inviter"), index("invited"))
    let (people, isTotal) = (index("people"), index("is_total"))
    return Finish("reward_steps", schema: schema) { table in
      func cell(_ amount: ScaledInteger?) -> Value {
        amount?.atScale(places).map { .decimal($0.units, scale: $0.scale) } ?? .missing
      }
      let inviters = table.rows.filter { $0[isTotal] == .bool(false) }.sorted { left, right in
        left[invited].whole == right[invited].whole
          ? left[who].precedes(right[who]) : left[invited].whole > right[invited].whole
      }
      let totals = table.rows.filter { $0[isTotal] == .bool(true) }
      var owed: ScaledInteger? = 0
      var rows: [[Value]] = []
      for row in inviters {
        let due = rule.due(for: row[invited].whole)
        owed = due.flatMap { owed?.adding($0) }
        rows.append([row[who], row[invited], cell(due), .missing, .bool(false)])
      }
      let everybody = totals.first { !$0[people].isMissing }?[people] ?? .integer(0)
      let brought = totals.first { !$0[invited].isMissing }?[invited] ?? .integer(0)
      if everybody.whole > 0 {
        rows.append([.missing, brought, cell(owed), everybody, .bool(true)])
      }
      return Table(schema, rows: rows)
    }
  }
}

extension Message {
  static let rewardWithoutCount = Message(
    "reward_without_count", exit: .config, en: "'{text}' is no number of people",
    zh: "“{text}”不是人数",
    hint: (en: "write steps: {3: 20, 5: 129}", zh: "请写成 steps: {3: 20, 5: 129}"))
}
