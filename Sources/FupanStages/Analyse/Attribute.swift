import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `attribute`: which share of each order's money the channels before it are given.
///
/// The touches of an order are the person's touches after the order before and at most
/// `window_days` old; those at the order's own instant count. Rows of `to` without person, time or
/// channel are no touches. Orders without a touch stay unattributed, with a missing channel. Money
/// is split to the last unit by largest remainder, ties to the earlier name, and checked: what is
/// credited and unattributed is what was ordered. Rules divide, they do not prove an effect.
///
///     - attribute: {of: net_paid, to: events, by: channel, models: [last, first, linear]}
package struct Attribute: TransformStage {
  package static let about = StageDescription(
    "attribute", .analyse, "Divides each order's money among the channels touched before it.")

  @Parameter("The amount of an order.", .principal) var of: ColumnName
  @Parameter("The dataset of touches.") var to: DatasetName
  @Parameter("The column of the touches that names the channel.") var by: ColumnName = "channel"
  @Parameter("The rules to divide by, side by side.", .nonEmpty)
  var models: [Model] = [.last, .first, .linear]
  @Parameter("How many days before an order touches count.", .in(0...3660))
  var windowDays: Int = 30
  @Parameter("The column of both that says who.") var person: ColumnName = "person_id"
  @Parameter("The orders' column that says when; by default the table's own time.")
  var at: ColumnName?

  /// A rule that divides an order among its touches.
  package enum Model: String, ParameterChoice {
    case last, first, linear
  }

  /// One row a model and channel; orders of a channel may be fractions under `linear`.
  static func schema(scale: Int, unit: FupanData.Unit?) -> Schema {
    Schema([
      Field("model", .text), Field("channel", .text), Field("orders", .number),
      Field("value", .wideDecimal(scale: scale), unit: unit),
      Field("share", .number, unit: .ratio),
    ])
  }

  package init() {}

  package var datasets: [DatasetName] { [to] }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let amount = found.gather { () throws(Problems) in
      try AnalysisColumns.amount(of, in: input, scope)
    }
    let orders = found.gather { () throws(Problems) in
      try timed(input, at: at, of.text, [], scope)
    }
    let touched = found.gather { () throws(Problems) in try scope.relation(to) }
    let channel = touched.flatMap { relation in
      found.gather { () throws(Problems) in
        try AnalysisColumns.grouping(by, in: relation, scope)
      }
    }
    let touches = touched.flatMap { relation in
      found.gather { () throws(Problems) in
        try timed(
          relation, at: nil, nil,
          channel.map { [Projection("channel", Expression($0).cast(to: .text))] } ?? [], scope)
      }
    }
    if let amount, amount.type.scale ?? 0 > 9 {
      found.append(
        Diagnostic(
          .notAnAmount, at: of.place ?? scope.origin.place,
          ["name": .text(amount.name), "type": .text(amount.type.description)]))
    }
    if let problems = Problems(found) { throw problems }
    guard let amount, let orders, let touches else {
      preconditionFailure("a missing column is a problem")
    }
    let counted = try Attribute.units(of: amount, in: orders)
      .filtered("value is not null")
      .shared(as: scope.fragmentName("attribute_orders"))
    let reduced = try Relation.union(
      [try credits(counted, touches), try totals(counted)], origin: scope.origin)
    return reduced.finished(
      Attribute.finish(
        models, scale: amount.type.scale ?? 0, unit: amount.unit, place: scope.origin.place),
      named: scope.fragmentName("attribute"))
  }

  /// Person and instant of rows, and a column that is kept.
  private func timed(
    _ input: Relation, at: ColumnName?, _ kept: String?, _ more: [Projection], _ scope: Scope
  ) throws(Problems) -> Relation {
    let (who, time) = try AnalysisColumns.event(of: person, at: at, in: input, scope)
    return try input.projected(
      [Projection(keeping: who, as: "person"), Projection("at", time)] + more
        + (kept.flatMap { input.schema[$0] }.map { [Projection(keeping: $0, as: "amount")] } ?? []))
  }

  /// The amount as a whole number of its last digit.
  private static func units(of amount: Field, in orders: Relation) throws(Problems) -> Relation {
    let column = Expression(amount.named("amount"))
    let scale = amount.type.scale ?? 0
    var value = column
    if amount.type != .integer {
      guard let multiply = FunctionCatalog["multiply"] else {
        preconditionFailure("the catalogue has multiply")
      }
      let factor = Int64(DecimalText.powersOfTen[scale])
      value = try orders.binder().call(
        multiply,
        [column.cast(to: .decimal(scale: scale)), Expression(literal: .integer(factor))], at: nil
      ).cast(to: .integer)
    }
    var projection = Projection("value", value)
    projection.field.unit = nil
    return try orders.projected(
      ["person", "at"].compactMap { orders.schema[$0] }.map { Projection(keeping: $0) }
        + [projection])
  }

  /// One row for each channel and number of its touches among all of a path, with what it gets.
  private func credits(_ orders: Relation, _ touches: Relation) throws(Problems) -> Relation {
    let window = Int64(windowDays) * 86_400_000_000
    let relevant =
      try touches
      .filtered("person is not null")
      .filtered("channel is not null")
      .filtered("at is not null")
      .joined(
        orders, Join(.semi, on: [Join.Pair(left: "person", right: "person")], matches: .many))
    let missing = { (type: DataType) in Expression(literal: .missing, type: type) }
    let rows = try Relation.union(
      [
        try orders.extended([
          Projection("kind", Expression(literal: .integer(1))),
          Projection("channel", missing(.text)),
          Projection("ordered_at", Expression(orders.schema["at"] ?? Field("at", .integer))),
        ]),
        try relevant.extended([
          Projection("kind", Expression(literal: .integer(0))),
          Projection("value", missing(.integer)),
          Projection("ordered_at", missing(.integer)),
        ]),
      ], origin: orders.origin)
    let order = [SortKey("at"), SortKey("kind"), SortKey("value"), SortKey("channel")]
    let path = ["person", "path"]
    return
      try rows
      // An order ends a path: touches before it belong to it, even those at its own instant.
      .windowed(
        Window(
          partition: ["person"], order: order, ties: .inputOrder,
          functions: [WindowFunction("path", .count, of: "value", frame: .runningExclusive)])
      )
      .windowed(
        Window(
          partition: path, order: [], ties: .inputOrder,
          functions: [
            WindowFunction("end_at", .max, of: "ordered_at"),
            WindowFunction("amount", .max, of: "value"),
          ])
      )
      .filtered("kind = 1 or end_at - at <= \(window)")
      .windowed(
        Window(
          partition: path, order: order, ties: .inputOrder,
          functions: [
            WindowFunction("place", .rowNumber), WindowFunction("touched", .count, of: "channel"),
          ])
      )
      // An order without a touch stands for itself, without a channel.
      .filtered("kind = 0 or touched = 0")
      .aggregated(
        [
          Aggregation("times", .count), Aggregation("first_place", .min, of: "place"),
          Aggregation("last_place", .max, of: "place"),
          Aggregation("touches", .max, of: "touched"), Aggregation("amount", .max, of: "amount"),
        ], by: path + ["channel"]
      )
      .extended(["touches": "greatest(touches, 1)", "size": "abs(amount)"])
      .extended(["part": "idiv(size * times, touches)", "rest": "size * times % touches"])
      .windowed(
        Window(
          partition: path, order: [SortKey("rest", .descending), SortKey("channel")],
          ties: .inputOrder,
          functions: [
            WindowFunction("rank", .rowNumber), WindowFunction("given", .sum, of: "part"),
          ])
      )
      .extended([
        "part": "part + case when rank <= size - given then 1 else 0 end"
      ])
      .extended([
        "linear": "case when amount < 0 then -part else part end",
        "first": "case when first_place = 1 then amount else 0 end",
        "last": "case when last_place = touches then amount else 0 end",
        "is_first": "case when first_place = 1 then 1 else 0 end",
        "is_last": "case when last_place = touches then 1 else 0 end",
      ])
      .aggregated(
        [
          Aggregation("orders", .count), Aggregation("linear", .sum, of: "linear"),
          Aggregation("first", .sum, of: "first"), Aggregation("last", .sum, of: "last"),
          Aggregation("first_orders", .sum, of: "is_first"),
          Aggregation("last_orders", .sum, of: "is_last"),
        ], by: ["channel", "times", "touches"])
  }

  /// All orders in the shape of the credits, counted on a way of their own; no path has 0 touches.
  private func totals(_ orders: Relation) throws(Problems) -> Relation {
    let sums =
      try orders
      .aggregated([Aggregation("orders", .count), Aggregation("value", .sum, of: "value")], by: [])
      .extended(["value": "coalesce(value, 0)"])
    let projections = [
      Projection("channel", Expression(literal: .missing, type: .text)),
      Projection("times", Expression(literal: .integer(0))),
      Projection("touches", Expression(literal: .integer(0))),
      Projection("orders", try sums.formula("orders")),
      Projection("linear", try sums.formula("value")),
      Projection("first", try sums.formula("value")),
      Projection("last", try sums.formula("value")),
      Projection("first_orders", try sums.formula("orders")),
      Projection("last_orders", try sums.formula("orders")),
    ]
    return try sums.projected(projections)
  }

  /// What a channel gets under one model.
  private struct Credit {
    var value: Int128 = 0
    var orders = NeumaierSum()
  }

  /// Credits by model and channel, held against the orders' own total.
  package static func finish(
    _ models: [Model], scale: Int, unit: FupanData.Unit?, place: Place? = nil
  ) -> Finish {
    let schema = schema(scale: scale, unit: unit)
    return Finish("attribution", schema: schema) { (table) throws(Problems) in
      let cells = table.rows.sorted { left, right in
        if left[0] != right[0] { return left[0].precedes(right[0]) }
        return (left[2].whole, left[1].whole) < (right[2].whole, right[1].whole)
      }
      let total = cells.first { $0[2] == .integer(0) }
      let ordered = Int128(total?[4].whole ?? 0)
      guard let total, total[3].whole > 0 else { return Table(schema, []) }
      var rows: [[Value]] = []
      for model in models {
        var channels: [(name: Value, credit: Credit)] = []
        for cell in cells where cell[2] != .integer(0) {
          if channels.last?.name != cell[0] { channels.append((cell[0], Credit())) }
          let last = channels.count - 1
          switch model {
          case .linear:
            channels[last].credit.value += Int128(cell[4].whole)
            channels[last].credit.orders.add(
              Double(cell[3].whole) * Double(cell[1].whole) / Double(cell[2].whole))
          case .first:
            channels[last].credit.value += Int128(cell[5].whole)
            channels[last].credit.orders.add(Double(cell[7].whole))
          case .last:
            channels[last].credit.value += Int128(cell[6].whole)
            channels[last].credit.orders.add(Double(cell[8].whole))
          }
        }
        let credited = channels.reduce(Int128(0)) { $0 + $1.credit.value }
        guard credited == ordered else {
          throw Problems(
            Diagnostic(
              .creditsDoNotAddUp, at: place,
              [
                "model": .text(model.rawValue),
                "credited": .text(DecimalText.string(credited, scale: scale)),
                "total": .text(DecimalText.string(ordered, scale: scale)),
              ]))
        }
        for channel in channels {
          rows.append([
            .text(model.rawValue), channel.name, .number(channel.credit.orders.value),
            .decimal(channel.credit.value, scale: scale),
            ordered > 0 ? .number(Double(channel.credit.value) / Double(ordered)) : .missing,
          ])
        }
      }
      return Table(schema, rows: rows)
    }
  }
}
