import FupanMethods
import Testing

@Suite struct LargestRemainderTests {
  @Test("EX-27.4: 100.00 in three")
  func hundredInThree() {
    #expect(LargestRemainder.split(100_00, into: 3) == [33_34, 33_33, 33_33])
  }

  @Test("EX-27.4: 99.99 by 40:20:40")
  func fortyTwentyForty() {
    #expect(LargestRemainder.split(99_99, by: [40, 20, 40]) == [40_00, 20_00, 39_99])
  }

  @Test func refundsMirrorPayments() {
    #expect(LargestRemainder.split(-99_99, by: [40, 20, 40]) == [-40_00, -20_00, -39_99])
  }

  @Test func refusesWeightsThatSayNothing() {
    #expect(LargestRemainder.split(1, by: []) == nil)
    #expect(LargestRemainder.split(1, by: [0, 0]) == nil)
    #expect(LargestRemainder.split(1, by: [2, -1]) == nil)
    #expect(LargestRemainder.split(1, by: [Int64.max, 1]) == nil)
  }

  @Test func largestAmountsStayExact() {
    let parts = LargestRemainder.split(Int128.max, by: [1_000_000_000_000, 1, 1_000_000_000_000])
    #expect(parts?.reduce(0, +) == Int128.max)
  }

  @Test func partsAlwaysSumToTheWhole() throws {
    var random = Xoshiro256(seed: 11)
    for _ in 0..<500 {
      let total = Int128(random.below(1_000_000_000)) - 500_000_000
      let weights = (0...random.below(8)).map { _ in Int64(random.below(1000)) }
      guard weights.contains(where: { $0 > 0 }) else { continue }
      let parts = try #require(LargestRemainder.split(total, by: weights))
      #expect(parts.reduce(0, +) == total)
      let sum = Double(weights.reduce(0, +))
      for (part, weight) in zip(parts, weights) {
        #expect(abs(Double(part) - Double(total) * Double(weight) / sum) < 1)
      }
    }
  }
}
