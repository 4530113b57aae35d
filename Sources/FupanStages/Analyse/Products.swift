import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `products`: what was sold: revenue, units, orders, buyers, items per order, who bought again, what
/// was paid back, and what sold nothing.
///
/// Items per order is of the orders that have the product, all their items counted (连带率); over all
/// products it is units ÷ orders. Who bought a product again did so in two orders or more. With a
/// `list` of what could be sold, products of the list that sold nothing stand in the result with 0.
///
///     - products: {of: item_paid, by: [sku, name], refund: item_refund, list: catalogue}
///     - products: {of: item_paid, by: category}
package struct Products: TransformStage {
  package static let about = StageDescription(
    "products", .analyse,
    "Tells what was sold: revenue, units, buyers, items per order, refunds, and what sold nothing.")

  @Parameter("What was paid for the items of a row.", .principal) var of: ColumnName
  @Parameter("The columns that say which product, or what it is grouped by.", .nonEmpty)
  var by: [ColumnName] = ["sku"]
  @Parameter("The column that says how many were bought.") var units: ColumnName = "qty"
  @Parameter("The column that says which order.") var order: ColumnName = "order_id"
  @Parameter("The column that says who bought.") var person: ColumnName = "person_id"
  @Parameter("The column of what was paid back.") var refund: ColumnName?
  @Parameter("A dataset of what could be sold, a row each, with the same columns as `by`.")
  var list: DatasetName?

  /// The columns of the result besides the product.
  static let results = [
    "revenue", "share", "units", "orders", "buyers", "items_per_order", "repeat_buyers",
    "repeat_rate", "refunded", "refund_rate", "listed", "is_total",
  ]

  package init() {}

  package var datasets: [DatasetName] { list.map { [$0] } ?? [] }

  /// The columns that a row is about, as the plan has them.
  private struct Columns {
    let products: [Field]
    let hasRefund: Bool
    var keys: [String] { products.indices.map { "key\($0)" } }
  }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let products = by.map { name in
      found.gather { () throws(Problems) in try AnalysisColumns.grouping(name, in: input, scope) }
    }
    func amount(_ name: ColumnName) -> Field? {
      found.gather { () throws(Problems) in
        try AnalysisColumns.amount(name, in: input, scope)
      }
    }
    let paid = amount(of)
    let quantity = amount(units)
    let back = refund.map { amount($0) }
    let number = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(order, in: input, scope)
    }
    let buyer = found.gather { () throws(Problems) in
      try AnalysisColumns.person(person, in: input, scope)
    }
    for name in by {
      found.gather { () throws(Problems) in
        try AnalysisColumns.requireFree(name, among: Products.results, scope)
      }
    }
    let catalogue = found.gather { () throws(Problems) in
      try list.map { name throws(Problems) in try scope.relation(name).selected(by, scope) }
    }
    if let problems = Problems(found) { throw problems }
    guard let paid, let quantity, let number, let buyer, let catalogue else {
      preconditionFailure("a missing column is a problem")
    }
    let refunded = back ?? nil
    let columns = Columns(products: products.compactMap { $0 }, hasRefund: refunded != nil)

    var projections = zip(columns.products, columns.keys).map {
      Projection(keeping: $0, as: $1)
    }
    projections += [
      Projection(keeping: number, as: "number"), Projection(keeping: buyer, as: "person"),
      Projection(keeping: paid, as: "paid"), Projection(keeping: quantity, as: "quantity"),
    ]
    if let refunded { projections.append(Projection(keeping: refunded, as: "back")) }
    let rows = try input.projected(projections)
    let each = try summed(rows, by: columns.keys, columns)
      .shared(as: scope.fragmentName("products_sold"))
    let all = try summed(rows, by: [], columns)
      .extended(
        zip(columns.products, columns.keys).map {
          Projection($1, Expression(literal: .missing, type: $0.type))
        } + [Projection("is_total", Expression(literal: .bool(true)))])
    var parts: [Relation] = []
    let flag = Projection("is_total", Expression(literal: .bool(false)))
    if let catalogue {
      let listed = try catalogue.extended([
        Projection("listed", Expression(literal: .bool(true)))
      ])
      let pairs = columns.keys.map { Join.Pair(left: $0, right: $0) }
      let marked = try each.joined(listed, Join(.left, on: pairs))
      parts.append(
        try marked.extended(["listed": "coalesce(listed, false)"]).extended([flag]))
      let unsold = try catalogue.joined(each, Join(.anti, on: pairs))
      parts.append(try nothing(unsold, like: each).extended([flag]))
      parts.append(
        try all.extended([Projection("listed", Expression(literal: .missing, type: .bool))]))
    } else {
      parts = [try each.extended([flag]), all]
    }
    let together = try Relation.union(parts, origin: scope.origin)
    return together.finished(
      finish(together.schema, columns), named: scope.fragmentName("products"))
  }

  /// The sums of each product, or of all where there are no keys.
  private func summed(
    _ rows: Relation, by keys: [String], _ columns: Columns
  ) throws(Problems) -> Relation {
    var sums = [
      Aggregation("units", .sum, of: "quantity"), Aggregation("revenue", .sum, of: "paid"),
      // An order has one buyer; the greatest is that one.
      Aggregation("person", .max, of: "person"),
    ]
    if columns.hasRefund { sums.append(Aggregation("refunded", .sum, of: "back")) }
    let orders =
      try rows.aggregated(sums, by: keys + ["number"])
      .windowed(
        Window(
          partition: ["number"], order: [], ties: .inputOrder,
          functions: [WindowFunction("items", .sum, of: "units")])
      )
      .windowed(
        Window(
          partition: keys + ["person"], order: [], ties: .inputOrder,
          functions: [WindowFunction("times", .count, of: "number")])
      )
      .extended([
        "basket": "case when number is not null then items end",
        "again": "case when times > 1 then person end",
      ])
    var totals = [
      Aggregation("revenue", .sum, of: "revenue"), Aggregation("units", .sum, of: "units"),
      Aggregation("orders", .countDistinct, of: "number"),
      Aggregation("buyers", .countDistinct, of: "person"),
      Aggregation("basket", .sum, of: "basket"),
      Aggregation("repeat_buyers", .countDistinct, of: "again"),
    ]
    if columns.hasRefund { totals.append(Aggregation("refunded", .sum, of: "refunded")) }
    return try orders.aggregated(totals, by: keys)
  }

  /// Products that sold nothing, with the columns of those that did.
  private func nothing(
    _ unsold: Relation, like sold: Relation
  ) throws(Problems) -> Relation {
    let counts = sold.schema.fields.filter { unsold.schema[$0.name] == nil }
    return try unsold.extended(
      counts.map { field in
        Projection(
          field.name, Expression(literal: .integer(0)).cast(to: field.type, in: field.unit))
      } + [Projection("listed", Expression(literal: .bool(true)))])
  }

  /// Products by their revenue, the most first, with shares and rates; the total last.
  private func finish(_ reduced: Schema, _ columns: Columns) -> Finish {
    func sum(_ name: String) -> Field {
      var field = reduced[name] ?? Field(name, .wideDecimal(scale: 2))
      field.isPersonal = false
      return field
    }
    let hasList = reduced.index(of: "listed") != nil
    let hasRefund = columns.hasRefund
    let schema = Schema(
      columns.products + [
        sum("revenue"), Field("share", .number, unit: .ratio), sum("units"),
        Field("orders", .integer), Field("buyers", .integer), Field("items_per_order", .number),
        Field("repeat_buyers", .integer), Field("repeat_rate", .number, unit: .ratio),
      ]
        + (hasRefund ? [sum("refunded"), Field("refund_rate", .number, unit: .ratio)] : [])
        + (hasList ? [Field("listed", .bool)] : []) + [Field("is_total", .bool)])
    func index(_ name: String) -> Int { reduced.index(of: name) ?? 0 }
    let keys = columns.keys.map(index)
    let (revenue, units, orders) = (index("revenue"), index("units"), index("orders"))
    let (buyers, basket, again) = (index("buyers"), index("basket"), index("repeat_buyers"))
    let (refunded, listed) = (index("refunded"), index("listed"))
    let isTotal = index("is_total")
    let scale = reduced["refunded"]?.type.scale ?? 0
    return Finish("product_board", schema: schema) { table in
      // Where nothing is written, nothing was paid back, as in the total.
      func back(_ row: [Value]) -> Value {
        row[refunded].isMissing
          ? (scale == 0 ? .integer(0) : .decimal(0, scale: scale)) : row[refunded]
      }
      func ratio(_ part: Value, _ whole: Value) -> Value {
        guard let part = part.double, let whole = whole.double, whole != 0 else { return .missing }
        return .number(part / whole)
      }
      guard let total = table.rows.first(where: { $0[isTotal] == .bool(true) }) else {
        return Table(schema, rows: [])
      }
      let products = table.rows.filter { $0[isTotal] == .bool(false) }.sorted { left, right in
        let amounts = (ScaledInteger(left[revenue]) ?? 0, ScaledInteger(right[revenue]) ?? 0)
        if amounts.0 != amounts.1 { return amounts.1 < amounts.0 }
        for key in keys where left[key] != right[key] { return left[key].precedes(right[key]) }
        return false
      }
      guard !products.isEmpty else { return Table(schema, rows: []) }
      return Table(
        schema,
        rows: (products + [total]).map { row in
          keys.map { row[$0] } + [
            row[revenue], ratio(row[revenue], total[revenue]), row[units], row[orders],
            row[buyers], ratio(row[basket], row[orders]), row[again],
            ratio(row[again], row[buyers]),
          ]
            + (hasRefund ? [back(row), ratio(back(row), row[revenue])] : [])
            + (hasList ? [row[listed]] : []) + [row[isTotal]]
        })
    }
  }
}

extension Relation {
  /// The products of a list under the names that keys have, each with all its keys.
  fileprivate func selected(_ names: [ColumnName], _ scope: Scope) throws(Problems) -> Relation {
    let fields = try self.fields(names)
    var rows = try projected(
      fields.enumerated().map { Projection(keeping: $1, as: "key\($0)") })
    for index in fields.indices { rows = try rows.filtered("key\(index) is not null") }
    // A product that is listed twice is listed.
    let keys = rows.schema.names
    return try rows.aggregated([Aggregation("times", .count)], by: keys).selected(keys)
  }
}

extension Expression {
  fileprivate func cast(to type: DataType, in unit: Unit?) -> Expression {
    Expression(.cast(self), type: type, unit: unit)
  }
}
