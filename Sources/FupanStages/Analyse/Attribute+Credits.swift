import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

extension Attribute {
  /// A row of the reduction: what it tells, in `is_total`.
  enum Kind: Int64 {
    /// What one channel gets of all orders.
    case channel = 0
    /// All orders, counted on a way of their own.
    case total = 1
    /// What one person brought one channel.
    case credit = 2
    /// One channel of one order.
    case order = 3
    /// One kind of step of one person's paths.
    case step = 4
  }

  /// More rows than this of persons are not taken to the finish: their intervals come from sums.
  static let mostDrawnRows = 1_000_000

  /// What each channel gets of all orders under each model, in whole units, beside the orders' own
  /// total: `is_total`, `channel`, `people`, and for model i `value`i, `nano`i (billionths of
  /// orders) and `square`i, the sum of the squares of what each person brought; the weight of
  /// `markov`; and, where persons are to be drawn again and are few enough, what each brought and
  /// did: a row is of one ``Kind``.
  func credited(
    _ material: Material, within days: Int, _ models: [Model], in scope: Scope,
    isDrawn: Bool = false
  ) throws(Problems) -> Relation {
    let needsChain = models.contains(.markov)
    let rows = try paths(material, within: days, everyone: needsChain, in: scope)
    let chain =
      try needsChain
      ? countedSteps(rows, within: days, in: scope)
        .finished(
          Attribute.chainFinish(markovOrder), named: scope.fragmentName("attribute_chain")) : nil
    let shares = try divided(try perChannel(rows, models), models, chain)
    var sums = try shares.aggregated(
      models.indices.flatMap { index in
        [
          Aggregation("value\(index)", .sum, of: "value\(index)"),
          Aggregation("nano\(index)", .sum, of: "nano\(index)"),
        ]
      } + [Aggregation("effect", .max, of: "effect")], by: ["person", "channel"])
    if isDrawn { sums = sums.shared(as: scope.fragmentName("attribute_people")) }
    let squared = try sums.extended(
      models.indices.map { index throws(Problems) in
        let value = try sums.formula("value\(index)").cast(to: .decimal(scale: 0))
        return Projection(
          "square\(index)", try sums.binder().call("multiply", [value, value], at: nil))
      })
    let channels = try squared.aggregated(
      models.indices.flatMap { index in
        [
          Aggregation("value\(index)", .sum, of: "value\(index)"),
          Aggregation("nano\(index)", .sum, of: "nano\(index)"),
          Aggregation("square\(index)", .sum, of: "square\(index)"),
        ]
      } + [Aggregation("effect", .max, of: "effect")], by: ["channel"])
    var parts: [(kind: Kind, rows: Relation)] = [
      (.channel, channels), (.total, try totals(material.orders, models)),
    ]
    if isDrawn {
      parts.append((.credit, try few(sums, of: sums)))
      if needsChain {
        let drawn = try few(rows, of: rows)
        let orders =
          try drawn
          .filtered("end_at is not null and (kind = 1 or converts = 1)")
          .aggregated(
            [Aggregation("amount", .max, of: "amount")], by: Attribute.path + ["channel"])
        parts.append((.order, orders))
        let taken = try self.chain(drawn, within: days, in: scope)
          .aggregated([Aggregation("n", .count)], by: ["person"] + Attribute.step)
        parts.append((.step, taken))
      }
    }
    let columns = columns(models, isDrawn: isDrawn, person: rows.schema["person"]?.type)
    return try Relation.union(
      try parts.map { part throws(Problems) in
        try part.rows.projected(
          try columns.map { column throws(Problems) in
            switch column.name {
            case "is_total":
              Projection("is_total", Expression(literal: .integer(part.kind.rawValue)))
            case let name where part.rows.schema[name] != nil:
              Projection(name, try part.rows.formula(name))
            default: Projection(column.name, Expression(literal: .missing, type: column.type))
            }
          })
      }, origin: scope.origin)
  }

  /// Those rows, where there are at most 100,000 persons, and not too many rows, in what they were
  /// made of, which is shared.
  private func few(_ rows: Relation, of whole: Relation) throws(Problems) -> Relation {
    let bounds =
      try whole
      .aggregated(
        [Aggregation("persons", .countDistinct, of: "person"), Aggregation("rows", .count)], by: []
      )
      .filtered("persons <= \(Interval.maximumClusters) and rows <= \(Attribute.mostDrawnRows)")
      .projected(["one": "1"])
    return try rows.extended(["one": "1"])
      .joined(bounds, Join(.semi, on: [Join.Pair(left: "one", right: "one")], matches: .many))
      .dropping(["one"])
  }

