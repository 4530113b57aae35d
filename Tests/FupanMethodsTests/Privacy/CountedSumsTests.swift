import FupanMethods
import Testing

@Suite struct CountedSumsTests {
  @Test func aCellInTwoSumsIsToldByNeither() {
    // 4 + 30 = 34 and 4 + 20 = 24 are all told.
    let lines = [CountedSums.Line([0, 1], total: 3), CountedSums.Line([0, 2], total: 4)]
    let verdicts = CountedSums.verdicts([4, 30, 20, 34, 24], lines: lines, minimumGroup: 5)
    #expect(
      verdicts == [.primary, .complementary, .complementary, .published, .published])
  }

  @Test func aCellThatLiesInAnotherTroubledLineGoesFirst() {
    // 9 is smaller, but 20 helps the second line as well.
    let lines = [
      CountedSums.Line([0, 1, 2], total: 4), CountedSums.Line([2, 3], total: 5),
    ]
    let verdicts = CountedSums.verdicts([3, 9, 20, 2, 32, 22], lines: lines, minimumGroup: 5)
    #expect(verdicts[2] == .complementary && verdicts[1] == .published)
  }

  @Test func whatIsWithheldForAnotherReasonNeedsCompanyToo() {
    let line = CountedSums.Line([0, 1, 2], total: 3)
    let verdicts = CountedSums.verdicts(
      [50, 20, 30, 100], lines: [line], minimumGroup: 5, withheld: [0])
    #expect(verdicts == [.complementary, .complementary, .published, .published])
    let small = CountedSums.verdicts([50, 20, 30, 100], lines: [line], minimumGroup: 5)
    #expect(small.allSatisfy { $0 == .published })
  }
}
