import FupanData
import FupanDiagnostics
import FupanPlan
import FupanSQL
import Testing

/// Every node of the algebra over random rows, on the engine's threads and batches and on DuckDB.
@Suite struct AlgebraDifferenceTests {
  private let seeds: [UInt64] = [1, 2]
  private let origin = Origin("stage")

  private func check(
    _ name: String, rows: [Int] = [0, 1, 200], fails code: String? = nil,
    _ build: (_ left: Relation, _ right: Relation) throws -> Relation
  ) async throws {
    for seed in seeds {
      for count in rows where seed == 1 || count > 1 {
        var random = RandomTable(seed: seed)
        let left = Relation(random.rows(count), origin: origin)
        let right = Relation(random.rows(count / 2), origin: origin)
        let program = Program(results: [Fragment("result", try build(left, right))])
        try await DifferentialSuite.check(
          program, name: "\(name), seed \(seed), \(count) rows", fails: code)
      }
    }
  }

  private func bound(_ relation: Relation, _ text: String) throws -> Expression {
    try relation.binder().bind(ParsedExpression(text))
  }

  private func projection(
    _ relation: Relation, _ name: String, _ text: String
  ) throws -> Projection {
    Projection(name, try bound(relation, text))
  }

  @Test func expressions() async throws {
    let texts = [
      "paid * pieces", "paid + total", "paid / pieces", "score * 2 - paid", "idiv(id, pieces)",
      "id % pieces", "round(paid, 1)", "round(score, 1)", "round(total, -2)", "floor(paid)",
      "ceil(total)", "abs(score)", "least(paid, total)", "greatest(paid, score)",
      "coalesce(shop, '无')", "shop || '-' || id", "length(shop)", "upper(shop)",
      "substr(shop, pieces, 2)", "replace(shop, 'a', shop)", "split(shop, 'a')",
      "list_length(tags)", "list_contains(tags, shop)", "year(at) * 100 + month(at)", "hour(at)",
      "iso_week(at)", "weekday(day)", "date_trunc('week', at)", "date_add(day, pieces, 'month')",
      "date_diff('week', day, date_trunc('day', at))", "cast(at as date)", "cast(day as timestamp)",
      "cast(at as text)", "cast(paid as text)", "cast(score as decimal(2))",
      "cast(score as integer)", "cast(paid as integer)", "cast(id as text)",
      "case when paid > 0 then 'plus' when paid <= 0 then shop end", "shop < 'b'",
      "paid between -2 and total", "pieces in (1, 2, null)", "first and paid > 0", "not first",
      "shop like '%a%'", "day = '2026-02-20'", "score = 0.1", "-total", "first or paid > 0",
    ]
    try await check("expressions", rows: [60]) { left, _ in
      try left.projected(
        texts.enumerated().map { try projection(left, "c\($0.offset)", $0.element) })
    }
  }

  @Test func filter() async throws {
    try await check("filter") { left, _ in
      left.filtered(where: try bound(left, "paid > 0 or shop is missing"))
    }
  }

  @Test func checkKeepsTheSameRows() async throws {
    try await check("check") { left, _ in
      let rule = Check.Rule(
        "paid", try bound(left, "paid > -5"), columns: ["paid"], onError: .reject)
      let blank = Check.Rule(
        "shop", try bound(left, "shop <> ''"), columns: ["shop"], onError: .missing)
      return left.checked(Check(rules: [rule, blank]))
    }
  }

  @Test func aRuleThatEndsTheRunEndsTheQuery() async throws {
    try await check("check fails", rows: [50], fails: "rule_broken") { left, _ in
      left.checked(
        Check(rules: [
          Check.Rule("pieces", try bound(left, "pieces > 0"), columns: ["pieces"], onError: .fail)
        ]))
    }
  }

  @Test(arguments: [[], ["shop"], ["shop", "first"], ["day", "at", "paid"]])
  func aggregate(by: [String]) async throws {
    try await check("aggregate by \(by)") { left, _ in
      let order = [SortKey("paid", .descending, nulls: .first), SortKey("id")]
      return try left.aggregated(
        [
          Aggregation("rows", .count), Aggregation("n", .count, of: "paid"),
          Aggregation("shops", .countDistinct, of: "shop"),
          Aggregation("scores", .countDistinct, of: "score"),
          Aggregation("pieces_sum", .sum, of: "pieces"), Aggregation("paid_sum", .sum, of: "paid"),
          Aggregation("total_sum", .sum, of: "total"), Aggregation("score_sum", .sum, of: "score"),
          Aggregation("low", .min, of: "score"), Aggregation("high", .max, of: "at"),
          Aggregation("least_shop", .min, of: "shop"), Aggregation("last_day", .max, of: "day"),
          Aggregation("earliest", .first, of: "shop", order: order),
          Aggregation("latest", .last, of: "day", order: order),
          Aggregation("latest_flag", .last, of: "first", order: order),
          Aggregation(
            "lower", .orderStatistic(numerator: 9, denominator: 10, upper: false), of: "paid"),
          Aggregation(
            "upper", .orderStatistic(numerator: 9, denominator: 10, upper: true), of: "paid"),
          Aggregation(
            "middle", .orderStatistic(numerator: 1, denominator: 2, upper: true), of: "day"),
        ], by: by)
    }
  }

  @Test func aggregateExpressions() async throws {
    try await check("aggregate expressions") { left, _ in
      let into = try [
        ("mean", "avg(paid)"), ("spread", "stddev(paid)"), ("score_spread", "stddev(score)"),
        ("p90", "percentile(paid, 0.9)"), ("median", "percentile(score, 0.5)"),
        ("ratio", "sum(paid) / count(distinct shop)"), ("net", "sum(paid * pieces) - sum(paid)"),
      ].map { (name: $0.0, expression: try ParsedExpression($0.1)) }
      return try left.aggregated(into, by: ["shop"])
    }
  }

