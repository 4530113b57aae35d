import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

extension Attribute {
  /// Orders are divided in billionths, whose parts add up to whole orders, and told in millionths.
  static let orderUnit = 1e9

  /// What a channel gets under one model.
  private struct Credit {
    let channel: Value
    var units: Int128
    var nano: Int128
    let squares: Int128
    let effect: Int64?
  }

  /// Credits by model and channel, held against the orders' own total.
  package static func finish(
    _ models: [Model], scale: Int, unit: FupanData.Unit?, _ allocation: Allocation,
    place: Place? = nil
  ) -> Finish {
    let schema = schema(models, scale: scale, unit: unit)
    return Finish("attribution", schema: schema) { (table) throws(Problems) in
      let cells = table.rows.filter { $0[0] == .integer(0) }.sorted { $0[1].precedes($1[1]) }
      guard let total = table.rows.first(where: { $0[0] == .integer(1) }), total[4].whole > 0
      else { return Table(schema, []) }
      let ordered = Int128(total[3].whole)
      let people = total[2].whole
      var rows: [[Value]] = []
      for (index, model) in models.enumerated() {
        var credits = cells.map { row in
          Credit(
            channel: row[1], units: Int128(row[3 + 3 * index].whole),
            nano: Int128(row[4 + 3 * index].whole), squares: units(row[5 + 3 * index]),
            effect: row[3 + 3 * models.count].count.map { Int64($0) })
        }
        let isGlobal = model == .markov && allocation == .global
        if isGlobal { share(&credits) }
        let credited = credits.reduce(Int128(0)) { $0 + $1.units }
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
        for credit in credits {
          let bounds =
            isGlobal || credit.channel.isMissing ? nil : interval(credit, people, scale: scale)
          rows.append(
            [
              .text(model.rawValue), credit.channel,
              .number(Double((credit.nano + 500) / 1000) / 1e6),
              .decimal(credit.units, scale: scale),
              ordered > 0 ? .number(Double(credit.units) / Double(ordered)) : .missing,
              Value(bounds?.lower), Value(bounds?.upper),
            ]
              + (models.contains(.markov)
                ? [
                  model == .markov && !credit.channel.isMissing
                    ? Value(credit.effect.map { Double($0) / Attribute.effectUnit }) : .missing
                ] : []))
        }
      }
      return Table(schema, rows: rows)
    }
  }

  /// All credited money at once by the channels' weights.
  private static func share(_ credits: inout [Credit]) {
    let known = credits.indices.filter { !credits[$0].channel.isMissing }
    let weights = known.map { credits[$0].effect ?? 1 }
    let money = known.reduce(Int128(0)) { $0 + credits[$1].units }
    let nano = known.reduce(Int128(0)) { $0 + credits[$1].nano }
    guard let parts = LargestRemainder.split(money, by: weights),
      let orders = LargestRemainder.split(nano, by: weights)
    else { return }
    for (position, index) in known.enumerated() {
      credits[index].units = parts[position]
      credits[index].nano = orders[position]
    }
  }

  /// The interval of a sum over independent persons, most of whom may have brought a channel nothing
  /// (Cochran 1977).
  private static func interval(_ credit: Credit, _ people: Int, scale: Int) -> Interval? {
    guard people > 1 else { return nil }
    let moments = Moments(
      count: people, sum: credit.units, sumOfSquares: credit.squares, scale: scale)
    guard let mean = Estimate.mean(moments).interval else { return nil }
    return mean.scaled(by: Double(people))
  }

  private static func units(_ value: Value) -> Int128 {
    switch value {
    case .integer(let number): Int128(number)
    case .decimal(let units, _): units
    default: 0
    }
  }
}
