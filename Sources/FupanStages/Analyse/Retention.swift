import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `retention`: which share of those who began was seen again so many days later.
///
/// Somebody begins on the day of their first row here; what counts as being seen again are the rows
/// of `of`, or of the same dataset. The modes differ and are told with every figure: `exact`, on
/// that very day; `rolling`, on that day or later, which favours those who began early, so that
/// `followup_days` tells how long people were watched on average; `bounded`, on any day from `from`
/// to that day. Who began too late to be seen by then is not counted, and never counted as lost;
/// nor is who began before `of` did, whose first days nobody watched.
///
///     - retention: {of: messages, days: [1, 7, 30], modes: [exact, rolling]}
package struct Retention: TransformStage {
  package static let about = StageDescription(
    "retention", .analyse, "Tells which share of those who began was seen so many days later.")

  @Parameter("The dataset in which people are seen again; by default the same.", .principal)
  var of: DatasetName?
  @Parameter("After how many days.", .nonEmpty, .in(1...3660)) var days: [Int] = [1, 7, 30]
  @Parameter("What counts as seen: exact, rolling or bounded, side by side.", .nonEmpty)
  var modes: [Mode] = [.exact, .rolling]
  @Parameter("The first day that counts under bounded.", .in(0...3660)) var from: Int = 1
  @Parameter("What a day is: of the calendar, or 24 hours elapsed.") var clock: Clock = .calendar
  @Parameter("Separately for each value of this column.") var by: ColumnName?
  @Parameter("The column of both that says who.") var person: ColumnName = "person_id"
  @Parameter("The column that says when they began; by default the table's own time.")
  var at: ColumnName?

  /// When a person counts as seen again.
  package enum Mode: String, ParameterChoice {
    case exact, rolling, bounded

    /// The same as the methods have it.
    func method(_ day: Int, from: Int) -> RetentionMode {
      switch self {
      case .exact: .exact(day)
      case .rolling: .rolling(day)
      case .bounded: .bounded(min(from, day), day)
      }
    }

    /// The first day after the beginning that counts.
    func firstAge(_ day: Int, from: Int) -> Int { self == .bounded ? min(from, day) : day }

    /// The condition on the days since somebody began.
    func condition(_ day: Int, from: Int) -> String {
      switch self {
      case .exact: "age = \(day)"
      case .rolling: "age >= \(day)"
      case .bounded: "age >= \(min(from, day)) and age <= \(day)"
      }
    }
  }

  /// What a day is.
  package enum Clock: String, ParameterChoice {
    case calendar, elapsed
  }

  /// The columns of the result besides the group.
  private static let results = [
    "mode", "day", "eligible", "retained", "rate", "ci_lo", "ci_hi", "followup_days", "is_total",
  ]

  package init() {}

  package var datasets: [DatasetName] { [of].compactMap { $0 } }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let group = found.gather { () throws(Problems) -> Field? in
      guard let by else { return nil }
      return try AnalysisColumns.grouping(by, in: input, scope)
    }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(by, among: Retention.results, scope)
    }
    let own = found.gather { () throws(Problems) in
      try seen(input, at: at, group ?? nil, scope)
    }
    let again = found.gather { () throws(Problems) -> Relation? in
      guard let of else { return nil }
      return try seen(try scope.relation(of), at: nil, nil, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let group, let own, let again else {
      preconditionFailure("a missing column is a problem")
    }

    // Somebody of several groups on the first day belongs to the first by name.
    let rows = own.shared(as: scope.fragmentName("retention_rows"))
    let begun =
      try rows
      .windowed(
        Window(
          partition: ["person"], order: [], ties: .inputOrder,
          functions: [
            WindowFunction("begun", .min, of: "day"), WindowFunction("since", .min, of: "at"),
          ])
      )
      .filtered("day = begun")
      .aggregated(
        [Aggregation("begun", .min, of: "begun"), Aggregation("since", .min, of: "since")]
          + (group == nil ? [] : [Aggregation("group", .min, of: "group")]), by: ["person"]
      )
      .shared(as: scope.fragmentName("retention_begun"))
    let ages =
      try (again ?? rows).selected(["person", "day", "at"])
      .joined(
        begun, Join(.inner, on: [Join.Pair(left: "person", right: "person")], matches: .many)
      )
      .extended([
        "age": clock == .calendar
          ? "date_diff('day', begun, day)"
          : "case when at >= since then idiv(at - since, 86400000000) else -1 end"
      ])
    // Those never seen again stand for themselves, without an age.
    let all = try Relation.union(
      [
        try ages.selected(["person", "begun", "age"] + (group == nil ? [] : ["group"])),
        try begun.extended([Projection("age", Expression(literal: .missing, type: .integer))])
          .selected(["person", "begun", "age"] + (group == nil ? [] : ["group"])),
      ], origin: scope.origin)
    var flags: [Projection] = ["person", "begun", "group"].compactMap { all.schema[$0] }
      .map { Projection(keeping: $0) }
    for (index, question) in questions.enumerated() {
      let condition = question.mode.condition(question.day, from: from)
      flags.append(
        Projection("q\(index)", try all.formula("case when \(condition) then 1 else 0 end")))
    }
    let keys = ["begun"] + (group == nil ? [] : ["group"])
    let sums =
      try all.projected(flags)
      .aggregated(
        questions.indices.map { Aggregation("q\($0)", .max, of: "q\($0)") },
        by: ["person"] + keys
      )
      .aggregated(
        [Aggregation("persons", .count)]
          + questions.indices.map { Aggregation("q\($0)", .sum, of: "q\($0)") }, by: keys)
    var wholes: [Projection] = []
    for index in questions.indices {
      wholes.append(Projection("q\(index)", try sums.formula("cast(q\(index) as integer)")))
    }
    var parts = [try sums.extended(wholes)]
    if let again {
      parts.append(try firstDay(of: again, like: parts[0]))
    }
    return try Relation.union(parts, origin: scope.origin).finished(
      finish(by: group, end: scope.asOf?.daysSinceEpoch, isWatchedElsewhere: again != nil),
      named: scope.fragmentName("retention"))
  }

  /// The first day of the other dataset, in a row of nobody: who began before it was not watched
  /// from the start.
  private func firstDay(of rows: Relation, like counts: Relation) throws(Problems) -> Relation {
    let first = try rows.aggregated([Aggregation("begun", .min, of: "day")], by: [])
    var projections = [Projection("persons", Expression(literal: .integer(0)))]
    for index in questions.indices {
      projections.append(Projection("q\(index)", Expression(literal: .integer(0))))
    }
    if let group = counts.schema["group"] {
      var none = Projection("group", Expression(literal: .missing, type: group.type))
      none.field.unit = group.unit
      projections.append(none)
    }
    return try first.extended(projections)
  }

  /// The mode and day of each figure, in their order.
  private var questions: [(mode: Mode, day: Int)] {
    modes.flatMap { mode in days.map { (mode, $0) } }
  }

  /// Person, day and instant of rows, with the group.
  private func seen(
    _ input: Relation, at: ColumnName?, _ group: Field?, _ scope: Scope
  ) throws(Problems) -> Relation {
    let (who, instant) = try AnalysisColumns.event(of: person, at: at, in: input, scope)
    let day = try TimeColumn.day(at, in: input, scope)
    var rows = try input.projected(
      [
        Projection(keeping: who, as: "person"), Projection("day", day), Projection("at", instant),
      ] + (group.map { [Projection(keeping: $0, as: "group")] } ?? [])
    ).filtered("person is not null and day is not null")
    if let end = scope.asOf { rows = try rows.filtered("day <= date '\(end)'") }
    return rows
  }

  /// Rates from persons and flags by first day; without `end` the last first day is the last
  /// complete one.
  private func finish(by group: Field?, end: Int?, isWatchedElsewhere: Bool) -> Finish {
    let (questions, from) = (questions, from)
    let schema = Schema(
      [Field("mode", .text), Field("day", .integer)] + (group.map { [$0] } ?? []) + [
        Field("eligible", .integer), Field("retained", .integer),
        Field("rate", .number, unit: .ratio), Field("ci_lo", .number, unit: .ratio),
        Field("ci_hi", .number, unit: .ratio), Field("followup_days", .number),
        Field("is_total", .bool),
      ])
    let width = group == nil ? 1 : 2
    return Finish("retention_rates", schema: schema, seesOrder: false) { table in
      let cells = table.rows.filter { !$0[0].isMissing && $0[width].whole > 0 }
      guard !cells.isEmpty else { return Table(schema, []) }
      let watched = table.rows.first { !$0[0].isMissing && $0[width].whole == 0 }
      func day(_ row: [Value]) -> Int { if case .date(let day) = row[0] { Int(day) } else { 0 } }
      let end = end ?? cells.map(day).max() ?? 0
      var groups: [Value] = []
      if group != nil {
        for cell in cells where !groups.contains(cell[1]) { groups.append(cell[1]) }
        groups.sort { $0.precedes($1) }
      }
      var rows: [[Value]] = []
      for (index, question) in questions.enumerated() {
        let mode = question.mode.method(question.day, from: from)
        func append(_ own: [[Value]], _ name: [Value], isTotal: Bool) {
          let eligible = own.filter { row in
            guard mode.isEligible(start: day(row), end: end) else { return false }
            guard isWatchedElsewhere else { return true }
            let first = question.mode.firstAge(question.day, from: from)
            return watched.map { day(row) + first >= day($0) } ?? false
          }
          let people = eligible.reduce(0) { $0 + $1[width].whole }
          let rate = Estimate.proportion(
            eligible.reduce(0) { $0 + $1[width + 1 + index].whole }, of: people)
          let watched = eligible.reduce(0) { $0 + $1[width].whole * (end - day($1)) }
          rows.append(
            [.text(question.mode.rawValue), .integer(Int64(question.day))] + name + [
              .integer(Int64(people)), rate.numerator?.value ?? .integer(0), Value(rate.value),
              Value(rate.interval?.lower), Value(rate.interval?.upper),
              people == 0 ? .missing : .number(Double(watched) / Double(people)), .bool(isTotal),
            ])
        }
        for name in groups { append(cells.filter { $0[1] == name }, [name], isTotal: false) }
        append(cells, group == nil ? [] : [.missing], isTotal: true)
      }
      return Table(schema, rows: rows)
    }
  }
}