  @Test func tiesInFirstFailEverywhere() async throws {
    try await check("tie in first", rows: [200], fails: "tie_in_order") { left, _ in
      try left.aggregated(
        [Aggregation("a", .first, of: "id", order: [SortKey("pieces")])], by: ["shop"])
    }
  }

  @Test(arguments: [
    WindowFunction.Frame.partition, .running, .runningExclusive,
  ])
  func window(frame: WindowFunction.Frame) async throws {
    try await check("window \(frame)") { left, _ in
      try left.windowed(
        Window(
          partition: ["shop"],
          order: [SortKey("paid", .descending, nulls: .first), SortKey("id")],
          functions: [
            WindowFunction("number", .rowNumber), WindowFunction("rank", .rank),
            WindowFunction("dense", .denseRank), WindowFunction("fifth", .ntile(5)),
            WindowFunction("before", .lag(1), of: "day"),
            WindowFunction("after", .lead(2), of: "shop"),
            WindowFunction("opening", .firstValue, of: "first", frame: frame),
            WindowFunction("closing", .lastValue, of: "at", frame: frame),
            WindowFunction("sum_paid", .sum, of: "paid", frame: frame),
            WindowFunction("sum_pieces", .sum, of: "pieces", frame: frame),
            WindowFunction("sum_score", .sum, of: "score", frame: frame),
            WindowFunction("rows", .count, frame: frame),
            WindowFunction("n", .count, of: "day", frame: frame),
            WindowFunction("low", .min, of: "total", frame: frame),
            WindowFunction("high", .max, of: "shop", frame: frame),
          ]))
    }
  }

  @Test func ranksNeedNoTotalOrder() async throws {
    try await check("ranks") { left, _ in
      try left.windowed(
        Window(
          partition: ["first"], order: [SortKey("pieces", .descending, nulls: .first)],
          functions: [
            WindowFunction("rank", .rank), WindowFunction("dense", .denseRank),
            WindowFunction("sum", .sum, of: "paid"),
          ]))
    }
  }

  @Test func dedupe() async throws {
    try await check("dedupe") { left, _ in
      try left.deduplicated(
        by: ["shop", "pieces"], order: [SortKey("at"), SortKey("id")], ties: .error)
    }
    try await check("dedupe with ties", rows: [200], fails: "tie_in_order") { left, _ in
      try left.deduplicated(by: ["shop"], order: [SortKey("pieces")], ties: .error)
    }
  }

  @Test(arguments: Join.Kind.allCases)
  func join(kind: Join.Kind) async throws {
    try await check("join \(kind)") { left, right in
      let other = try right.projected([
        projection(right, "shop_there", "shop"), projection(right, "pieces_there", "pieces"),
        projection(right, "note", "tags"), projection(right, "id_there", "id"),
      ])
      return try left.joined(
        other,
        Join(
          kind,
          on: [
            .init(left: "shop", right: "shop_there"), .init(left: "pieces", right: "pieces_there"),
          ], matches: .many))
    }
    try await check("join one \(kind)") { left, right in
      let other = try right.projected([
        projection(right, "id", "id * 2"), projection(right, "day_there", "day"),
      ])
      return try left.joined(other, Join(kind, on: [.init(left: "id", right: "id")]))
    }
    try await check("join one, broken \(kind)", rows: [200], fails: "join_matches_many") {
      left, right in
      let other = try right.projected([
        projection(right, "shop", "shop"), projection(right, "there", "id"),
      ])
      return try left.joined(other, Join(kind, on: [.init(left: "shop", right: "shop")]))
    }
  }

  @Test func union() async throws {
    try await check("union") { left, right in
      try Relation.union([left, right, left], origin: origin)
    }
  }

  @Test func sortAndLimit() async throws {
    let keys = [
      SortKey("shop", .descending, nulls: .first), SortKey("paid", nulls: .first), SortKey("id"),
    ]
    try await check("sort") { left, _ in left.sorted(keys) }
    try await check("limit") { left, _ in left.top(7, order: keys) }
    try await check("sort by number") { left, _ in
      left.sorted([SortKey("score", .descending), SortKey("at"), SortKey("id")]).limited(50)
    }
  }

  @Test(arguments: [true, false])
  func unnest(keepsEmpty: Bool) async throws {
    try await check("unnest") { left, _ in
      try left.unnested(Unnest("tags", into: "tag", keepsEmpty: keepsEmpty))
    }
  }

  @Test func unpivot() async throws {
    try await check("unpivot") { left, _ in
      try left.unpivoted(Unpivot(["id", "pieces"], name: "question", value: "answer"))
    }
  }

  @Test func aFinishAndASharedFragment() async throws {
    var random = RandomTable(seed: 9)
    let orders = Relation(random.rows(100), origin: origin).shared(as: "orders")
    let bySize = try orders.aggregated(
      [Aggregation("paid", .sum, of: "paid")], by: ["shop"])
    let doubled = bySize.finished(
      Finish("double", schema: bySize.schema) { table in
        Table(bySize.schema, table.batches + table.batches)
      }, named: "orders.double")
    let kept = doubled.filtered(where: try bound(doubled, "paid > 0"))
    let counted = try orders.aggregated([Aggregation("n", .count)], by: [])
    try await DifferentialSuite.check(
      Program(results: [Fragment("kept", kept), Fragment("counted", counted)]),
      name: "finish and shared fragment")
  }
}
