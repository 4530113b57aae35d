import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

extension RFMTiers {
  /// The cuts in one row, as whole numbers that a value is compared with; where cuts are the result, a
  /// row each. Without enough persons no row.
  func cutRows(
    of persons: Relation, earlier: Relation?, in scope: Scope
  ) throws(Problems) -> Relation {
    guard let money = persons.schema["m"] else { preconditionFailure("persons have money") }
    let scale = money.type.scale ?? 0
    let schema = rows == .cuts ? RFMTierRows.cutSchema(scale: scale) : RFMTiers.limits(of: money)
    let given = givenCuts(scale: scale)
    let (isFrozen, isResult) = (earlier != nil, rows == .cuts)
    let place = cutsFrom?.place ?? scope.origin.place
    let reduced =
      given == nil && !isFrozen
      ? try margins(of: persons, money) : try counted(persons, beside: earlier)
    return reduced.finished(
      Finish("rfm_cuts", schema: schema, seesOrder: false) { reduced throws(Problems) in
        let cuts: RFMCuts
        if let given {
          cuts = given
        } else if isFrozen {
          let row = reduced.combined
          guard case .integer(let count)? = row["n"]?.value(at: 0), count > 0 else {
            return Table(schema, [])
          }
          guard let earlier = RFMTiers.cuts(in: row, scale: scale) else {
            throw Problems(Diagnostic(.rfmCutsWanted, at: place))
          }
          cuts = earlier
        } else {
          guard let own = RFMTiers.quintiles(of: reduced, scale: scale) else {
            return Table(schema, [])
          }
          cuts = own
        }
        return Table(
          schema,
          rows: isResult
            ? RFMTierRows.cutRows(cuts, scale: scale) : [RFMTiers.limits(of: cuts, money)])
      }, named: scope.fragmentName("rfm_cuts"))
  }

  /// What the quintiles of persons need: how many persons have each number of days and of orders, and
  /// of money, which few share, the values about the fifths.
  private func margins(of persons: Relation, _ money: Field) throws(Problems) -> Relation {
    let scale = money.type.scale ?? 0
    func value(_ field: Field) -> Projection {
      var plain = Projection(
        "value",
        Expression(Expression(field).form, type: field.type).cast(to: .wideDecimal(scale: scale)))
      plain.field.isPersonal = false
      return plain
    }
    func margin(_ name: String, of column: String) throws(Problems) -> Relation {
      let counted = try persons.aggregated([Aggregation("n", .count)], by: [column])
      guard let field = counted.schema[column] else { preconditionFailure("persons have it") }
      return try counted.projected([
        Projection("margin", .text(name)), value(field),
        Projection("n", try counted.formula("n")),
      ])
    }
    // A person's money is above a cut exactly where it is above the value below the cut, so the value
    // above is only asked for where cuts are the result.
    let sides = rows == .cuts ? [false, true] : [false]
    let statistics = sides.flatMap { upper in
      (1...4).map { number in
        Aggregation(
          RFMTiers.side(number, upper: upper),
          .orderStatistic(numerator: Int64(number), denominator: 5, upper: upper), of: "value")
      }
    }
    let fifths = try persons.projected([value(money)]).aggregated(statistics, by: [])
      .unpivoted(Unpivot(statistics.map { $0.name }, name: "margin", value: "value"))
      .extended(["n": "1"])
    return try Relation.union(
      [margin("r", of: "r_days"), margin("f", of: "f"), fifths], origin: persons.builder)
  }

  /// The name of an order statistic of money.
  private static func side(_ number: Int, upper: Bool) -> String {
    "\(upper ? "upper" : "lower")\(number)"
  }

  /// The quintiles that the margins give; nil for too few persons.
  private static func quintiles(of margins: Table, scale: Int) -> RFMCuts? {
    var (days, orders) = (Margin(), Margin())
    var money: [String: Int128] = [:]
    for row in margins.rows {
      guard case .text(let name) = row[0], case .decimal(let units, _) = row[1],
        case .integer(let n) = row[2]
      else { continue }
      let whole = units / DecimalText.powersOfTen[scale]
      switch name {
      case "r": days.add(-whole, Int(n))
      case "f": orders.add(whole, Int(n))
      default: money[name] = units
      }
    }
    let count = days.weights.reduce(0, +)
    guard count >= RFM.minimumPersons else { return nil }
    let monetary = (1...4).compactMap { number -> QuantileCut? in
      guard let lower = money[side(number, upper: false)] else { return nil }
      return QuantileCut(
        number: number, of: 5, among: count, lower: lower,
        upper: money[side(number, upper: true)] ?? lower)
    }
    return RFMCuts(recency: days.quintiles, frequency: orders.quintiles, monetary: monetary)
  }

