import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

extension RFMTiers {
  /// The orders that count, by the names that the steps below use.
  func orders(
    _ input: Relation, by who: Field, of amount: Field, on day: Expression, group: Field?,
    until end: Int, in scope: Scope
  ) throws(Problems) -> Relation {
    let last = CivilDate(daysSinceEpoch: end - 1)
    let first = CivilDate(daysSinceEpoch: end - windowDays)
    var columns = [
      Projection(keeping: who, as: "person"), Projection("day", day),
      Projection(keeping: amount, as: "amount"),
    ]
    if let group {
      let time = try TimeColumn.field(at, in: input, at: scope.origin.place)
      columns += [
        Projection(keeping: time, as: "at"), Projection(keeping: group, as: "category"),
      ]
    }
    return
      try input
      .projected(columns)
      .filtered("person is not null")
      .filtered("day between date '\(first)' and date '\(last)'")
      .filtered("amount > 0")
  }

  /// One row a person: `person`, `r_days`, `f`, `m`, `orders`, of means `revenue` too, and the
  /// `category` of the latest order.
  func persons(
    _ orders: Relation, until end: Int, in scope: Scope
  ) throws(Problems) -> Relation {
    var aggregations = [
      Aggregation("last_day", .max, of: "day"), Aggregation("days", .countDistinct, of: "day"),
      Aggregation("amount", .sum, of: "amount"), Aggregation("orders", .count),
    ]
    if orders.schema["category"] != nil {
      // Of orders at one instant the last group by name counts, whichever was read first.
      aggregations.append(
        Aggregation(
          "category", .last, of: "category", order: [SortKey("at"), SortKey("category")],
          ties: .immaterial))
    }
    let ordered = try orders.aggregated(aggregations, by: ["person"])
    // Persons stay as they are first seen: nobody asked for an order, and many take long to sort.
    var summed = Relation(
      ordered.node, schema: ordered.schema, origin: ordered.origin, isComplete: ordered.isComplete)
    guard let person = summed.schema["person"], var spent = summed.schema["amount"] else {
      preconditionFailure("an aggregate has its columns")
    }
    spent.isPersonal = false
    if monetary == .mean {
      summed = try summed.extended([
        Projection("units", try AnalysisColumns.units(of: spent, in: summed))
      ])
    }
    var sum = Projection(keeping: spent, as: "m")
    sum.field = spent.named("m")
    let reference = CivilDate(daysSinceEpoch: end)
    var days = Projection(
      "r_days", try summed.formula("date_diff('day', last_day, date '\(reference)')"))
    days.field.isPersonal = false
    var columns = [
      Projection(keeping: person),
      days,
      Projection("f", try summed.formula(frequency == .days ? "days" : "orders")),
      try monetary == .sum ? sum : mean(of: spent, in: summed),
      Projection("orders", try summed.formula("orders")),
    ]
    if monetary == .mean {
      sum.name = "revenue"
      sum.field = spent.named("revenue")
      columns.append(sum)
    }
    if var category = summed.schema["category"] {
      category.isPersonal = false
      var kept = Projection(keeping: category)
      kept.field = category
      columns.append(kept)
    }
    return try summed.projected(columns).shared(as: scope.fragmentName("rfm_persons"))
  }

  /// What a person spent an order, from its `units`, with four digits more than the sum, halves away from zero.
  private func mean(of spent: Field, in summed: Relation) throws(Problems) -> Projection {
    let scale = (spent.type.scale ?? 0) + 4
    let last = "0." + String(repeating: "0", count: scale - 1) + "1"
    // Amounts are positive, so that a half is rounded up; dividing first keeps the products small.
    let mean = try summed.formula(
      """
      (idiv(units, orders) * 10000 + idiv(units % orders * 20000 + orders, 2 * orders)) * \(last)
      """)
    var field = spent.named("m")
    field.type = mean.type
    var projection = Projection("m", mean)
    projection.field = field
    return projection
  }

