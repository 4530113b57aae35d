import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `active`: how many different people were active on each day, in the 7 days and in the 30 days
/// that end with it.
///
/// `dau`, `wau` and `mau` count people, so that a week's are never the sum of its days'. Where the
/// rows do not reach back far enough `wau` and `mau` are missing. `stickiness` is `dau` over `mau`.
/// With members only their activity counts, from the day they joined to the day they left, and
/// `share` is `dau` over the `members` at the end of the day. The row with `is_total` has the means
/// over the days that have a value. A day without rows between days with rows has 0; days after the
/// last row are not known and are not there.
///
///     - keep: event in ('view_item', 'add_to_cart', 'pay_order')   # what counts as active
///     - active: {with: members}
package struct ActivePeople: TransformStage {
  package static let about = StageDescription(
    "active", .analyse, "Counts the people active on each day, in 7 days and in 30 days.")

  @Parameter("The dataset of members that the share is of.", .principal) var with: DatasetName?
  @Parameter("Which days are told: period, a phase, or days; by default all there are.")
  var during: Located<String>?
  @Parameter("The column that says who.") var person: ColumnName = "person_id"
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?

  static let schema = Schema([
    Field("date", .date), Field("dau", .integer), Field("wau", .integer), Field("mau", .integer),
    Field("members", .integer), Field("share", .number, unit: .ratio),
    Field("stickiness", .number, unit: .ratio), Field("days", .integer),
    Field("is_total", .bool),
  ])

  package init() {}

  package var datasets: [DatasetName] { [with].compactMap { $0 } }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let who = found.gather { () throws(Problems) in
      try AnalysisColumns.person(person, in: input, scope)
    }
    let day = found.gather { () throws(Problems) in
      try TimeColumn.day(at, in: input, scope)
    }
    let days = found.gather { () throws(Problems) -> DateRange? in
      guard let during else { return nil }
      return try DaysWord.range(during, in: scope)
    }
    let members = found.gather { () throws(Problems) -> MemberSpells? in
      guard let with else { return nil }
      return try MemberSpells(
        of: person, joined: nil, left: nil, in: try scope.relation(with), scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let who, let day, let days, let members else {
      preconditionFailure("a missing column is a problem")
    }

    var active =
      try input
      .projected([Projection(keeping: who, as: "person"), Projection("day", day)])
      .filtered("person is not null and day is not null")
    if let end = scope.asOf { active = try active.filtered("day <= date '\(end)'") }
    active = try active.aggregated([], by: ["person", "day"])
    if let members {
      active =
        try active
        .joined(
          members.spells,
          Join(.inner, on: [Join.Pair(left: "person", right: "person")], matches: .many)
        )
        // Spells of one person do not overlap, so that each day stays one row.
        .filtered("day >= start and day <= until")
    }
    let counts = try ActivePeople.counts(active, members, scope)
    return counts.finished(
      ActivePeople.finish(during: days, hasMembers: members != nil),
      named: scope.fragmentName("active"))
  }

  /// By day: who was active, whose 7 and 30 days ended, and how the members changed.
  private static func counts(
    _ active: Relation, _ members: MemberSpells?, _ scope: Scope
  ) throws(Problems) -> Relation {
    let next =
      try active.windowed(
        Window(
          partition: ["person"], order: [SortKey("day")], ties: .inputOrder,
          functions: [WindowFunction("next", .lead(1), of: "day")])
      ).shared(as: scope.fragmentName("active_days"))
    func ends(_ days: Int) -> String {
      "least(date_add(day, \(days), 'day'), coalesce(next, date_add(day, \(days), 'day')))"
    }
    func change(_ rows: Relation, _ day: String, _ kind: Int, _ n: String)
      throws(Problems) -> Relation
    {
      try rows.projected(["day": day, "kind": "\(kind)", "n": n])
    }
    var parts = [
      try change(next, "day", 0, "1"), try change(next, ends(7), 1, "1"),
      try change(next, ends(30), 2, "1"),
    ]
    if let members {
      let flows = try members.flows(origin: scope.origin).filtered("day is not null")
      parts.append(try change(flows, "day", 3, "cast(joins - leaves as integer)"))
    }
    return try Relation.union(parts, origin: scope.origin)
      .aggregated([Aggregation("n", .sum, of: "n")], by: ["day", "kind"])
  }

  /// The series of days, the days without rows included.
  static func finish(during: DateRange?, hasMembers: Bool) -> Finish {
    Finish("active_people", schema: schema, seesOrder: false) { table in
      var changes: [Int: [Int]] = [:]
      for row in table.rows {
        guard case .date(let day) = row[0] else { continue }
        let kind = row[1].whole
        guard (0..<4).contains(kind) else { continue }
        changes[Int(day), default: [0, 0, 0, 0]][kind] += row[2].whole
      }
      let seen = changes.keys.filter { changes[$0]?[0] ?? 0 > 0 }.sorted()
      guard let first = seen.first, let last = seen.last else { return Table(schema, []) }
      // Members joined before anybody was active too.
      var members = changes.keys.filter { $0 < first }.reduce(0) { $0 + (changes[$1]?[3] ?? 0) }
      var (weekly, monthly) = (0, 0)
      var rows: [[Value]] = []
      var shares: [Double] = []
      var sticky: [Double] = []
      for day in first...last {
        let change = changes[day] ?? [0, 0, 0, 0]
        weekly += change[0] - change[1]
        monthly += change[0] - change[2]
        members += change[3]
        if let during,
          !(during.first.daysSince1970...during.last.daysSince1970).contains(day)
        {
          continue
        }
        let daily = change[0]
        let share = hasMembers && members > 0 ? Double(daily) / Double(members) : nil
        let stickiness =
          day - first >= 29 && monthly > 0 ? Double(daily) / Double(monthly) : nil
        if let share { shares.append(share) }
        if let stickiness { sticky.append(stickiness) }
        rows.append([
          .date(Int32(day)), .integer(Int64(daily)),
          day - first >= 6 ? .integer(Int64(weekly)) : .missing,
          day - first >= 29 ? .integer(Int64(monthly)) : .missing,
          hasMembers ? .integer(Int64(members)) : .missing, Value(share), Value(stickiness),
          .integer(1), .bool(false),
        ])
      }
      guard !rows.isEmpty else { return Table(schema, []) }
      func mean(_ values: [Double]) -> Value {
        values.isEmpty ? .missing : .number(NeumaierSum.of(values) / Double(values.count))
      }
      rows.append([
        .missing, .missing, .missing, .missing, .missing, mean(shares), mean(sticky),
        .integer(Int64(rows.count)), .bool(true),
      ])
      return Table(schema, rows: rows)
    }
  }
}
