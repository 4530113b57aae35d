import FupanMethods
import Testing

@Suite struct CreatorTests {
  @Test("EX-21.1: followers against a target mix") func followersAgainstATarget() {
    #expect(isClose(AudienceMatch.overlap([0.35, 0.40, 0.25], [0.50, 0.40, 0.10]), 0.85, 12))
    #expect(isClose(AudienceMatch.share(of: [0.35, 0.40]), 0.75, 12))
    #expect(AudienceMatch.overlap([0.35, nil, 0.25], [0.5, 0.4, 0.1]) == nil)
    #expect(AudienceMatch.share(of: []) == nil)
    #expect(isClose(AudienceMatch.mean([(0.8, 1), (0.5, 2)]), 0.6, 12))
    #expect(AudienceMatch.mean([(nil, 1)]) == nil)
  }

  private let card = ScoreCard([
    .init(weight: 0.40, floor: 0.40, target: 0.65), .init(weight: 0.35, floor: 0, target: 0.05),
    .init(weight: 0.25, floor: 40, target: 20),
  ])

  @Test("EX-21.2: three components make a score") func threeComponents() {
    let points = card.points([0.71, 0.042, 24])
    #expect(points.compactMap { $0 }.count == 3)
    for (point, expected) in zip(points, [100.0, 84, 80]) { #expect(isClose(point, expected, 9)) }
    #expect(isClose(card.score([0.71, 0.042, 24]).value, 89.40, 9))
    #expect(isClose(card.score([0.71, 0.042, nil]).value, 92.5333, 4))
    #expect(card.score([nil, 0.042, 24]).reason == .tooFew)
    #expect(card.score([nil, nil, nil]).reason == .empty)
  }

  @Test func pointsStayBetweenNothingAndEverything() {
    let up = ScoreCard.Component(weight: 1, floor: 0.4, target: 0.65)
    #expect(up.points(0.1) == 0 && up.points(2) == 100)
    let down = ScoreCard.Component(weight: 1, floor: 40, target: 20)
    #expect(down.points(50) == 0 && down.points(10) == 100)
  }

  @Test func ranksMoveWithWeights() throws {
    // The one is best where the first component counts, the other where the third does.
    let items: [[Double?]] = [
      [0.65, 0.05, 36], [0.40, 0.05, 20], [0.65, 0.05, 20], [nil, nil, nil], [0.41, 0, 40],
    ]
    let ranks = card.rankStability(items)
    #expect(ranks.map { $0?.rank } == [2, 3, 1, nil, 4])
    let first = try #require(ranks[2])
    #expect(first.least == 1 && first.most == 1 && first.median == 1)
    #expect(ranks[4]?.least == 4)
    #expect(ScoreCard.ranks([3, 5, nil, 5]) == [3, 1, nil, 1])
  }

  @Test("EX-21.3: one ratio far from its peers'") func oneRatioFarFromItsPeers() {
    let scores = EngagementScreens.ratioScores([20, 25, 18, 30, 22, 27, 400]).scores
    #expect(isClose(scores[6], 10.2571, 4))
    #expect(EngagementScreens.ratioScores([nil, 0, 5]).scores[1] == nil)
  }

  @Test func ratesAreHeldAgainstTheSizeOfTheAccount() throws {
    let followers: [Double?] = (1...12).map { size in Double(size * 10_000) }
    var rates: [Double?] = (1...12).map { size in 500 / Double(size * 10_000) + 0.0001 }
    rates[5] = 0.9
    let scores = EngagementScreens.sizeScores(rates: rates, followers: followers)
    #expect(try #require(scores.scores[5]) > RobustScores.limit)
    #expect(
      EngagementScreens.sizeScores(rates: [1], followers: [nil]).scores.allSatisfy { $0 == nil })
  }

  @Test func oddRhythmsAndRepeatedTextsShow() throws {
    let night = try #require(EngagementScreens.burst([(3, 80), (12, 10), (13, 10)]))
    #expect(night.isOdd && night.nightShare == 0.8)
    let day = try #require(EngagementScreens.burst([(12, 20), (13, 15), (20, 18)]))
    #expect(!day.isOdd)
    #expect(EngagementScreens.burst([]) == nil)
    let texts = ["好看好看好看", "好看好看好看", "好看好看好看", "什么时候再上架呀", "多少钱", "绝了"]
    #expect(EngagementScreens.duplicateShare(texts) == 0.5)
    #expect(EngagementScreens.duplicateShare([]) == nil)
    #expect(EngagementScreens.recycledShare(postsByCommenter: [10, 6, 1, 2], posts: 10) == 0.5)
    #expect(EngagementScreens.recycledShare(postsByCommenter: [], posts: 10) == nil)
  }

  @Test func jumpsWithoutAPostAndRoundCountsShow() {
    let pattern: [Double] = [5, 6, 7, 4]
    let net: [Double?] = (0..<20).map { day in pattern[day % 4] }
    var jumped = net
    jumped[10] = 900
    #expect(EngagementScreens.followerJumps(jumped, posts: []) == [10])
    #expect(EngagementScreens.followerJumps(jumped, posts: [9]) == [])
    #expect(EngagementScreens.followerJumps(net, posts: []) == [])
    #expect(EngagementScreens.roundShare(Array(repeating: 300, count: 20)) == 1)
    #expect(EngagementScreens.roundShare([100]) == nil)
  }

  @Test func tiersTellTheirGaps() {
    let tiers = TierRanges([
      .init("头部", from: 1_000_000, below: nil), .init("腰部", from: 100_000, below: 500_000),
      .init("KOC", from: 10_000, below: 50_000),
    ])
    #expect(
      tiers.gaps == [
        .init(from: 0, below: 10_000), .init(from: 50_000, below: 100_000),
        .init(from: 500_000, below: 1_000_000),
      ])
    #expect(tiers.tier(of: 60_000) == nil)
    #expect(tiers.tier(of: 100_000)?.name == "腰部")
    #expect(tiers.overlaps.isEmpty)
    #expect(TierRanges([]).gaps == [.init(from: 0, below: nil)])
    let both = TierRanges([.init("a", from: 0, below: 10), .init("b", from: 5, below: nil)])
    #expect(both.overlaps.count == 1 && both.gaps.isEmpty)
  }
}