  /// Values and how many persons have each.
  private struct Margin {
    var values: [Int128] = []
    var weights: [Int] = []

    mutating func add(_ value: Int128, _ weight: Int) {
      values.append(value)
      weights.append(weight)
    }

    var quintiles: [QuantileCut] {
      QuantileCut.quantiles(of: values, weights: weights, bins: 5)
    }
  }

  /// How many persons there are, beside the cuts of an earlier run.
  private func counted(
    _ persons: Relation, beside earlier: Relation?
  ) throws(Problems) -> Relation {
    let count = try persons.aggregated([Aggregation("n", .count)], by: [])
    guard let earlier else { return count }
    return try count.extended(["one": "1"]).joined(
      earlier, Join(.left, on: [Join.Pair(left: "one", right: "one")]))
  }

  /// `one`, and `r1` … `m4`: days that a higher score has fewer of, orders and money that it has more
  /// of.
  private static func limits(of money: Field) -> Schema {
    func four(_ name: String, _ field: Field) -> [Field] {
      (1...4).map { field.named("\(name)\($0)") }
    }
    let whole = Field("whole", .integer)
    return Schema(
      [Field("one", .integer)] + four("r", whole) + four("f", whole) + four("m", money))
  }

  private static func limits(of cuts: RFMCuts, _ money: Field) -> [Value] {
    func whole(_ value: Int128) -> Value { .integer(Int64(clamping: value)) }
    return [.integer(1)] + cuts.recency.prefix(4).map { whole(-$0.floor) }
      + cuts.frequency.prefix(4).map { whole($0.floor) }
      + cuts.monetary.prefix(4).map {
        money.type == .integer
          ? whole($0.floor) : .decimal($0.floor, scale: money.type.scale ?? 0)
      }
  }

  /// What the scores that occur make: `fm`, both tiers, and whether bins fell together.
  func namedScores(of scored: Relation, in scope: Scope) throws(Problems) -> Relation {
    let schema = Schema(
      RFMTiers.scores.map { Field($0, .integer) } + [Field("fm", .integer)]
        + ["tier11", "tier8", "flag"].map { Field($0, .text) })
    let (cut, mayMerge) = (self.cut, cuts.isEmpty && cutsFrom == nil)
    return try scored.aggregated([Aggregation("n", .count)], by: RFMTiers.scores).finished(
      Finish("rfm_tiers", schema: schema, seesOrder: false) { counted in
        let rows = counted.combined
        guard let scores = RFMTiers.scores(in: rows), case .integer(let n)? = rows["n"] else {
          return Table(schema, [])
        }
        let rfm = RFM(scores: scores, weights: n.values.map { Int($0) }, high: cut)
        let isMerged = mayMerge && rfm.flags.contains(.mergedBins)
        return Table(
          schema,
          rows: rfm.recency.indices.map { row in
            [rfm.recency, rfm.frequency, rfm.monetary, rfm.fm].map { .integer(Int64($0[row])) } + [
              .text(rfm.tier11[row].name.chinese), .text(rfm.tier8[row].name.chinese),
              isMerged ? .text("merged_bins") : .missing,
            ]
          })
      }, named: scope.fragmentName("rfm_tiers"))
  }

  /// The scores that rows have, whatever cuts they were made by.
  static func scores(
    in rows: Batch
  ) -> (recency: [UInt8], frequency: [UInt8], monetary: [UInt8])? {
    func scores(_ name: String) -> [UInt8]? {
      guard case .integer(let column)? = rows[name] else { return nil }
      return column.values.map { UInt8(clamping: $0) }
    }
    guard let r = scores("r"), let f = scores("f_score"), let m = scores("m_score") else {
      return nil
    }
    return (r, f, m)
  }

  /// The cuts of an earlier run in one row: `r1` … `m4`.
  func earlierCuts(_ scope: Scope) throws(Problems) -> Relation? {
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
}
