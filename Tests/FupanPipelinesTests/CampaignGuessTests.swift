import FupanData
import Testing

@testable import FupanPipelines

/// The days of a campaign are those that stand out of the days around them.
struct CampaignGuessTests {
  private func guess(_ counts: [Int], known: ClosedRange<Int>? = nil) -> CampaignGuess? {
    CampaignGuess(
      Dictionary(uniqueKeysWithValues: counts.enumerated().map { ($0.offset, $0.element) }),
      known: known)
  }

  @Test func aBurstAtTheEndIsFound() throws {
    let found = try #require(
      guess(Array(repeating: 10, count: 40) + Array(repeating: 25, count: 12)))
    #expect(found.period == 40...51)
    #expect(found.baseline == 26...37)
  }

  @Test func aBurstWithinASeasonIsTheCampaign() throws {
    let quiet = Array(repeating: 1, count: 50)
    let season = Array(repeating: 20, count: 21)
    let found = try #require(guess(quiet + season + Array(repeating: 45, count: 14)))
    #expect(found.period == 71...84)
  }

  @Test func aBrokenDayDoesNotCutIt() throws {
    var burst = Array(repeating: 50, count: 10)
    burst[4] = 0
    let found = try #require(guess(Array(repeating: 10, count: 30) + burst))
    #expect(found.period == 30...39)
  }

  @Test func daysThatAreAllAlikeGiveTheLastFortnight() throws {
    let found = try #require(guess(Array(repeating: 10, count: 40)))
    #expect(found.period == 26...39)
    #expect(guess([]) == nil)
  }

  @Test func aBaselineBeforeTheDataIsNone() throws {
    let counts = Array(repeating: 10, count: 20) + Array(repeating: 40, count: 10)
    #expect(try #require(guess(counts)).baseline == 6...15)
    #expect(try #require(guess(counts, known: 8...29)).baseline == nil)
  }
}
