import FupanMethods
import Testing

@Suite struct SpreadAndRepurchaseTests {
  @Test("EX-2.4: spread by generation and in a window")
  func spreadByGenerationAndWindow() {
    // a and b are seeds; c, d, e by a; f by b; g by c; h by c; i by g; j by someone unknown.
    let members: [(Int?, Double)] = [
      (nil, 0), (nil, 0), (0, 1), (0, 2), (0, 9), (1, 3), (2, 4), (2, 5), (6, 8), (nil, 6),
    ]
    let spread = ViralSpread(
      members.map { .init(inviter: $0.0, joined: $0.1) }, end: 10, window: 5)
    #expect(spread.generations == [3, 4, 2, 1])
    #expect(isClose(spread.ratios[0], 1.3333, 4))
    #expect(spread.ratios[1...] == [0.5, 0.5, nil])
    #expect(isClose(spread.windowed.value, 0.857143, 6))
    #expect(isClose(spread.windowed.interval, 0.025026, 1.689259, 6))
    #expect(spread.windowed.n == 7)
    // a, b, c, d, f, g and h had five days to invite in, and six of the invited came in theirs.
    #expect(members.filter { $0.1 <= 10 - 5 }.count == 7)
    #expect(isClose(spread.windowed.value, 6.0 / 7, 12))
    #expect(spread.medianCycle == 3)
    #expect(isClose(spread.amplification, 3.3333, 4))
    #expect(spread.isCensored == [true, true, false, true])
    #expect(spread.invitations == 7 && spread.inviters == 4 && spread.largestTree == 7)
  }

  @Test("EX-2.4: the funnel form, and what a constant K adds up to")
  func constantSpreadAddsUp() {
    #expect(ViralSpread.coefficient(invitations: 3, joinRate: 0.25) == 0.75)
    #expect(isClose(ViralSpread.expected(seeds: 1, k: 0.6), 2.5, 12))
    #expect(isClose(ViralSpread.expected(seeds: 100, k: 0.6, generations: 3), 217.6, 9))
    #expect(ViralSpread.expected(seeds: 1, k: 1) == nil)
  }

  @Test func impossibleInvitationsMakeSeeds() {
    let spread = ViralSpread(
      [
        .init(inviter: 0, joined: 1), .init(inviter: 2, joined: 2), .init(inviter: 9, joined: 2),
      ], end: 10, window: 1)
    #expect(spread.generations == [3])
    #expect(spread.medianCycle == nil)
    #expect(ViralSpread([], end: 1, window: 1).windowed.reason == .empty)
  }

  @Test("EX-2.9: repurchase in a window and in the period")
  func repurchaseInWindowAndPeriod() {
    let repurchase = Repurchase(
      orderDays: [[0, 20], [5], [10, 60, 12], [55, 50], [80]], window: 30, end: 90)
    #expect(repurchase.windowed.value == 0.75)
    #expect(repurchase.windowed.numerator == 3 && repurchase.windowed.denominator == 4)
    #expect(isClose(repurchase.windowed.interval, 0.300642, 0.954413, 6))
    #expect(repurchase.period.value == 0.6)
    #expect(repurchase.medianGap == 12.5)
    let none = Repurchase(orderDays: [[3, 3]], window: 30, end: 10)
    #expect(none.windowed.reason == .zeroDenominator)
    #expect(none.period.value == 0 && none.medianGap == nil)
  }
}
