import FupanData
import FupanReports
import Testing

@testable import FupanPipelines

/// Differences are split into parts that add up, whatever happened to the rows between two runs.
struct DifferenceTests {
  /// A made-up order: what a run knew of it.
  private struct Order {
    var id: Int
    var day: Int
    var cents: Int
    var person: Int?
    var isByHand = false
  }

  private static let lastDay = 20_567

  private static let definitions:
    [(id: String, unit: String, value: String?, ratio: (String, String)?)] =
      [
        ("revenue", "CNY", "sum(orders.net)", nil), ("orders", "count", "count(orders.id)", nil),
        ("buyers", "count", "count(distinct orders.person)", nil),
        ("aov", "CNY", nil, ("sum(orders.net)", "count(orders.id)")),
        ("share", "ratio", nil, ("count(distinct orders.person)", "count(orders.id)")),
        ("profit", "CNY", "revenue * :margin - cost", nil),
        ("cost", "CNY", "sum(spend.amount)", nil),
        ("roi", "multiple", "revenue / cost", nil),
      ]

  private static func facts(
    _ orders: [Order], _ costs: [Order], margin: String = "0.35"
  ) -> RunFacts {
    func row(_ order: Order, _ values: [String]) -> String {
      let key = String(order.id, radix: 16)
      let padded = String(repeating: "0", count: 16 - key.count) + key
      return ([padded, String(order.day), order.isByHand ? "1" : "0"] + values)
        .joined(separator: " ")
    }
    func money(_ cents: Int) -> String { DecimalText.string(Int128(cents), scale: 2) }
    // In the order of the keys, as a run writes them.
    let sortedOrders = orders.sorted { $0.id < $1.id }
    let sortedCosts = costs.sorted { $0.id < $1.id }
    func term(_ name: String, _ function: String, _ type: String) -> RunFacts.Term {
      RunFacts.Term(name: name, function: function, type: type)
    }
    return RunFacts(
      parameters: [.init(name: "margin", type: "decimal(2)", value: margin)],
      metrics: definitions.map { definition in
        RunFacts.Definition(
          id: definition.id, zh: definition.id, en: definition.id, unit: definition.unit,
          during: "period", interval: "none", value: definition.value,
          numerator: definition.ratio?.0, denominator: definition.ratio?.1, filter: nil,
          digest: definition.id == "profit" ? margin : "same")
      },
      passes: [
        .init(
          dataset: "orders", metrics: ["revenue", "orders", "buyers", "aov", "share"],
          terms: [
            term("_revenue0", "sum", "decimal(2)"), term("_orders0", "count", "text"),
            term("_buyers0", "distinct", "text"), term("_aov0", "sum", "decimal(2)"),
            term("_aov1", "count", "text"), term("_share0", "distinct", "text"),
            term("_share1", "count", "text"),
          ],
          rows: sortedOrders.map { order in
            let person = order.person.map { String($0) } ?? "-"
            return row(
              order, [money(order.cents), "1", person, money(order.cents), "1", person, "1"])
          }),
        .init(
          dataset: "spend", metrics: ["cost"], terms: [term("_cost0", "sum", "decimal(2)")],
          rows: sortedCosts.map { row($0, [money($0.cents)]) }),
      ])
  }

  /// A report as a run would have made it of the same rows, computed in another way.
  private static func report(
    _ orders: [Order], _ costs: [Order], asOf: Int, margin: Int = 35
  ) -> Report {
    let revenue = orders.reduce(0) { $0 + $1.cents }
    let cost = costs.reduce(0) { $0 + $1.cents }
    let buyers = Set(orders.compactMap { $0.person }).count
    func money(_ cents: Int) -> Report.Value { .money(.init(unscaled: Int128(cents), scale: 2)) }
    let profit = Report.ExactNumber(unscaled: Int128(revenue * margin - cost * 100), scale: 4)
    var values: [(String, Report.Value)] = [
      ("revenue", money(revenue)), ("orders", .integer(orders.count)),
      ("buyers", .integer(buyers)), ("cost", money(cost)),
      ("profit", profit.rounded(to: 2).map { .money($0) } ?? .missing(.undefined)),
      ("share", .share(buyers, of: orders.count)),
    ]
    if !orders.isEmpty,
      let mean = Report.ExactNumber.quotient(
        .init(unscaled: Int128(revenue), scale: 2), .init(orders.count), places: 2)
    {
      values.append(("aov", .money(mean)))
    }
    if cost > 0 { values.append(("roi", .multiple(Double(revenue) / Double(cost)))) }
    let day = CivilDate(daysSinceEpoch: asOf)
    return Report(
      title: "t", campaign: "c",
      period: Report.Period(
        CivilDate(daysSinceEpoch: lastDay - 14), through: CivilDate(daysSinceEpoch: lastDay)),
      asOf: day, state: .final, language: .english, currency: "CNY", generatedAt: "", sections: [],
      receipts: values.map { id, value in
        Report.Receipt(
          id: id, metric: id, label: id, value: value, formula: Report.Localized(zh: "", en: ""),
          definition: id == "profit" ? String(margin) : "same")
      })
  }

