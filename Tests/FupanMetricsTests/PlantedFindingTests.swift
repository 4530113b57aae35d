import Foundation
import FupanMethods
import FupanMetrics
import FupanSampleData
import Testing

@Suite("Finding rules find what is planted and invent nothing")
struct PlantedFindingTests {
  static let seeds = (1...20).map { UInt64($0) }

  private func winner(_ truth: Truth) -> String? {
    WinningGroup.find(truth.channels.map { ($0.payers, $0.visitors) })
      .map { truth.channels[$0.index].channel }
  }

  private func loss(_ truth: Truth) -> String? {
    FunnelLoss.find(truth.funnel.map { $0.persons }).map { truth.funnel[$0.step].step }
  }

  private func overrun(_ truth: Truth) -> String? {
    let lines = truth.spend.items.map { item in
      BudgetLine(plan: cents(item.planned), actual: cents(item.actual))
    }
    return BudgetOverrun.find(lines).map { truth.spend.items[$0.index].item }
  }

  private func cents(_ text: String) -> ScaledInteger {
    let digits = text.filter { $0 != "." }
    return ScaledInteger(Int128(digits) ?? 0, scale: text.contains(".") ? 2 : 0)
  }

  @Test func plantedTruthsAreFoundForNineteenOfTwentySeeds() {
    var found = (channel: 0, step: 0, item: 0)
    for seed in Self.seeds {
      let truth = SampleDataGenerator(seed: seed).truth()
      if winner(truth) == "社群" { found.channel += 1 }
      if loss(truth) == "下单" { found.step += 1 }
      if overrun(truth) == "达人合作" { found.item += 1 }
    }
    #expect(found.channel >= 19)
    #expect(found.step >= 19)
    #expect(found.item >= 19)
  }

  @Test func nothingIsInventedForNineteenOfTwentySeeds() {
    var invented = (channel: 0, step: 0, item: 0)
    for seed in Self.seeds {
      let truth = SampleDataGenerator(seed: seed, truths: []).truth()
      if winner(truth) != nil { invented.channel += 1 }
      if loss(truth) != nil { invented.step += 1 }
      if overrun(truth) != nil { invented.item += 1 }
    }
    #expect(invented.channel <= 1)
    #expect(invented.step <= 1)
    #expect(invented.item <= 1)
  }

  /// 2026-03-13, four weeks before the period, and 2026-04-24, its last day.
  private static let history = 20_525...20_567
  private static let brokenDay = 20_559

  private func unusual(_ orders: TwinOrders) -> [Int] {
    UnusualDay.find(
      orders.counts(from: Self.history.lowerBound, through: Self.history.upperBound),
      firstWeekday: 4
    ).map { $0.index + Self.history.lowerBound }
  }

  private func lapsed(_ orders: TwinOrders) -> LapsedCustomers? {
    let people = orders.people(awaySince: Self.history.upperBound + 1 - 90)
    return LapsedCustomers.find(
      people: people.away.0, revenue: people.away.1, of: people.all.0, people.all.1)
  }

  /// More with FUPAN_SEEDS=20; each seed writes a sample to disk.
  private static let written = seeds.prefix(
    ProcessInfo.processInfo.environment["FUPAN_SEEDS"].flatMap { Int($0) } ?? 3)

  @Test func theBrokenDayAndTheLostCustomersAreFoundInOrders() throws {
    for seed in Self.written {
      let orders = try TwinOrders(SampleDataGenerator(seed: seed))
      let days = unusual(orders)
      #expect(days == [Self.brokenDay], "seed \(seed): \(days)")
      #expect(lapsed(orders) != nil, "seed \(seed)")
    }
  }

  @Test func ordersWithoutTruthsHaveNeither() throws {
    for seed in Self.written {
      let orders = try TwinOrders(SampleDataGenerator(seed: seed, truths: []))
      let days = unusual(orders)
      #expect(days.isEmpty, "seed \(seed): \(days)")
      #expect(lapsed(orders) == nil, "seed \(seed)")
    }
  }

  @Test func aShortSeriesIsComparedWithItsMedian() {
    for seed in Self.seeds.prefix(10) {
      let broken = SampleDataGenerator(seed: seed).truth().periodByDay
      let found = UnusualDay.find(broken.map { Double($0.orders) }, firstWeekday: 4)
      #expect(found.map { broken[$0.index].name } == ["2026-04-16"], "seed \(seed)")
      let whole = SampleDataGenerator(seed: seed, truths: []).truth().periodByDay
      #expect(UnusualDay.find(whole.map { Double($0.orders) }, firstWeekday: 4).isEmpty)
    }
  }
}
