import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `sessionise`: the visit that an event belongs to, named `person#1`, `person#2` ….
///
/// A visit ends where the person does nothing for longer than `gap`; a gap of exactly that length
/// does not end it. Rows without a person or a time belong to no visit. The dwell of an event is the
/// time to the next one of its visit, and missing for the last.
///
/// Halfaker et al. 2015, "User session identification based on strong regularities in
/// inter-activity time".
///
/// A visit that the export itself names wins where there is one, with `trust`.
///
///     - sessionise: 30m
///     - sessionise: {gap: 5m, cut_on: source, dwell: dwell_s}
package struct Sessionise: TransformStage {
  package static let about = StageDescription(
    "sessionise", .segment, "Names the visit that each event belongs to.")

  @Parameter("How long a person may do nothing within a visit.", .principal)
  var gap: DurationLiteral = DurationLiteral(30, .minute)
  @Parameter("The column that says who.") var person: ColumnName = "person_id"
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?
  @Parameter("Columns whose change ends a visit too.") var cutOn: [ColumnName] = []
  @Parameter("Whether midnight ends a visit too.") var cutAtMidnight: Bool = false
  @Parameter("A column with the export's own visit, which counts where it is not missing.")
  var trust: ColumnName?
  @Parameter("The new column of visits.", .nonEmpty) var into: String = "session_id"
  @Parameter("A further new column: seconds to the next event of the visit.") var dwell: String?
  @Parameter("What happens where the order of a person's events at one instant decides.")
  var ties: TiePolicy = .error

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let event = found.gather { () throws(Problems) in
      try AnalysisColumns.event(of: person, at: at, in: input, scope)
    }
    var cuts =
      found.gather { () throws(Problems) in
        try AnalysisColumns.keys(cutOn, in: input, scope)
      } ?? []
    let trusted = found.gather { () throws(Problems) -> Field? in
      try trust.map { trust throws(Problems) in
        try AnalysisColumns.grouping(trust, in: input, scope)
      }
    }
    let day = found.gather { () throws(Problems) -> Expression? in
      guard cutAtMidnight else { return nil }
      return try TimeColumn.day(at, in: input, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let event, let trusted, let day else {
      preconditionFailure("a missing column is a problem")
    }
    let who = event.who

    var prepared = PreparedRows(rows: input)
    if let day { cuts.append(try prepared.hide("day", day).name) }
    let instant = try prepared.hide("instant", event.instant)
    var order = [SortKey(instant.name)]
    let visit: Field
    if ties == .inputOrder {
      let position = try prepared.window(
        by: [], ties: .inputOrder, ("position", WindowFunction("", .rowNumber)))[0]
      order.append(SortKey(position.name))
      visit = try number(
        &prepared, who: who, instant: instant, cuts: cuts, order: order, ties: .error)
    } else if cuts.isEmpty {
      // Of events at one instant the first begins the visit, whichever that is.
      visit = try number(
        &prepared, who: who, instant: instant, cuts: [], order: order, ties: .immaterial)
    } else {
      visit = try matched(&prepared, who: who, instant: instant, cuts: cuts, in: scope)
    }
    let name = try prepared.rows.formula(
      "case when \(instant.name) is not null then \(visit.name) end")
    let ordinal = try prepared.hide("ordinal", name)
    let session = try prepared.rows.binder().call(
      "concat",
      [
        Expression(who).cast(to: .text), Expression(literal: .text("#")),
        Expression(ordinal).cast(to: .text),
      ], at: person.place)
    let visitName: Expression
    if let trusted {
      visitName = try prepared.rows.binder().call(
        "coalesce", [Expression(trusted).cast(to: .text), session], at: trust?.place)
    } else {
      visitName = session
    }
    guard let dwell else { return try prepared.adding(Projection(into, visitName)) }

    let visitKey = trusted == nil ? ordinal : try prepared.hide("session", visitName)
    let next = try prepared.window(
      by: [who.name, visitKey.name], order: order, ties: ties,
      ("next", WindowFunction("", .lead(1), of: instant.name)))[0]
    var seconds = Projection(
      dwell,
      try prepared.rows.formula(
        "case when \(visitKey.name) is not null then (\(next.name) - \(instant.name)) * 0.000001 end"
      ))
    seconds.field.unit = .seconds
    return try prepared.adding(Projection(into, visitName), seconds)
  }

  /// The number of each row's visit, computed once for all events of a person at one instant: their
  /// order says nothing of visits.
  private func matched(
    _ prepared: inout PreparedRows, who: Field, instant: Field, cuts: [String], in scope: Scope
  ) throws(Problems) -> Field {
    prepared.rows = prepared.rows.shared(as: scope.fragmentName("events"))
    let keys = [who.name, instant.name]
    let known = prepared.rows.filtered(
      where: try prepared.rows.binder().call(
        "and",
        [
          try prepared.rows.binder().call("is_not_missing", [Expression(who)], at: nil),
          try prepared.rows.binder().call("is_not_missing", [Expression(instant)], at: nil),
        ], at: nil))
    var instants = PreparedRows(
      rows: try known.aggregated(
        [Aggregation(Relation.hiddenName("events", in: known.schema), .count)],
        by: keys + cuts.filter { !keys.contains($0) }))
    let visit = try number(
      &instants, who: who, instant: instant, cuts: cuts, order: [SortKey(instant.name)],
      ties: .error)
    let name = Relation.hiddenName("visit", in: prepared.rows.schema)
    prepared.rows = try prepared.rows.joined(
      try instants.rows.projected(
        keys.compactMap { instants.rows.schema[$0] }.map { Projection(keeping: $0) }
          + [Projection(keeping: visit, as: name)]),
      Join(.left, on: keys.map { Join.Pair(left: $0, right: $0) }))
    prepared.hidden.append(name)
    return Field(name, .integer)
  }

  /// The number of the visit at each row of a person; of rows that are equal in `order` the same.
  private func number(
    _ rows: inout PreparedRows, who: Field, instant: Field, cuts: [String], order: [SortKey],
    ties: TiePolicy
  ) throws(Problems) -> Field {
    let before = try rows.window(
      by: [who.name], order: order, ties: ties,
      ([instant.name] + cuts).map { ("before", WindowFunction("", .lag(1), of: $0)) })
    var isNew = try rows.rows.formula(
      "\(before[0].name) is null or "
        + "\(instant.name) - \(before[0].name) > \(Int64(gap.seconds) * 1_000_000)")
    let binder = rows.rows.binder()
    for (before, cut) in zip(before.dropFirst(), cuts) {
      guard let now = rows.rows.schema[cut] else { continue }
      let (left, right) = (Expression(before), Expression(now))
      // Missing beside missing is no change.
      let isSame = try binder.call(
        "coalesce",
        [
          try binder.call("equal", [left, right], at: nil),
          try binder.call(
            "and",
            [
              try binder.call("is_missing", [left], at: nil),
              try binder.call("is_missing", [right], at: nil),
            ], at: nil),
        ], at: nil)
      isNew = try binder.call("or", [isNew, try binder.call("not", [isSame], at: nil)], at: nil)
    }
    let begins = try rows.hide(
      "begins",
      Expression(
        .conditional(
          [Expression.Branch(condition: isNew, value: Expression(literal: .integer(1)))],
          otherwise: Expression(literal: .integer(0))), type: .integer))
    let visit = try rows.window(
      by: [who.name], order: order + [SortKey(begins.name, .descending)], ties: ties,
      ("visit", WindowFunction("", .sum, of: begins.name, frame: .running)))[0]
    // Rows that repeat are told apart by these, and nobody needs them any more.
    let spent = (before + [begins]).map { $0.name }
    rows.rows = try rows.rows.dropping(spent)
    rows.hidden.removeAll { spent.contains($0) }
    return visit
  }
}
