import FupanData
import FupanDiagnostics
import FupanPlan

/// Small plans over orders, as stages would build them.
enum Plans {
  static let all: [(name: String, results: @Sendable () throws -> [Fragment])] = [
    ("keeps_paid_orders", keepsPaidOrders), ("reduces_to_exact_values", reduces),
    ("orders_windows_with_their_frames", windows), ("joins_at_most_one_row", joinsOne),
    ("joins_both_sides", joinsBoth), ("turns_lists_and_columns_into_rows", turns),
    ("shares_what_two_results_need", shares), ("tells_days_in_the_pipelines_zone", days),
  ]

  /// Orders as a profile reads them: text from a file, then typed columns.
  static func orders() throws -> Relation {
    let names = ["order_id", "person_id", "region", "paid_amount", "paid_at", "tags"]
    let file = FileSource(
      .delimited, files: ["orders.csv"], options: ReadOptions(),
      columns: names.map { ScanColumn($0) })
    return Relation(scanning: file, origin: stage("read_csv", line: 2)).checked(
      Check(conversions: [
        Conversion("paid_amount", .money(currency: "CNY")),
        Conversion("paid_at", .timestamp([.yearFirst], zone: "Asia/Shanghai")),
        Conversion("tags", .list(separator: "┋")),
      ]))
  }

  static func stage(_ name: String, line: Int) -> Origin {
    Origin(name, at: Place(file: "spring.yaml", line: line, column: 7))
  }

  private static func projection(
    _ relation: Relation, _ name: String, _ text: String
  ) throws -> Projection {
    Projection(name, try relation.binder().bind(ParsedExpression(text)))
  }

  @Sendable private static func keepsPaidOrders() throws -> [Fragment] {
    let orders = try orders().with(origin: stage("keep", line: 3))
    let paid = orders.filtered(
      where: try orders.binder().condition(
        ParsedExpression("paid_at is not null and trim(region) <> '测试''店'")))
    let derived = paid.with(origin: stage("derive", line: 4))
    return [
      Fragment(
        "orders",
        try derived.extended([
          projection(derived, "fee", "round(paid_amount * 0.006, 2)"),
          projection(
            derived, "size", "case when paid_amount >= 100 then '大' else lower(region) end"),
          projection(derived, "per_tag", "paid_amount / list_length(tags)"),
        ]))
    ]
  }

  @Sendable private static func reduces() throws -> [Fragment] {
    let orders = try orders().with(origin: stage("aggregate", line: 3))
    let into = try [
      ("revenue", "sum(paid_amount)"), ("buyers", "count(distinct person_id)"),
      ("average", "avg(paid_amount)"), ("spread", "stddev(paid_amount)"),
      ("p90", "percentile(paid_amount, 0.9)"), ("latest_order", "last(order_id)"),
    ].map { (name: $0.0, expression: try ParsedExpression($0.1)) }
    return [
      Fragment(
        "by_region",
        try orders.aggregated(into, by: ["region"], order: [SortKey("paid_at")]))
    ]
  }

  @Sendable private static func windows() throws -> [Fragment] {
    let orders = try orders().with(origin: stage("window", line: 3))
    return [
      Fragment(
        "numbered",
        try orders.windowed(
          Window(
            partition: ["person_id"],
            order: [SortKey("paid_at"), SortKey("order_id", .descending, nulls: .first)],
            functions: [
              WindowFunction("number", .rowNumber),
              WindowFunction("spent_before", .sum, of: "paid_amount", frame: .runningExclusive),
              WindowFunction("spent", .sum, of: "paid_amount", frame: .running),
              WindowFunction("share_of", .sum, of: "paid_amount"),
              WindowFunction("last_region", .lastValue, of: "region", frame: .running),
              WindowFunction("previous", .lag(1), of: "paid_at"),
            ])))
    ]
  }

  private static func members() -> Relation {
    let schema = Schema([Field("person_id", .text), Field("tier", .text), Field("joined", .date)])
    return Relation(
      Table(
        schema,
        rows: [
          [.text("p1"), .text("重要"), .date(20_553)], [.text("p2"), .missing, .missing],
        ]), origin: stage("values", line: 1))
  }

  @Sendable private static func joinsOne() throws -> [Fragment] {
    let orders = try orders().with(origin: stage("join", line: 3))
    let key = [Join.Pair(left: "person_id", right: "person_id")]
    let joined = try orders.joined(members(), Join(.left, on: key))
    let strangers = try orders.joined(members(), Join(.anti, on: key, matches: .many))
    return [Fragment("with_tier", joined), Fragment("strangers", strangers)]
  }

  @Sendable private static func joinsBoth() throws -> [Fragment] {
    let orders = try orders().with(origin: stage("join", line: 3))
    let spent = try orders.aggregated(
      [Aggregation("paid", .sum, of: "paid_amount")], by: ["person_id"])
    let key = [Join.Pair(left: "person_id", right: "person_id")]
    return [Fragment("everybody", try spent.joined(members(), Join(.full, on: key)))]
  }

  @Sendable private static func turns() throws -> [Fragment] {
    let orders = try orders().with(origin: stage("unnest", line: 3))
    let tags = try orders.unnested(Unnest("tags", into: "tag", keepsEmpty: true))
    let long = try tags.with(origin: stage("unpivot", line: 4)).unpivoted(
      Unpivot(["region", "tag"], name: "question", value: "answer"))
    let twice = try Relation.union([long, long], origin: stage("union", line: 5))
    return [Fragment("answers", twice.top(10, order: [SortKey("answer"), SortKey("order_id")]))]
  }

  @Sendable private static func shares() throws -> [Fragment] {
    let orders = try orders().shared(as: "orders").with(origin: stage("aggregate", line: 3))
    let spent = try orders.aggregated(
      [Aggregation("paid", .sum, of: "paid_amount")], by: ["person_id"])
    let scored = spent.finished(
      Finish("rfm_scores", schema: spent.schema) { $0 }, named: "tiers.scores")
    let best = scored.with(origin: stage("top", line: 8)).top(
      20, order: [SortKey("paid", .descending), SortKey("person_id")])
    let count = try orders.aggregated([Aggregation("rows", .count)], by: [])
    return [Fragment("tiers", best), Fragment("size", count)]
  }

  @Sendable private static func days() throws -> [Fragment] {
    let orders = try orders().with(origin: stage("derive", line: 3))
    let texts = [
      ("day", "cast(paid_at as date)"), ("week", "iso_week(paid_at)"), ("hour", "hour(paid_at)"),
      ("weekday", "weekday(paid_at)"), ("month", "date_trunc('month', paid_at)"),
      ("due", "date_add(cast(paid_at as date), 1, 'month')"),
      ("age", "date_diff('week', cast(paid_at as date), date '2026-04-24')"),
      ("written", "to_date(region, '%Y/%m/%d')"), ("start", "cast(date '2026-04-10' as timestamp)"),
    ]
    return [
      Fragment("days", try orders.projected(texts.map { try projection(orders, $0.0, $0.1) }))
    ]
  }
}