  /// Every person's scores by the one row of cuts: one more for each that the value is above, or of
  /// days below.
  func scored(_ persons: Relation, by cuts: Relation) throws(Problems) -> Relation {
    func score(_ value: String, _ sign: String, _ dimension: String) -> String {
      (1...4).reduce("1") {
        "\($0) + case when \(value) \(sign) \(dimension)\($1) then 1 else 0 end"
      }
    }
    let joined = try persons.extended(["one": "1"]).joined(
      cuts, Join(.inner, on: [Join.Pair(left: "one", right: "one")]))
    return try joined.extended([
      "r": score("r_days", "<", "r"), "f_score": score("f", ">", "f"),
      "m_score": score("m", ">", "m"),
    ]).selected(persons.schema.names + RFMTiers.scores)
  }

  /// Every person's scores by rank: fifths of equal size, equal values split by money and then by
  /// person.
  func ranked(_ persons: Relation) throws(Problems) -> Relation {
    let value = SortKey("m")
    let person = SortKey("person")
    func numbered(
      _ rows: Relation, _ name: String, _ order: [SortKey], _ others: [WindowFunction] = []
    ) throws(Problems) -> Relation {
      try rows.windowed(
        Window(
          partition: [], order: order + [person], ties: .immaterial,
          functions: [WindowFunction(name, .rowNumber)] + others))
    }
    var rows = try numbered(
      persons, "r_rank", [SortKey("r_days", .descending), value], [WindowFunction("n", .count)])
    rows = try numbered(rows, "f_rank", [SortKey("f"), value])
    rows = try numbered(rows, "m_rank", [value])
    return try rows.filtered("n >= \(RFM.minimumPersons)").extended([
      "r": "1 + idiv(5 * (r_rank - 1), n)", "f_score": "1 + idiv(5 * (f_rank - 1), n)",
      "m_score": "1 + idiv(5 * (m_rank - 1), n)",
    ]).selected(persons.schema.names + RFMTiers.scores)
  }

  /// The result of a row a person: scores with the tiers that they make.
  func result(
    _ scored: Relation, _ tiers: Relation, person: Field, group: Field?
  ) throws(Problems) -> Relation {
    let named = try scored.joined(
      tiers.selected(RFMTiers.scores + ["fm", "tier11", "tier8"]), RFMTiers.byScores)
    var names = [("person", person.name)] + RFMTiers.results.map { ($0, $0) }
    if monetary == .mean { names.append(("revenue", "revenue")) }
    if let group { names.append(("category", group.name)) }
    let columns = names.compactMap { own, name -> Projection? in
      guard let field = named.schema[own] else { return nil }
      var projection = Projection(keeping: field, as: name)
      if own == "person" { projection.field = person }
      if own == "category", let group {
        projection.field = group
        projection.field.isPersonal = false
      }
      return projection
    }
    let result = try named.projected(columns)
    // Ranks leave the rows in the order of the last of them.
    return ties == .same ? result : result.sorted([SortKey(person.name)])
  }

  /// The result of a row a tier, with a group for each of its values and each tier.
  func table(
    _ scored: Relation, _ tiers: Relation, group: Field?, in scope: Scope
  ) throws(Problems) -> Relation {
    let named = try scored.joined(
      tiers.projected(
        (RFMTiers.scores + ["flag"]).compactMap { tiers.schema[$0] }.map { Projection(keeping: $0) }
          + [Projection("tier", try tiers.formula(self.tiers.rawValue))]), RFMTiers.byScores)
    let spent = monetary == .mean ? "revenue" : "m"
    let middle = [("lower", false), ("upper", true)].map { name, upper in
      Aggregation(
        name, .orderStatistic(numerator: 1, denominator: 2, upper: upper), of: "r_days")
    }
    let reduced = try named.aggregated(
      [
        Aggregation("n", .count), Aggregation("orders", .sum, of: "orders"),
        Aggregation("spent", .sum, of: spent),
      ] + middle, by: (group == nil ? [] : ["category"]) + ["tier", "flag"])
    var category = group
    category?.isPersonal = false
    let rows = RFMTierRows(
      map: self.tiers, group: category,
      money: reduced.schema["spent"] ?? Field("spent", .wideDecimal(scale: 2)))
    return reduced.finished(
      Finish("rfm_table", schema: rows.schema, seesOrder: false) { reduced in
        Table(rows.schema, rows: rows.rows(of: reduced))
      }, named: scope.fragmentName("rfm_table"))
  }

  static let scores = ["r", "f_score", "m_score"]

  private static let byScores = Join(
    .inner, on: scores.map { Join.Pair(left: $0, right: $0) })
}
