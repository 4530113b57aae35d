import FupanMethods
import Testing

@Suite struct MarkovMemoryTests {
  private typealias Path = (channels: [Int], conversions: Int, others: Int)

  /// Paths whose next touch depends on so many before, over four channels.
  private func paths(memory: Int, seed: UInt64, count: Int = 3000) -> [Path] {
    var random = Xoshiro256(seed: seed)
    return (0..<count).map { _ in
      var channels = [random.below(4)]
      // How long a path goes on says nothing of what comes next.
      while random.below(4) > 0 {
        let state = channels.suffix(memory).reduce(7) { 5 * $0 + $1 }
        // Mostly the channel that the state points to, else any other one.
        var next = random.below(5) > 0 ? (state * 2_654_435_761 >> 7) % 4 : random.below(4)
        if next == channels.last { next = (next + 1) % 4 }
        channels.append(next)
      }
      let isOrder = random.below(4) == 0
      return (channels, isOrder ? 1 : 0, isOrder ? 0 : 1)
    }
  }

  private func chosen(_ paths: [Path]) -> Int {
    MarkovMemory.chosen((1...3).map { MarkovTransition.of(paths, order: $0) }, channels: 4)
  }

  @Test(arguments: 1...3)
  func theMemoryThatMadeThePathsIsFound(memory: Int) {
    for seed in UInt64(1)...3 {
      #expect(chosen(paths(memory: memory, seed: seed)) == memory)
    }
  }

  @Test func fewPathsAreNoGroundForALongMemory() {
    #expect(chosen(paths(memory: 3, seed: 4, count: 12)) == 1)
    #expect(MarkovMemory.chosen([], channels: 0) == 1)
  }

  @Test func statesThatWereLeftFewerThanThirtyTimesShortenTheChain() {
    // Of memory 2 half of the states are left once.
    let rare: [Path] = [
      ([0, 1], 40, 40), ([1, 2, 0], 1, 0), ([2, 0, 2], 0, 1), ([0, 2, 1], 1, 0),
    ]
    let orders = (1...2).map { MarkovTransition.of(rare, order: $0) }
    #expect(MarkovMemory.supported(orders) == 1)
    let often = rare.map { ($0.channels, $0.conversions * 40, $0.others * 40) }
    #expect(MarkovMemory.supported((1...2).map { MarkovTransition.of(often, order: $0) }) == 2)
  }

  @Test func eachStepIsForetoldFromTheOthers() {
    // START → A twice, A → order once, A → nothing once, with one channel: two kinds of step.
    let found = MarkovMemory.heldOut(
      MarkovTransition.of([([0], 1, 1)], order: 1), channels: 1)
    // 2·ln(1.5/2) + 2·ln(0.5/2)
    #expect(isClose(found, -3.347952867143343, 12))
  }
}