  /// The columns of the reduction in their order, with their types.
  private func columns(
    _ models: [Model], isDrawn: Bool, person: DataType?
  ) -> [(name: String, type: DataType)] {
    let wide = DataType.wideDecimal(scale: 0)
    var columns: [(name: String, type: DataType)] = [
      ("is_total", .integer), ("channel", .text), ("people", .integer),
    ]
    for index in models.indices {
      columns += [
        ("value\(index)", .integer), ("nano\(index)", .integer), ("square\(index)", wide),
      ]
    }
    columns.append(("effect", .integer))
    guard isDrawn else { return columns }
    columns.append(("person", person ?? .text))
    guard models.contains(.markov) else { return columns }
    columns += [("path", .integer), ("amount", .integer)]
    columns += Attribute.step.map { ($0, $0 == "outcome" || $0 == "is_start" ? .integer : .text) }
    columns.append(("n", .integer))
    return columns
  }

  /// Orders and touches by person and path. An order ends a path: touches before it belong to it,
  /// even those at its own instant. Of each path the touches within the window before its end stay:
  /// the order where one of them is near enough, else the last touch.
  ///
  /// Without further people the rows of all windows are the same until then, and computed once.
  ///
  /// - Parameter everyone: whether touches of people without an order are wanted too.
  func paths(
    _ material: Material, within days: Int, everyone: Bool, in scope: Scope
  ) throws(Problems) -> Relation {
    let window = Int64(days) * 86_400_000_000
    let orders = material.orders
    let relevant =
      try everyone
      ? material.touches
      : material.touches.joined(
        orders, Join(.semi, on: [Join.Pair(left: "person", right: "person")], matches: .many))
    let missing = { (type: DataType) in Expression(literal: .missing, type: type) }
    var rows =
      try Relation.union(
        [
          try orders.extended([
            Projection("kind", Expression(literal: .integer(1))),
            Projection("channel", missing(.text)),
            Projection("ordered_at", Expression(orders.schema["at"] ?? Field("at", .integer))),
            Projection("touched_at", missing(.integer)),
          ]),
          try relevant.extended([
            Projection("kind", Expression(literal: .integer(0))),
            Projection("value", missing(.integer)),
            Projection("ordered_at", missing(.integer)),
            Projection("touched_at", Expression(relevant.schema["at"] ?? Field("at", .integer))),
          ]),
        ], origin: orders.origin
      )
      .windowed(
        Window(
          partition: ["person"], order: Attribute.timeOrder, ties: .inputOrder,
          functions: [WindowFunction("path", .count, of: "value", frame: .runningExclusive)])
      )
      .windowed(
        Window(
          partition: Attribute.path, order: [], ties: .inputOrder,
          functions: [
            WindowFunction("end_at", .max, of: "ordered_at"),
            WindowFunction("last_at", .max, of: "touched_at"),
            WindowFunction("amount", .max, of: "value"),
          ])
      )
    if !everyone { rows = rows.shared(as: scope.fragmentName("attribute_paths")) }
    rows =
      try rows
      .extended([
        "converts": "case when end_at - last_at <= \(window) then 1 else 0 end",
        "ends_at": "case when end_at - last_at <= \(window) then end_at else last_at end",
      ])
      .filtered("kind = 1 or ends_at - at <= \(window)")
    return everyone ? rows.shared(as: scope.fragmentName("attribute_chain_paths")) : rows
  }

  static let path = ["person", "path"]
  static let timeOrder = [
    SortKey("at"), SortKey("kind"), SortKey("value"), SortKey("channel"),
  ]

  /// One row for each channel of an order, with its weight under each model; one without a channel
  /// for an order without a touch.
  private func perChannel(_ rows: Relation, _ models: [Model]) throws(Problems) -> Relation {
    var touches =
      try rows
      .filtered("kind = 1 or converts = 1")
      .windowed(
        Window(
          partition: Attribute.path, order: Attribute.timeOrder, ties: .inputOrder,
          functions: [
            WindowFunction("place", .rowNumber), WindowFunction("touched", .count, of: "channel"),
          ])
      )
      // An order without a touch stands for itself, without a channel.
      .filtered("kind = 0 or touched = 0")
      .extended(["touches": "greatest(touched, 1)"])
    if models.contains(.lastNonDirect) {
      let isDirect = try isDirect(touches)
      touches = try touches.extended([
        Projection(
          "known",
          Expression.when(
            isDirect, Expression(literal: .missing, type: .integer),
            otherwise: Expression(touches.schema["place"] ?? Field("place", .integer))))
      ])
      touches = try touches.windowed(
        Window(
          partition: Attribute.path, order: [], ties: .inputOrder,
          functions: [WindowFunction("known_place", .max, of: "known")]))
    }
    if models.contains(.timeDecay) {
      let one = TouchDecay.one
      let seconds = max(1, halfLife.seconds)
      touches = try touches.extended(["age": "coalesce(idiv(last_at - at, 1000000), 0)"])
      touches = try touches.extended([
        "halvings": "idiv(age, \(seconds))",
        "fraction": "idiv((age % \(seconds)) * \(one), \(seconds))",
      ])
      var series = "\(TouchDecay.coefficients[TouchDecay.coefficients.count - 1])"
      for coefficient in TouchDecay.coefficients.dropLast().reversed() {
        series = "(\(coefficient) - idiv(\(series) * fraction, \(one)))"
      }
      let powers = (0...TouchDecay.mostHalvings).map {
        "when halvings = \($0) then \(1 << ($0 + TouchDecay.moneyShift))"
      }
      touches = try touches.extended(["decayed": series])
      touches = try touches.extended([
        "decay":
          "coalesce(idiv(decayed, case \(powers.joined(separator: " ")) end), 0)"
      ])
    }
    for (index, model) in models.enumerated() {
      touches = try touches.extended([
        Projection("weight\(index)", try touches.formula(Attribute.weight(of: model)))
      ])
    }
    return try touches.aggregated(
      models.indices.map { Aggregation("weight\($0)", .sum, of: "weight\($0)") } + [
        Aggregation("amount", .max, of: "amount")
      ], by: Attribute.path + ["channel"])
  }

