import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `page_visits`: how often pages are seen, by how many people, for how long, and where visits begin
/// and end.
///
/// A row with a visit and a page is a view; `sessionise` names visits. Its dwell is the time to the
/// next event of the visit, with a page or not; the last one's is not known, and never taken as 0:
/// `timed` says how many are. A visit of one event is a bounce; the rate is of the visits that began
/// with the page.
/// Results per group end with rows marked `is_total`.
///
///     - sessionise: 5m
///     - page_visits: {of: page, by: source}
package struct PageVisits: TransformStage {
  package static let about = StageDescription(
    "page_visits", .analyse,
    "Counts views, visitors, entries, exits, bounces and dwell of each page.")

  @Parameter("The column of the page.", .principal) var of: ColumnName = "page"
  @Parameter("A column to count separately for each value of.") var by: ColumnName?
  @Parameter("The column of the visit.") var session: ColumnName = "session_id"
  @Parameter("The column that says who.") var person: ColumnName = "person_id"
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?

  /// The columns of the result besides page and group.
  static let results = [
    "views", "visitors", "visits", "entries", "exits", "bounces", "bounce_rate", "ci_lo", "ci_hi",
    "timed", "mean_s", "median_s", "p90_s", "is_total",
  ]
  /// The percentiles of dwell.
  private static let percentiles: [(name: String, tenths: Int64)] = [("median", 5), ("p90", 9)]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let event = found.gather { () throws(Problems) in
      try AnalysisColumns.event(of: person, at: at, in: input, scope)
    }
    let page = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(of, in: input, scope)
    }
    let visit = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(session, in: input, scope)
    }
    let group = found.gather { () throws(Problems) -> Field? in
      guard let by else { return nil }
      return try AnalysisColumns.grouping(by, in: input, scope)
    }
    for name in [of] + (by.map { [$0] } ?? []) {
      found.gather { () throws(Problems) in
        try AnalysisColumns.requireFree(name, among: PageVisits.results, scope)
      }
    }
    if let problems = Problems(found) { throw problems }
    guard let event, let page, let visit, let group else {
      preconditionFailure("a missing column is a problem")
    }
    let categories = group == nil ? [] : ["category"]
    let events =
      try input
      .projected(
        [
          Projection(keeping: event.who, as: "person"), Projection("at", event.instant),
          Projection(keeping: visit, as: "visit"), Projection(keeping: page, as: "page"),
        ] + (group.map { [Projection(keeping: $0, as: "category")] } ?? [])
      )
      .filtered("visit is not null and at is not null")
      // Rows equal in all of this are interchangeable.
      .windowed(
        Window(
          partition: ["visit"],
          order: [SortKey("at"), SortKey("page")] + (categories + ["person"]).map { SortKey($0) },
          ties: .inputOrder,
          functions: [
            WindowFunction("place", .rowNumber), WindowFunction("next", .lead(1), of: "at"),
          ])
      )
      .filtered("page is not null")
      .extended([
        "entry": "case when place = 1 then 1 end", "exit": "case when next is null then 1 end",
        "bounce": "case when place = 1 and next is null then 1 end", "dwell": "next - at",
      ])
      .shared(as: scope.fragmentName("views"))
    let pages = try counted(events, by: categories + ["page"])
    var parts = [
      try pages.extended([Projection("is_total", Expression(literal: .bool(false)))])
    ]
    var total = try counted(events, by: [])
    let missing = [page.named("page")] + (group.map { [$0.named("category")] } ?? [])
    total = try total.extended(
      missing.map { Projection($0.name, Expression(literal: .missing, type: $0.type)) }
        + [Projection("is_total", Expression(literal: .bool(true)))])
    parts.append(try total.selected(parts[0].schema.names))
    return try Relation.union(parts, origin: scope.origin).finished(
      finish(page, group), named: scope.fragmentName("pages"))
  }

  private func counted(_ events: Relation, by keys: [String]) throws(Problems) -> Relation {
    var aggregations = [
      Aggregation("views", .count), Aggregation("visitors", .countDistinct, of: "person"),
      Aggregation("visits", .countDistinct, of: "visit"),
      Aggregation("entries", .count, of: "entry"), Aggregation("exits", .count, of: "exit"),
      Aggregation("bounces", .count, of: "bounce"), Aggregation("timed", .count, of: "dwell"),
      Aggregation("dwell", .sum, of: "dwell"),
    ]
    for (name, tenths) in PageVisits.percentiles {
      for upper in [false, true] {
        aggregations.append(
          Aggregation(
            "\(name)_\(upper ? "upper" : "lower")",
            .orderStatistic(numerator: tenths, denominator: 10, upper: upper), of: "dwell"))
      }
    }
    return try events.aggregated(aggregations, by: keys)
  }

  private func finish(_ page: Field, _ group: Field?) -> Finish {
    let counts = ["views", "visitors", "visits", "entries", "exits", "bounces"].map {
      Field($0, .integer)
    }
    let rates = ["bounce_rate", "ci_lo", "ci_hi"].map { Field($0, .number, unit: .ratio) }
    let times = ["mean_s", "median_s", "p90_s"].map { Field($0, .number, unit: .seconds) }
    let schema = Schema(
      (group.map { [$0] } ?? []) + [page] + counts + rates + [Field("timed", .integer)] + times
        + [Field("is_total", .bool)])
    let keys = group == nil ? 1 : 2
    return Finish("page_visits", schema: schema, seesOrder: false) { table in
      let rows = table.rows.sorted { left, right in
        if left.last != right.last { return right.last == .bool(true) }
        for key in 0..<keys where left[key] != right[key] { return left[key].precedes(right[key]) }
        return false
      }
      return Table(
        schema,
        rows: rows.compactMap { row -> [Value]? in
          let cells = Array(row.dropFirst(keys))
          guard cells[0].whole > 0 else { return nil }
          let bounce = Estimate.proportion(cells[5].whole, of: cells[3].whole)
          let timed = cells[6].whole
          let mean = cells[7].double.flatMap { timed > 0 ? $0 / 1e6 / Double(timed) : nil }
          return Array(row.prefix(keys)) + cells.prefix(6) + [
            Value(bounce.value), Value(bounce.interval?.lower), Value(bounce.interval?.upper),
            .integer(Int64(timed)), Value(mean),
          ]
            + PageVisits.percentiles.enumerated().map { index, percentile in
              PageVisits.seconds(
                cells[8 + 2 * index], cells[9 + 2 * index],
                Fraction(percentile.tenths, over: 10), timed)
            } + [cells[cells.count - 1]]
        })
    }
  }

  /// The quantile between two order statistics in microseconds, as seconds.
  private static func seconds(
    _ lower: Value, _ upper: Value, _ p: Fraction, _ count: Int
  ) -> Value {
    guard let lower = lower.double, let upper = upper.double,
      let position = Quantile.position(of: p, among: count)
    else { return .missing }
    return .number(Quantile.between(lower / 1e6, upper / 1e6, position.weight))
  }
}
