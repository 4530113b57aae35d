import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `backflow`: what shares bring back: visits by the shared link, and the orders after them.
///
/// A share and the visits it brings carry the same id; a visit by the sharer, or before the first
/// share, is none. An order
/// belongs to the latest such visit of its person that is at most `window_days` older; orders
/// without one are not counted. With `rows: total` one row in all: visits a share, and orders a visit
/// with an interval that knows that visits of one sharer are alike; with `rows: spreaders` one row
/// for each person who shared.
///
///     - backflow: {share: event = 'share', to: orders, of: net_paid}
///     - backflow: {share: event = 'share', to: orders, of: net_paid, rows: spreaders}
package struct Backflow: TransformStage {
  package static let about = StageDescription(
    "backflow", .analyse, "Follows shares to the visits they bring and the orders after them.")

  @Parameter("Which events are shares.") var share: ParsedExpression
  @Parameter("Which events are visits; by default all others that carry the id.")
  var visit: ParsedExpression?
  @Parameter("The dataset of orders.") var to: DatasetName
  @Parameter("The amount of an order.") var of: ColumnName
  @Parameter("The column of the share's id, in its event and in those it brings.")
  var id: ColumnName = "share_id"
  @Parameter("The orders' column that tells them apart.") var order: ColumnName = "order_id"
  @Parameter("The column of both that says who.") var person: ColumnName = "person_id"
  @Parameter("How many days before an order a visit counts.", .in(0...3660))
  var windowDays: Int = 7
  @Parameter("What a row of the result is.") var rows: Rows = .total

  /// What a row of the result is.
  package enum Rows: String, ParameterChoice {
    case total, spreaders
  }

  static let counts = ["shares", "visits", "visitors", "orders", "buyers"]

  package init() {}

  package var datasets: [DatasetName] { [to] }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let event = found.gather { () throws(Problems) in
      try AnalysisColumns.event(of: person, at: nil, in: input, scope)
    }
    let link = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(id, in: input, scope)
    }
    let isShare = found.gather { () throws(Problems) in
      try input.binder(in: scope).condition(share)
    }
    let isVisit = found.gather { () throws(Problems) -> Expression? in
      guard let visit else { return nil }
      return try input.binder(in: scope).condition(visit)
    }
    let orders = found.gather { () throws(Problems) in try ordered(scope) }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(person, among: Backflow.counts + ["revenue"], scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let event, let link, let isShare, let isVisit, let orders else {
      preconditionFailure("a missing column is a problem")
    }
    let yes = Expression(literal: .bool(true))
    let no = Expression(literal: .bool(false))
    func flag(_ condition: Expression) -> Expression {
      Expression(
        .conditional([Expression.Branch(condition: condition, value: yes)], otherwise: no),
        type: .bool)
    }
    let linked =
      try input
      .projected([
        Projection(keeping: event.who, as: "person"), Projection("at", event.instant),
        Projection(keeping: link, as: "link"),
        Projection("is_share", flag(isShare)), Projection("is_visit", isVisit.map(flag) ?? yes),
      ])
      .filtered("link is not null and at is not null and person is not null")
      .shared(as: scope.fragmentName("linked"))
    // Whoever shared a link first is its sharer.
    let shares =
      try linked.filtered("is_share")
      .aggregated(
        [
          Aggregation(
            "sharer", .first, of: "person", order: [SortKey("at"), SortKey("person")],
            ties: .immaterial), Aggregation("shares", .count),
          Aggregation("shared_at", .min, of: "at"),
        ], by: ["link"]
      )
      .shared(as: scope.fragmentName("shares"))
    let visits =
      try linked.filtered("is_visit and not is_share")
      .joined(
        try shares.projected([
          Projection(keeping: field("link", shares), as: "shared"),
          Projection(keeping: field("sharer", shares)),
          Projection(keeping: field("shared_at", shares)),
        ]), Join(.inner, on: [Join.Pair(left: "link", right: "shared")])
      )
      .filtered("person <> sharer and at >= shared_at")
      .shared(as: scope.fragmentName("visits"))
    let bought = try credited(orders, visits).shared(as: scope.fragmentName("bought"))
    let spreaders = try bySharer(shares, visits, bought)
    if rows == .spreaders { return try named(spreaders, as: event.who) }
    return
      try spreaders
      .joined(
        try whole(visits, bought),
        Join(.left, on: [Join.Pair(left: "one", right: "whole")])
      )
      .finished(finish(spreaders.schema), named: scope.fragmentName("backflow"))
  }

  private func field(_ name: String, _ rows: Relation) -> Field {
    rows.schema[name] ?? Field(name, .text)
  }

  /// `buyer`, `ordered_at`, `number` and `amount` of the orders.
  private func ordered(_ scope: Scope) throws(Problems) -> Relation {
    let relation = try scope.relation(to)
    var found: [Diagnostic] = []
    let event = found.gather { () throws(Problems) in
      try AnalysisColumns.event(of: person, at: nil, in: relation, scope)
    }
    let amount = found.gather { () throws(Problems) in
      try AnalysisColumns.amount(of, in: relation, scope)
    }
    let number = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(order, in: relation, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let event, let amount, let number else {
      preconditionFailure("a missing column is a problem")
    }
    return try relation.projected([
      Projection(keeping: event.who, as: "buyer"), Projection("ordered_at", event.instant),
      Projection(keeping: number, as: "number"), Projection(keeping: amount, as: "amount"),
    ]).filtered("buyer is not null and ordered_at is not null")
  }

  /// Each order with the sharer of its latest visit.
  private func credited(_ orders: Relation, _ visits: Relation) throws(Problems) -> Relation {
    let span = Int64(windowDays) * 86_400_000_000
    return
      try orders
      .joined(
        try visits.projected([
          Projection(keeping: field("person", visits), as: "visitor"),
          Projection(keeping: field("at", visits), as: "visited_at"),
          Projection(keeping: field("sharer", visits)),
        ]),
        Join(.inner, on: [Join.Pair(left: "buyer", right: "visitor")], matches: .many)
      )
      .filtered("visited_at <= ordered_at and ordered_at - visited_at <= \(span)")
      // Of visits at one instant the first sharer by name gets the order.
      .windowed(
        Window(
          partition: ["buyer", "number"],
          order: [SortKey("visited_at", .descending), SortKey("sharer"), SortKey("amount")],
          ties: .inputOrder, functions: [WindowFunction("place", .rowNumber)])
      )
      .filtered("place = 1")
      .selected(["buyer", "sharer", "amount"])
  }

  /// One row for each sharer, those whose shares brought nothing too.
  private func bySharer(
    _ shares: Relation, _ visits: Relation, _ bought: Relation
  ) throws(Problems) -> Relation {
    func keyed(_ rows: Relation, _ key: String) throws(Problems) -> Relation {
      try rows.projected(
        rows.schema.fields.map { Projection(keeping: $0, as: $0.name == "sharer" ? key : $0.name) })
    }
    let came = try keyed(
      visits.aggregated(
        [
          Aggregation("visits", .count), Aggregation("visitors", .countDistinct, of: "person"),
        ], by: ["sharer"]), "visited")
    let paid = try keyed(
      bought.aggregated(
        [
          Aggregation("orders", .count), Aggregation("buyers", .countDistinct, of: "buyer"),
          Aggregation("revenue", .sum, of: "amount"),
        ], by: ["sharer"]), "paid")
    let all =
      try shares.aggregated([Aggregation("shares", .sum, of: "shares")], by: ["sharer"])
      .joined(came, Join(.left, on: [Join.Pair(left: "sharer", right: "visited")]))
      .joined(paid, Join(.left, on: [Join.Pair(left: "sharer", right: "paid")]))
    let binder = all.binder()
    var columns = [Projection(keeping: field("sharer", all))]
    for name in Backflow.counts {
      columns.append(
        Projection(
          name,
          try binder.call(
            "coalesce", [Expression(field(name, all)), Expression(literal: .integer(0))], at: nil)))
    }
    columns.append(Projection(keeping: field("revenue", all)))
    columns.append(Projection("one", Expression(literal: .integer(1))))
    for index in columns.indices.dropFirst() { columns[index].field.isPersonal = false }
    return try all.projected(columns)
  }

  /// People of all sharers' visits and orders, each once.
  private func whole(_ visits: Relation, _ bought: Relation) throws(Problems) -> Relation {
    let visitors = try visits.aggregated(
      [Aggregation("all_visitors", .countDistinct, of: "person")], by: []
    ).extended(["whole": "1"])
    let buyers = try bought.aggregated(
      [Aggregation("all_buyers", .countDistinct, of: "buyer")], by: []
    ).extended(["also": "1"])
    return try visitors.joined(
      buyers, Join(.left, on: [Join.Pair(left: "whole", right: "also")])
    ).selected(["whole", "all_visitors", "all_buyers"])
  }

  private func named(_ rows: Relation, as who: Field) throws(Problems) -> Relation {
    try rows.projected(
      [Projection(keeping: field("sharer", rows), as: who.name)]
        + (Backflow.counts + ["revenue"]).map { Projection(keeping: field($0, rows)) })
  }

  private func finish(_ spreaders: Schema) -> Finish {
    let money = spreaders["revenue"] ?? Field("revenue", .wideDecimal(scale: 2))
    let schema = Schema(
      [Field("sharers", .integer)] + Backflow.counts.map { Field($0, .integer) }
        + [
          Field("revenue", money.type, unit: money.unit), Field("visits_per_share", .number),
          Field("orders_per_visit", .number, unit: .ratio),
          Field("ci_lo", .number, unit: .ratio), Field("ci_hi", .number, unit: .ratio),
          Field("buyer_rate", .number, unit: .ratio),
        ])
    let scale = money.type.scale ?? 0
    return Finish("share_backflow", schema: schema, seesOrder: false) { table in
      // sharer, shares, visits, visitors, orders, buyers, revenue, one, (all) visitors, buyers
      let rows = table.rows
      guard let first = rows.first else { return Table(schema, []) }
      func sum(_ column: Int) -> Int { rows.reduce(0) { $0 + $1[column].whole } }
      let revenue = rows.reduce(Int128(0)) { total, row in
        switch row[6] {
        case .decimal(let value, _): total + value
        case .integer(let value): total + Int128(value)
        default: total
        }
      }
      let perVisit = Estimate.ratio(
        of: rows.map { Int64($0[4].whole) }, per: rows.map { Int64($0[2].whole) })
      let (visitors, buyers) = (first[first.count - 2].whole, first[first.count - 1].whole)
      let shares = sum(1)
      return Table(
        schema,
        rows: [
          [
            .integer(Int64(rows.count)), .integer(Int64(shares)), .integer(Int64(sum(2))),
            .integer(Int64(visitors)), .integer(Int64(sum(4))), .integer(Int64(buyers)),
            money.type == .integer
              ? .integer(Int64(clamping: revenue)) : .decimal(revenue, scale: scale),
            shares > 0 ? .number(Double(sum(2)) / Double(shares)) : .missing,
            Value(perVisit.value), Value(perVisit.interval?.lower),
            Value(perVisit.interval?.upper),
            visitors > 0 ? .number(Double(buyers) / Double(visitors)) : .missing,
          ]
        ])
    }
  }
}
