import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `calendar_fill`: a row for every day, week or month of each group, where there is none.
///
/// Rows that are there stay as they are. In the rows that are added the columns of `zero` are 0 and
/// all others are missing: whether nothing happened or nothing is known is for the user to say.
/// The calendar goes from the first to the last day that the rows have, or over the days of
/// `during`; weeks begin on Monday. A group is a combination of `by` that some row has.
///
///     - calendar_fill: {every: day, by: channel, during: period, zero: [orders, revenue]}
package struct CalendarFill: TransformStage {
  package static let about = StageDescription(
    "calendar_fill", .aggregate,
    "Adds a row for each day, week or month of a group that has none.")

  @Parameter("How far apart the rows are.", .principal) var every: Cohort.Period = .day
  @Parameter("Columns to fill separately for each combination of.") var by: [ColumnName] = []
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?
  @Parameter(
    "Which days: period, baseline, a phase, or days such as 2026-04-10..2026-04-13; by default all from the first to the last of the rows."
  )
  var during: Located<String>?
  @Parameter("Columns that are 0 in added rows; the others are missing.")
  var zero: [ColumnName] = []

  /// The longest calendar that is made of what the rows have.
  private static let longest = 10_000

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let time = found.gather { () throws(Problems) in
      try TimeColumn.field(at, in: input, at: scope.origin.place)
    }
    let day = time.flatMap { time in
      found.gather { () throws(Problems) in try TimeColumn.day(of: time, in: scope) }
    }
    let keys = found.gather { () throws(Problems) in
      try AnalysisColumns.keys(by, in: input, scope)
    }
    let range = found.gather { () throws(Problems) -> DateRange? in
      guard let during else { return nil }
      return try DaysWord.range(during, in: scope)
    }
    let zeros = found.gather { () throws(Problems) in try zeroColumns(of: input, in: scope) }
    if let problems = Problems(found) { throw problems }
    guard let time, let day, let keys, let range, let zeros else {
      preconditionFailure("a missing column is a problem")
    }
    let rows = input.shared(as: scope.fragmentName("filled_rows"))
    let known = try CalendarFill.matchable(rows, keys, day: day, every)
    var groups = try known.filtered("moment is not null").aggregated(
      [Aggregation("first", .min, of: "moment"), Aggregation("last", .max, of: "moment")], by: [])
    if let range {
      groups = try groups.projected([
        Projection("first", try truncated(range.first)),
        Projection("last", try truncated(range.last)),
      ])
    }
    let calendar = try moments(groups, in: scope)
    let absent = try CalendarFill.crossed(
      try known.aggregated([Aggregation("rows", .count)], by: MatchableGroups.names(keys)),
      calendar,
      isGrouped: !keys.isEmpty
    ).joined(
      known,
      Join(
        .anti,
        on: (MatchableGroups.names(keys) + ["moment"]).map { Join.Pair(left: $0, right: $0) },
        matches: .many))
    let added = try absent.projected(
      try projections(input.schema, keys, time: time, zeros: zeros, absent: absent))
    let all = try Relation.union([rows, added], origin: scope.origin)
    let others = input.schema.names.filter { name in
      name != time.name && !keys.contains(name) && input.schema[name]?.type.isOrdered ?? false
    }
    return all.sorted((keys + [time.name] + others).map { SortKey($0) })
  }

  /// The columns of `zero`, which hold numbers, or text that is read as such between pipes.
  private func zeroColumns(of input: Relation, in scope: Scope) throws(Problems) -> [String] {
    var found: [Diagnostic] = []
    for name in zero {
      found.gather { () throws(Problems) in
        var prepared = PreparedRows(rows: input)
        _ = try prepared.number(name, in: scope)
      }
    }
    if let problems = Problems(found) { throw problems }
    return zero.map { $0.text }
  }

  private func truncated(_ day: DateLiteral) throws(Problems) -> Expression {
    let schema = Schema([Field("day", .date)])
    return try ExpressionBinder(schema: schema).bind(
      ParsedExpression("date_trunc('\(every.rawValue)', date '\(day)')"))
  }

  /// The groups and moments of rows; a group that is missing can be matched too.
  private static func matchable(
    _ rows: Relation, _ keys: [String], day: Expression, _ every: Cohort.Period
  ) throws(Problems) -> Relation {
    let binder = rows.binder()
    let moment = try binder.call(
      "date_trunc", [Expression(literal: .text(every.rawValue)), day], at: nil)
    return try rows.projected(
      [Projection("moment", moment)] + (try MatchableGroups.projections(keys, of: rows)))
  }

  /// Every moment from `first` to `last`, in one column.
  private func moments(_ ends: Relation, in scope: Scope) throws(Problems) -> Relation {
    let steps = Table(
      Schema([Field("step", .integer), Field("one", .integer)]),
      rows: (0..<100).map { [.integer($0), .integer(1)] })
    let digits = Relation(steps, origin: scope.origin)
    let hundreds = try digits.extended(["hundreds": "step * 100"]).selected(["hundreds", "one"])
    let key = [Join.Pair(left: "one", right: "one")]
    let count = "date_diff('\(every.rawValue)', first, last) + 1"
    let counted = try ends.extended(["one": "1", "count": count])
      .finished(
        Finish("calendar_length", schema: CalendarFill.ends) { table throws(Problems) in
          for row in table.rows where row[3].whole > CalendarFill.longest {
            throw Problems(
              Diagnostic(
                .calendarTooLong, at: scope.origin.place,
                [
                  "count": .integer(row[3].whole), "limit": .integer(CalendarFill.longest),
                  "first": .text(row[0].text ?? ""), "last": .text(row[1].text ?? ""),
                ]))
          }
          return Table(CalendarFill.ends, rows: table.rows)
        }, named: scope.fragmentName("calendar"))
    return
      try counted
      .joined(hundreds, Join(.inner, on: key, matches: .many))
      .joined(digits, Join(.inner, on: key, matches: .many))
      .filtered("hundreds + step < count")
      .extended(["moment": "date_add(first, hundreds + step, '\(every.rawValue)')"])
      .selected(["moment"])
  }

  private static let ends = Schema([
    Field("first", .date), Field("last", .date), Field("one", .integer), Field("count", .integer),
  ])

  private static func crossed(
    _ groups: Relation, _ calendar: Relation, isGrouped: Bool
  ) throws(Problems) -> Relation {
    guard isGrouped else { return calendar }
    return try groups.extended(["one": "1"]).joined(
      try calendar.extended(["one": "1"]),
      Join(.inner, on: [Join.Pair(left: "one", right: "one")], matches: .many))
  }

  /// The columns of added rows, as the input has them.
  private func projections(
    _ schema: Schema, _ keys: [String], time: Field, zeros: [String], absent: Relation
  ) throws(Problems) -> [Projection] {
    var result: [Projection] = []
    for field in schema.fields {
      let expression: Expression
      if field.name == time.name {
        expression = try absent.formula("moment").cast(to: field.type)
      } else if let index = keys.firstIndex(of: field.name) {
        expression = try MatchableGroups.value(index, like: field, of: absent)
      } else if zeros.contains(field.name) {
        expression =
          field.type == .text
          ? Expression(literal: .text("0"))
          : Expression(literal: .integer(0)).cast(to: field.type)
      } else {
        expression = Expression(literal: .missing, type: field.type)
      }
      var projection = Projection(field.name, expression)
      projection.field = field
      result.append(projection)
    }
    return result
  }
}

extension Message {
  static let calendarTooLong = Message(
    "calendar_too_long", exit: .dataRefused,
    en: "from {first} to {last} there are {count} rows a group, more than {limit}",
    zh: "从 {first} 到 {last} 每组有 {count} 行，超过 {limit} 行",
    hint: (
      en: "is a day misread? say which days: during: 2026-04-10..2026-04-24",
      zh: "是否有日期读错？请写明范围：during: 2026-04-10..2026-04-24"
    ))
}
