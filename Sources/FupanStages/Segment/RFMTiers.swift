import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `rfm`: one row a person with scores 1–5 of recency, frequency and money, and the tiers they make.
///
/// Only rows with a person and a positive amount count: an order refunded to zero is no order. Days
/// are counted from the last order to `as_of`, frequency is the number of different order days.
///
/// Scores come of quintiles of the persons themselves, which need 20 of them (with fewer the result
/// has no rows); of `cuts` that are given; or of those that an earlier run wrote with `rows: cuts`,
/// so that two periods compare. A score is one more than the cuts that a value lies strictly above,
/// fewer days being more.
///
///     - rfm: {of: net_paid}
///     - rfm: {of: net_paid, window_days: 180, as_of: 2026-04-25, by: channel}
///     - rfm:
///         of: net_paid
///         cuts: {r: [90, 60, 30, 7], f: [1, 2, 4, 8], m: [100, 300, 500, 1000]}
package struct RFMTiers: TransformStage {
  package static let about = StageDescription(
    "rfm", .segment,
    "Scores each person by recency, frequency and money, and names the tiers they make.")

  @Parameter("The net amount of an order.", .principal) var of: ColumnName
  @Parameter("The column that says who.") var person: ColumnName = "person_id"
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?
  @Parameter("A column to lay beside the tiers; its value at the person's latest order counts.")
  var by: ColumnName?
  @Parameter("How many days of orders are looked at.", .in(1...36_500)) var windowDays: Int = 365
  @Parameter("The day recency is counted to; by default the day after the report's last.")
  var asOf: DateLiteral?
  @Parameter("What frequency counts.") var frequency: Frequency = .days
  @Parameter("What money is of a person's orders; a mean has four digits more, and revenue beside.")
  var monetary: Monetary = .sum
  @Parameter("Whether equal values get equal scores, or bins equal sizes.")
  var ties: Ties = .same
  @Parameter("Four cuts each of r (days), f (orders) and m (money), instead of quintiles.")
  var cuts: OrderedMap<[QuantityLiteral]> = OrderedMap()
  @Parameter("A dataset with the cuts of an earlier run: dimension, cut and value.")
  var cutsFrom: DatasetName?
  @Parameter("Above what a score is high in the eight tiers.") var high: High = .meanOfScores
  @Parameter("Scores of r, f and m above which they are high, instead.")
  var highAbove: [Int] = []
  @Parameter("What a row of the result is.") var rows: Rows = .persons
  @Parameter("Which tiers the table of tiers has.") var tiers: Map = .tier11

  /// What a row of the result is.
  package enum Rows: String, ParameterChoice {
    case persons, tiers, cuts
  }

  /// How often somebody bought.
  package enum Frequency: String, ParameterChoice {
    case days, orders
  }

  /// How much somebody spent.
  package enum Monetary: String, ParameterChoice {
    case sum, mean
  }

  /// What equal values do.
  package enum Ties: String, ParameterChoice {
    case same, rank
  }

  /// One of the two maps.
  package enum Map: String, ParameterChoice {
    case tier11, tier8
  }

  /// Above what a score counts as high; strictly above.
  package enum High: String, ParameterChoice {
    case meanOfScores = "mean_of_scores"
    case medianOfScores = "median_of_scores"
  }

  /// Above what a score counts as high.
  var cut: RFMHighCut {
    guard highAbove.count == 3 else {
      return high == .meanOfScores ? .meanOfScores : .medianOfScores
    }
    return .fixed(recency: highAbove[0], frequency: highAbove[1], monetary: highAbove[2])
  }

  /// The columns of the result besides the person and the group.
  static let results = [
    "r_days", "f", "m", "orders", "r", "f_score", "m_score", "fm", "tier11", "tier8",
  ]
  static let dimensions = ["r", "f", "m"]

  package init() {}

  package var datasets: [DatasetName] { cutsFrom.map { [$0] } ?? [] }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let who = found.gather { () throws(Problems) in
      try AnalysisColumns.person(person, in: input, scope)
    }
    let amount = found.gather { () throws(Problems) in
      try AnalysisColumns.amount(of, in: input, scope)
    }
    let day = found.gather { () throws(Problems) in
      try TimeColumn.day(at, in: input, scope)
    }
    let group = found.gather { () throws(Problems) -> Field? in
      guard let by else { return nil }
      return try AnalysisColumns.grouping(by, in: input, scope)
    }
    for name in [person] + (by.map { [$0] } ?? []) {
      found.gather { () throws(Problems) in
        try AnalysisColumns.requireFree(
          name, among: RFMTiers.results + RFMTierRows.results, scope)
      }
    }
    found += settingProblems(scope)
    let earlier = found.gather { () throws(Problems) in try earlierCuts(scope) }
    if asOf == nil && scope.asOf == nil {
      found.append(Diagnostic(.asOfMissing, at: scope.origin.place))
    }
    if let problems = Problems(found) { throw problems }
    guard let who, let amount, let day, let group, let earlier,
      let end = asOf?.daysSince1970 ?? scope.asOf.map({ $0.daysSinceEpoch + 1 })
    else { preconditionFailure("a missing column is a problem") }

    let last = CivilDate(daysSinceEpoch: end - 1)
    let first = CivilDate(daysSinceEpoch: end - windowDays)
    var columns = [
      Projection(keeping: who, as: "person"), Projection("day", day),
      Projection(keeping: amount, as: "amount"),
    ]
    var aggregations = [
      Aggregation("last_day", .max, of: "day"), Aggregation("days", .countDistinct, of: "day"),
      Aggregation("amount", .sum, of: "amount"), Aggregation("orders", .count),
    ]
    if let group {
      let time = try TimeColumn.field(at, in: input, at: scope.origin.place)
      columns += [
        Projection(keeping: time, as: "at"), Projection(keeping: group, as: "category"),
      ]
      // Of orders at one instant the last group by name counts, whichever was read first.
      aggregations.append(
        Aggregation(
          "category", .last, of: "category", order: [SortKey("at"), SortKey("category")],
          ties: .immaterial))
    }
    var persons =
      try input
      .projected(columns)
      .filtered("person is not null")
      .filtered("day between date '\(first)' and date '\(last)'")
      .filtered("amount > 0")
      .aggregated(aggregations, by: ["person"])
    if let earlier {
      persons = try persons.extended(["one": "1"]).joined(
        earlier, Join(.left, on: [Join.Pair(left: "one", right: "one")])
      ).dropping(["one"])
    }
    return persons.finished(
      finish(persons.schema, person: who, group: group, end: end, scope),
      named: scope.fragmentName("rfm"))
  }

  /// What does not fit together, whatever the columns are.
  private func settingProblems(_ scope: Scope) -> [Diagnostic] {
    var found: [Diagnostic] = []
    func chooseOne(_ first: String, _ second: String) {
      found.append(
        Diagnostic(
          .chooseOne, at: scope.origin.place, ["first": .text(first), "second": .text(second)]))
    }
    if !cuts.isEmpty, cutsFrom != nil { chooseOne("cuts", "cuts_from") }
    if ties == .rank, !cuts.isEmpty || cutsFrom != nil { chooseOne("ties: rank", "cuts") }
    let isWhole = Self.dimensions.allSatisfy { cuts[$0]?.count == 4 } && cuts.entries.count == 3
    if !cuts.isEmpty, !isWhole {
      found.append(Diagnostic(.rfmCutsWanted, at: $cuts.place ?? scope.origin.place))
    }
    let isScores = highAbove.count == 3 && highAbove.allSatisfy { (0...5).contains($0) }
    if !highAbove.isEmpty, !isScores {
      found.append(Diagnostic(.threeScoresWanted, at: $highAbove.place ?? scope.origin.place))
    }
    return found
  }

  /// The cuts of an earlier run in one row: `r1` … `m4`.
  private func earlierCuts(_ scope: Scope) throws(Problems) -> Relation? {
    guard let cutsFrom else { return nil }
    let relation = try scope.relation(cutsFrom)
    var found: [Diagnostic] = []
    for name in ["dimension", "cut", "value"] {
      found.gather { () throws(Problems) in
        let field = try relation.binder().field(name, at: cutsFrom.place ?? scope.origin.place)
        guard name == "dimension" ? field.type == .text : field.type.isExactNumeric else {
          throw Problems(
            Diagnostic(
              .notAnAmount, at: cutsFrom.place ?? scope.origin.place,
              ["name": .text(name), "type": .text(field.type.description)]))
        }
      }
    }
    try Problems.throwIfAny(found)
    var wide = try relation.extended(["one": "1"])
    var names: [String] = []
    for dimension in Self.dimensions {
      for number in 1...4 {
        names.append("\(dimension)\(number)")
        wide = try wide.extended([
          "\(dimension)\(number)":
            "case when dimension = '\(dimension)' and cut = \(number) then value end"
        ])
      }
    }
    return try wide.aggregated(names.map { Aggregation($0, .max, of: $0) }, by: ["one"])
  }

  /// The cuts that are given, of money in units of 10^-scale.
  private func givenCuts(scale: Int) -> RFMCuts? {
    guard let r = cuts["r"], let f = cuts["f"], let m = cuts["m"] else { return nil }
    func ascending(_ values: [QuantityLiteral], scale: Int, sign: Int128) -> [QuantileCut] {
      values.map {
        RFMCuts.cut(
          sign * Int128($0.decimal.units), from: $0.decimal.scale, to: scale)
      }.sorted { $0.lower < $1.lower }
    }
    return RFMCuts(
      recency: ascending(r, scale: 0, sign: -1), frequency: ascending(f, scale: 0, sign: 1),
      monetary: ascending(m, scale: scale, sign: 1))
  }

  /// The cuts of an earlier run; nil where one is missing.
  private static func cuts(in rows: Batch, scale: Int) -> RFMCuts? {
    func four(_ dimension: String, scale: Int, sign: Int128) -> [QuantileCut]? {
      let cuts = (1...4).compactMap { number -> QuantileCut? in
        guard let column = rows["\(dimension)\(number)"], rows.count > 0 else { return nil }
        switch column.value(at: 0) {
        case .integer(let value): return RFMCuts.cut(sign * Int128(value), from: 0, to: scale)
        case .decimal(let value, let own): return RFMCuts.cut(sign * value, from: own, to: scale)
        default: return nil
        }
      }
      return cuts.count == 4 ? cuts.sorted { $0.lower < $1.lower } : nil
    }
    guard let r = four("r", scale: 0, sign: -1), let f = four("f", scale: 0, sign: 1),
      let m = four("m", scale: scale, sign: 1)
    else { return nil }
    return RFMCuts(recency: r, frequency: f, monetary: m)
  }

  private func finish(
    _ reduced: Schema, person: Field, group: Field?, end: Int, _ scope: Scope
  ) -> Finish {
    var amount = reduced["amount"] ?? Field("amount", .wideDecimal(scale: 2))
    amount.isPersonal = false
    let digits = monetary == .mean ? 4 : 0
    let revenue = amount.named("revenue")
    let scale = (amount.type.scale ?? 0) + digits
    if monetary == .mean { amount.type = .wideDecimal(scale: scale) }
    let category = group.map { field -> Field in
      var field = field
      field.isPersonal = false
      return field
    }
    let persons = Schema(
      [person, Field("r_days", .integer), Field("f", .integer), amount.named("m")]
        + ["orders", "r", "f_score", "m_score", "fm"].map { Field($0, .integer) }
        + [Field("tier11", .text), Field("tier8", .text)]
        + (monetary == .mean ? [revenue] : []) + (category.map { [$0] } ?? []))
    let isOwn = cuts.isEmpty && cutsFrom == nil
    let table = RFMTierRows(map: tiers, group: category, money: revenue, mayMerge: isOwn)
    let schema =
      switch rows {
      case .persons: persons
      case .tiers: table.schema
      case .cuts: RFMTierRows.cutSchema(scale: scale)
      }
    let (cut, ties, rows) = (self.cut, self.ties, self.rows)
    let (frequency, monetary) = (self.frequency, self.monetary)
    let given = givenCuts(scale: scale)
    let place = cutsFrom?.place ?? scope.origin.place
    let isFrozen = cutsFrom != nil
    return Finish("rfm_scores", schema: schema, seesOrder: ties == .rank) {
      reduced throws(Problems) in
      let all = reduced.combined
      let ordered = ties == .rank ? RFMTiers.byPerson(all) : all
      guard let persons = ordered["person"], let orders = ordered["orders"],
        let sums = ordered["amount"], case .date(let lastDays)? = ordered["last_day"],
        case .integer(let days)? = ordered["days"]
      else { return Table(schema, []) }
      let recency = lastDays.values.map { Int32(end) - $0 }
      let counts = orders.unscaledIntegers
      let money =
        monetary == .sum
        ? sums.unscaledIntegers
        : zip(sums.unscaledIntegers, counts).map {
          RoundingRule.halfAwayFromZero.quotient($0 * 10_000, by: $1)
        }
      let bought = frequency == .days ? days.values : counts.map { Int64($0) }
      let population = RFMPopulation(
        recencyDays: recency, frequency: bought.map { Int32(clamping: $0) }, monetary: money)
      let rfm: RFM
      if let given {
        rfm = RFM(population, cuts: given, high: cut)
      } else if isFrozen {
        guard ordered.count > 0 else { return Table(schema, []) }
        guard let earlier = RFMTiers.cuts(in: ordered, scale: scale) else {
          throw Problems(Diagnostic(.rfmCutsWanted, at: place))
        }
        rfm = RFM(population, cuts: earlier, high: cut)
      } else {
        guard
          case .success(let scored) = RFM.scored(
            population, high: cut, ties: ties == .rank ? .rank : .same)
        else { return Table(schema, []) }
        rfm = scored
      }
      switch rows {
      case .cuts: return Table(schema, rows: RFMTierRows.cutRows(rfm.cuts, scale: scale))
      case .tiers:
        var spent = population
        spent.monetary = sums.unscaledIntegers
        return Table(
          schema,
          rows: table.rows(
            of: rfm, spent, orders: counts.map { Int($0) },
            groups: ordered["category"].map { column in
              (0..<ordered.count).map { column.value(at: $0) }
            }))
      case .persons: break
      }
      func integers(_ values: [UInt8]) -> Column {
        .integer(FixedColumn(values.map { Int64($0) }))
      }
      func names<Tier>(_ tiers: [Tier], _ index: (Tier) -> Int, _ names: [String]) -> Column {
        Column(.text, names.map { .text($0) }).gathered(tiers.map { Int32(index($0)) })
      }
      let columns: [Column] =
        [
          persons, .integer(FixedColumn(recency.map { Int64($0) })),
          .integer(FixedColumn(bought)),
          monetary == .sum ? sums : .wideDecimal(FixedColumn(money), scale: scale), orders,
          integers(rfm.recency), integers(rfm.frequency), integers(rfm.monetary),
          integers(rfm.fm),
          names(
            rfm.tier11, { Int($0.rawValue) - 1 }, RFMTier11.allCases.map { $0.name.chinese }),
          names(rfm.tier8, { Int($0.rawValue) - 1 }, RFMTier8.allCases.map { $0.name.chinese }),
        ] + (monetary == .mean ? [sums] : []) + (ordered["category"].map { [$0] } ?? [])
      return Table(schema, [Batch(schema, columns, count: ordered.count)])
    }
  }

  /// The rows in the order of the persons, by which ties are split.
  private static func byPerson(_ rows: Batch) -> Batch {
    guard let persons = rows["person"] else { return rows }
    let values = (0..<rows.count).map { persons.value(at: $0) }
    let order = values.indices.sorted { values[$0].precedes(values[$1]) }
    return rows.gathered(order.map { Int32($0) })
  }
}

extension Message {
  static let rfmCutsWanted = Message(
    "rfm_cuts_wanted", exit: .config, en: "cuts are four each of r, f and m",
    zh: "分界点需要 r、f、m 各四个",
    hint: (
      en: "write cuts: {r: [90, 60, 30, 7], f: [1, 2, 4, 8], m: [100, 300, 500, 1000]}",
      zh: "请写 cuts: {r: [90, 60, 30, 7], f: [1, 2, 4, 8], m: [100, 300, 500, 1000]}"
    ))
  static let threeScoresWanted = Message(
    "three_scores_wanted", exit: .config, en: "high_above has three scores, of r, f and m",
    zh: "high_above 需要 r、f、m 三个分数",
    hint: (en: "write high_above: [3, 3, 3]", zh: "请写 high_above: [3, 3, 3]"))
}

extension Column {
  /// Exact numbers in units of their last digit; 0 where missing.
  var unscaledIntegers: [Int128] {
    switch self {
    case .integer(let column), .decimal(let column, _): column.values.map { Int128($0) }
    case .wideDecimal(let column, _): column.values
    default: []
    }
  }
}