  private func isDirect(_ rows: Relation) throws(Problems) -> Expression {
    guard !direct.isEmpty else { return Expression(literal: .bool(false)) }
    let channel = Expression(rows.schema["channel"] ?? Field("channel", .text))
    return try rows.binder().call("in", [channel] + direct.map { .text($0) }, at: nil)
  }

  /// The weight of one touch of an order, a whole number.
  private static func weight(of model: Model) -> String {
    switch model {
    case .first: "case when place = 1 then 1 else 0 end"
    case .last: "case when place = touches then 1 else 0 end"
    case .lastNonDirect: "case when place = coalesce(known_place, touches) then 1 else 0 end"
    case .linear, .shapley, .markov: "1"
    case .position:
      """
      case when touches <= 2 then 1 when place = 1 or place = touches then 2 * (touches - 2) \
      else 1 end
      """
    case .timeDecay: "case when touched = 0 then 1 else decay end"
    }
  }

  /// The money of each order divided among its channels under each model.
  private func divided(
    _ credits: Relation, _ models: [Model], _ chain: Relation?
  ) throws(Problems) -> Relation {
    var rows = credits
    if let chain {
      rows = try rows.joined(chain, Join(.left, on: [Join.Pair(left: "channel", right: "name")]))
    } else {
      rows = try rows.extended([
        Projection("effect", Expression(literal: .missing, type: .integer))
      ])
    }
    for (index, model) in models.enumerated() where model == .shapley || model == .markov {
      rows = try rows.dropping(["weight\(index)"])
      rows = try rows.extended([
        "weight\(index)": model == .shapley ? "1" : "coalesce(effect, 1)"
      ])
    }
    rows = try rows.extended(["size": "abs(amount)"])
    let one = Int64(Attribute.orderUnit)
    rows = try rows.windowed(
      Window(
        partition: Attribute.path, order: [SortKey("channel")], ties: .inputOrder,
        functions: models.indices.flatMap { index in
          [
            WindowFunction("all\(index)", .sum, of: "weight\(index)"),
            WindowFunction("upto\(index)", .sum, of: "weight\(index)", frame: .running),
          ]
        }))
    for (index, model) in models.enumerated() {
      let (weight, all, upto) = ("weight\(index)", "all\(index)", "upto\(index)")
      rows = try rows.extended([
        "part\(index)": "idiv(size * \(weight), \(all))",
        "rest\(index)": "size * \(weight) % \(all)",
        "nano\(index)":
          "idiv(\(one) * \(upto), \(all)) - idiv(\(one) * (\(upto) - \(weight)), \(all))",
      ])
      var given = "part\(index)"
      if !model.isWhole {
        rows = try rows.windowed(
          Window(
            partition: Attribute.path,
            order: [SortKey("rest\(index)", .descending), SortKey("channel")], ties: .inputOrder,
            functions: [
              WindowFunction("rank\(index)", .rowNumber),
              WindowFunction("given\(index)", .sum, of: "part\(index)", frame: .partition),
            ]))
        given += " + case when rank\(index) <= size - given\(index) then 1 else 0 end"
      }
      rows = try rows.extended([
        "value\(index)": "case when amount < 0 then -(\(given)) else \(given) end"
      ])
    }
    return rows
  }

  /// All orders in the shape of the credits, counted on a way of their own.
  private func totals(_ orders: Relation, _ models: [Model]) throws(Problems) -> Relation {
    let sums =
      try orders
      .aggregated(
        [
          Aggregation("orders", .count), Aggregation("value", .sum, of: "value"),
          Aggregation("persons", .countDistinct, of: "person"),
        ], by: []
      )
      .extended(["value": "coalesce(value, 0)"])
    var projections = [Projection("people", try sums.formula("persons"))]
    for index in models.indices {
      projections.append(Projection("value\(index)", try sums.formula("value")))
      projections.append(Projection("nano\(index)", try sums.formula("orders")))
    }
    return try sums.projected(projections)
  }
}
