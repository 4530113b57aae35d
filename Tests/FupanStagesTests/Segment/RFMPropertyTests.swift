import FupanData
import FupanMethods
import FupanStages
import Testing

/// The stage scores in the algebra what the method scores in memory: on random orders full of ties,
/// both give the same persons, tiers and cuts.
struct RFMPropertyTests {
  /// How persons are counted and scored.
  struct Way: Sendable, CustomTestStringConvertible {
    var settings: String
    var ties = RFMTies.same
    var high = RFMHighCut.meanOfScores
    var countsOrders = false
    var isMean = false

    var testDescription: String { settings }
  }

  static let ways: [Way] = [
    Way(settings: "ties: same"),
    Way(settings: "ties: rank", ties: .rank),
    Way(settings: "frequency: orders, monetary: mean", countsOrders: true, isMean: true),
    Way(
      settings: "ties: rank, monetary: mean, high: median_of_scores", ties: .rank,
      high: .medianOfScores, isMean: true),
    Way(
      settings: "high_above: [3, 1, 2]", high: .fixed(recency: 3, frequency: 1, monetary: 2)),
  ]

  private static let schema = Schema([
    Field("person_id", .text), Field("paid_at", .date), Field("net", .decimal(scale: 2)),
  ])

  /// 2026-04-25, from which days are counted back.
  private static let end = (CivilDate(year: 2026, month: 4, day: 24)?.daysSinceEpoch ?? 0) + 1

  /// Orders of one person: the day and cents of each.
  private typealias Orders = [(day: Int, cents: Int)]

  /// Few days and few prices, so that many persons are alike.
  private func people(_ count: Int, seed: UInt64) -> [Orders] {
    var random = Xoshiro256(seed: seed)
    let prices = [990, 990, 1990, 1, 33_333]
    return (0..<count).map { _ in
      (0...random.below(3)).map { _ in
        (Self.end - 1 - random.below(9), prices[random.below(prices.count)])
      }
    }
  }

  private func name(_ person: Int) -> Value { .text("p\(1000 + person)") }

  /// The persons' orders, shuffled.
  private func table(_ people: [Orders], seed: UInt64) -> Table {
    var rows = people.enumerated().flatMap { person, orders in
      orders.map { order -> [Value] in
        [name(person), .date(Int32(order.day)), .decimal(Int128(order.cents), scale: 2)]
      }
    }
    var random = Xoshiro256(seed: seed)
    random.shuffle(&rows)
    return Table(Self.schema, rows: rows)
  }

  private func population(_ people: [Orders], _ way: Way) -> RFMPopulation {
    RFMPopulation(
      recencyDays: people.map { orders in
        orders.map { Int32(Self.end - $0.day) }.min() ?? 0
      },
      frequency: people.map { orders in
        Int32(way.countsOrders ? orders.count : Set(orders.map { $0.day }).count)
      },
      monetary: people.map { orders in
        let cents = orders.reduce(Int128(0)) { $0 + Int128($1.cents) }
        return way.isMean
          ? RoundingRule.halfAwayFromZero.quotient(cents * 10_000, by: Int128(orders.count)) : cents
      })
  }

  @Test(arguments: [19, 20, 21, 22, 157], ways)
  func theStageScoresAsTheMethodDoes(count: Int, way: Way) async throws {
    for seed in UInt64(1)...4 {
      let people = people(count, seed: seed)
      let population = population(people, way)
      let found = try await StageRun().table(
        RFMTiers.self, "{of: net, \(way.settings)}", over: table(people, seed: seed)
      ).rows.sorted { ($0[0].text ?? "") < ($1[0].text ?? "") }
      guard case .success(let rfm) = RFM.scored(population, high: way.high, ties: way.ties) else {
        #expect(count == 19 && found.isEmpty)
        continue
      }
      #expect(count > 19 && found.count == count)
      for (person, row) in found.enumerated() {
        let scale = way.isMean ? 6 : 2
        var wanted: [Value] = [
          name(person), .integer(Int64(population.recencyDays[person])),
          .integer(Int64(population.frequency[person])),
          .decimal(population.monetary[person], scale: scale),
          .integer(Int64(people[person].count)),
        ]
        wanted += [rfm.recency, rfm.frequency, rfm.monetary, rfm.fm].map {
          .integer(Int64($0[person]))
        }
        wanted += [
          .text(rfm.tier11[person].name.chinese), .text(rfm.tier8[person].name.chinese),
        ]
        #expect(Array(row.prefix(wanted.count)) == wanted, "\(count) persons, seed \(seed)")
      }
    }
  }

  @Test(arguments: [19, 20, 21, 157], ["tier11", "tier8"])
  func theTableOfTiersAddsUpWhatTheMethodNames(count: Int, map: String) async throws {
    let way = Way(settings: "")
    let people = people(count, seed: 7)
    let population = population(people, way)
    let found = try await StageRun().table(
      RFMTiers.self, "{of: net, rows: tiers, tiers: \(map)}", over: table(people, seed: 8)
    ).rows
    guard case .success(let rfm) = RFM.scored(population) else {
      #expect(found.isEmpty)
      return
    }
    func lines<Tier>(_ tiers: [RFMTierSummary<Tier>], _ name: (Tier) -> String) -> [[Value]] {
      tiers.map {
        [
          .text(name($0.tier)), .integer(Int64($0.persons)), .decimal($0.revenue, scale: 2),
          $0.medianRecency.map { .number($0) } ?? .missing,
        ]
      }
    }
    let wanted =
      map == "tier11"
      ? lines(rfm.elevenTiers(of: population)) { $0.name.chinese }
      : lines(rfm.eightTiers(of: population)) { $0.name.chinese }
    #expect(found.map { [$0[0], $0[1], $0[3], $0[6]] } == wanted)
    let flag: Value = rfm.flags.contains(.mergedBins) ? .text("merged_bins") : .missing
    #expect(found.allSatisfy { $0[8] == flag })
  }

  @Test(arguments: [20, 21, 23, 157])
  func theCutsAreThoseOfTheMethod(count: Int) async throws {
    let people = people(count, seed: 11)
    let rfm = try RFM.scored(population(people, Way(settings: ""))).get()
    let found = try await StageRun().table(
      RFMTiers.self, "{of: net, rows: cuts}", over: table(people, seed: 12)
    ).rows
    func tenths(_ cut: QuantileCut) -> Int128 {
      cut.lower * 10
        + (cut.upper - cut.lower) * 10 * Int128(cut.weight.numerator)
        / Int128(cut.weight.denominator)
    }
    let wanted =
      rfm.cuts.recency.map { -100 * tenths($0) } + rfm.cuts.frequency.map { 100 * tenths($0) }
      + rfm.cuts.monetary.map(tenths)
    #expect(found.map { $0[2] } == wanted.map { .decimal($0, scale: 3) })
  }
}