  @Test func partsAddUpWhateverHappened() throws {
    var state: UInt64 = 42
    func random(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    var seen: Set<String> = []
    for round in 0..<300 {
      var before: [Order] = []
      var after: [Order] = []
      var costsBefore: [Order] = []
      var costsAfter: [Order] = []
      for id in 0..<random(40) {
        // Now and then two rows are known by the same.
        let order = Order(
          id: id - (random(8) == 0 ? 1 : 0) + 1, day: lastDayButOne - random(14),
          cents: random(100_000), person: random(5) == 0 ? nil : random(12))
        switch random(8) {
        case 0: after.append(order)
        case 1: before.append(order)
        case 2:
          before.append(order)
          var changed = order
          changed.cents = random(100_000)
          changed.person = random(12)
          after.append(changed)
        case 3:
          var newer = order
          newer.day = DifferenceTests.lastDay
          after.append(newer)
        default:
          before.append(order)
          after.append(order)
        }
      }
      for id in 0..<random(6) {
        let cost = Order(
          id: id, day: DifferenceTests.lastDay - random(14), cents: 1 + random(50_000), person: nil,
          isByHand: random(3) > 0)
        if random(4) > 0 { costsBefore.append(cost) }
        var later = cost
        if random(3) == 0 { later.cents += 500 }
        if random(4) > 0 { costsAfter.append(later) }
      }
      let margin = round % 3 == 0 ? 40 : 35
      let left = DifferenceSide(
        name: "a",
        report: DifferenceTests.report(before, costsBefore, asOf: lastDayButOne),
        facts: DifferenceTests.facts(before, costsBefore))
      let right = DifferenceSide(
        name: "b",
        report: DifferenceTests.report(
          after, costsAfter, asOf: DifferenceTests.lastDay, margin: margin),
        facts: DifferenceTests.facts(after, costsAfter, margin: "0.\(margin)"))
      let difference = try RunDifference(from: left, to: right)
      for metric in difference.metrics {
        guard let total = metric.difference else { continue }
        let sum = metric.parts.reduce(Optional(Report.ExactNumber(0))) { sum, part in
          sum.flatMap { $0.adding(part.amount) }
        }
        #expect(sum?.subtracting(total)?.unscaled == 0, "\(metric)")
        #expect(!metric.remarks.contains(.notReproduced), "\(metric)")
        for part in metric.parts where part.amount.unscaled != 0 {
          seen.insert(part.cause.rawValue)
        }
        if metric.metric == "revenue" {
          let late = after.filter { row in
            row.day <= lastDayButOne && !before.contains { $0.id == row.id }
          }
          if Set(after.map { $0.id }).count == after.count,
            Set(before.map { $0.id }).count == before.count
          {
            let expected = late.reduce(0) { $0 + $1.cents }
            let told = metric.amount(of: .late)?.unscaled ?? 0
            #expect(told == Int128(expected))
          }
        }
      }
    }
    #expect(seen.isSuperset(of: ["days", "late", "corrected", "ledgers", "definitions"]))
  }

  private var lastDayButOne: Int { DifferenceTests.lastDay - 1 }

  @Test func withoutRowsADifferenceIsNotSplit() throws {
    let order = Order(id: 1, day: lastDayButOne, cents: 100, person: 1)
    let left = DifferenceSide(name: "a", report: DifferenceTests.report([order], [], asOf: 1))
    let right = DifferenceSide(name: "b", report: DifferenceTests.report([], [], asOf: 2))
    let revenue = try #require(
      try RunDifference(from: left, to: right, of: ["revenue"]).metrics.first)
    #expect(revenue.parts.map { $0.cause } == [.unsplit])
    #expect(revenue.remarks == [.noRows])
    #expect(revenue.difference?.description == "-1.00")
  }

  @Test func rowsThatDoNotGiveTheFigureAreNotTrusted() throws {
    let order = Order(id: 1, day: lastDayButOne, cents: 100, person: 1)
    let left = DifferenceSide(
      name: "a", report: DifferenceTests.report([order], [], asOf: lastDayButOne),
      facts: DifferenceTests.facts([], []))
    let right = DifferenceSide(
      name: "b", report: DifferenceTests.report([], [], asOf: lastDayButOne),
      facts: DifferenceTests.facts([], []))
    let revenue = try #require(
      try RunDifference(from: left, to: right, of: ["revenue"]).metrics.first)
    #expect(revenue.remarks == [.notReproduced])
    #expect(revenue.amount(of: .unsplit)?.description == "-1.00")
  }
}
