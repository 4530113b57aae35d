import FupanMethods
import Testing

@Suite struct CreditBootstrapTests {
  private typealias Credit = CreditBootstrap.Credit

  /// One rule, three channels and money without one.
  private func persons(_ count: Int, seed: UInt64) -> [[[Credit]]] {
    var random = Xoshiro256(seed: seed)
    return (0..<count).map { _ in
      [
        (0..<1 + random.below(2)).map { _ in
          Credit(channel: random.below(4), amount: Int64(100 + random.below(900)))
        }
      ]
    }
  }

  @Test func neitherTheOrderOfPersonsNorTheCurrencyShows() throws {
    let persons = persons(60, seed: 1)
    let found = CreditBootstrap.rules(persons, rules: 1, channels: 4)
    #expect(CreditBootstrap.rules(persons.reversed(), rules: 1, channels: 4) == found)
    let cents = persons.map { person in
      person.map { $0.map { Credit(channel: $0.channel, amount: $0.amount * 100) } }
    }
    for (left, right) in zip(found[0], CreditBootstrap.rules(cents, rules: 1, channels: 4)[0]) {
      #expect(isClose(right.value?.lower, (left.value?.lower ?? -1) * 100, 6))
      #expect(left.share == right.share)
    }
  }

  @Test func sharesOfAllChannelsAreBoundedByNothingAndAll() {
    for bounds in CreditBootstrap.rules(persons(40, seed: 2), rules: 1, channels: 4)[0] {
      #expect((bounds.share?.lower ?? -1) >= 0 && (bounds.share?.upper ?? 2) <= 1)
      #expect(bounds.value?.method == .bootstrap)
    }
    #expect(CreditBootstrap.rules([], rules: 1, channels: 2)[0][0].value == nil)
    // Money of nobody known is in every share and in no draw.
    let all = [[[Credit(channel: 0, amount: 500)]], [[Credit(channel: 0, amount: 500)]]]
    let half = CreditBootstrap.rules(all, rules: 1, channels: 2, fixed: 1000)[0][0]
    #expect(half.share?.lower == 0.5 && half.share?.upper == 0.5)
  }

  private let published: [(channels: [Int], conversions: Int, others: Int)] = [
    ([0, 1], 30, 70), ([0], 10, 90), ([1, 2], 15, 35), ([2], 5, 145), ([0, 1, 2], 20, 20),
    ([2, 0], 4, 26),
  ]

  /// A person a path, an order of 10.00 each.
  private var people: [CreditBootstrap.Person] {
    published.flatMap { path in
      (0..<path.conversions + path.others).map { index in
        let orders = index < path.conversions ? 1 : 0
        var person = CreditBootstrap.Person()
        person.steps = MarkovTransition.of([(path.channels, orders, 1 - orders)], order: 1)
        if orders > 0 { person.orders = [.init(amount: 1000, channels: path.channels)] }
        return person
      }
    }
  }

  @Test func theChainIsFittedAnewToEveryDraw() {
    let found = CreditBootstrap.chain(people, channels: 3, credited: 3, isGlobal: true)
    let turned = CreditBootstrap.chain(
      people.reversed(), channels: 3, credited: 3, isGlobal: true)
    #expect(found == turned)
    // Of EX-12.2: 28.836296, 27.531674 and 27.632030 of 84.
    for (bounds, share) in zip(found, [28.836296 / 84, 27.531674 / 84, 27.632030 / 84]) {
      #expect(bounds.share?.contains(share) ?? false)
      #expect((bounds.share?.upper ?? 1) - (bounds.share?.lower ?? 0) < 0.2)
    }
    let own = CreditBootstrap.chain(people, channels: 3, credited: 3, isGlobal: false)
    #expect(own != found && own[0].share != nil)
    #expect(own[3].share?.upper == 0)
  }

  @Test func withoutOrdersThereAreNoBounds() {
    let none = people.filter { $0.orders.isEmpty }
    let found = CreditBootstrap.chain(none, channels: 3, credited: 3, isGlobal: false)
    #expect(found.allSatisfy { $0.share == nil && $0.value == nil })
  }
}
