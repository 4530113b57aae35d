import FupanMethods
import Glibc
import Testing

@Suite struct MarkovAttributionTests {
  private typealias Path = (channels: [Int], conversions: Int, others: Int)

  /// A>B, A, B>C, C, A>B>C, C>C>A.
  private let published: [Path] = [
    ([0, 1], 30, 70), ([0], 10, 90), ([1, 2], 15, 35), ([2], 5, 145), ([0, 1, 2], 20, 20),
    ([2, 2, 0], 4, 26),
  ]

  private func markov(
    _ paths: [Path], order: Int = 1, channels: Int = 3
  ) throws -> MarkovAttribution {
    try MarkovAttribution(MarkovTransition.of(paths, order: order), channels: channels)
  }

  @Test("EX-12.2: removal effects and credits of order 1")
  func removalEffectsOfOrderOne() throws {
    let found = try markov(published)
    #expect(isClose(found.conversionRate, 0.17872340, 8))
    #expect(isClose(found.conversionRate, 84.0 / 470, 12))
    #expect(isClose(84 * found.shares.reduce(0, +), 84, 9))
    for (effect, expected) in zip(found.removalEffects, [0.54678363, 0.52204586, 0.52394876]) {
      #expect(isClose(effect, expected, 8))
    }
    for (share, expected) in zip(found.shares, [28.836296, 27.531674, 27.632030]) {
      #expect(isClose(84 * share, expected, 6))
    }
  }

  @Test("EX-12.2: removal effects and credits of order 2")
  func removalEffectsOfOrderTwo() throws {
    let found = try markov(published, order: 2)
    #expect(isClose(found.conversionRate, 0.17872340, 8))
    for (effect, expected) in zip(found.removalEffects, [0.70899471, 0.77380952, 0.52380952]) {
      #expect(isClose(effect, expected, 8))
    }
    for (share, expected) in zip(found.shares, [29.679631, 32.392881, 21.927488]) {
      #expect(isClose(84 * share, expected, 6))
    }
  }

  @Test("EX-12.2: rules side by side and how far Markov is from the last touch")
  func rulesBesideMarkov() throws {
    var last = AttributionCredits(model: .last, channels: 3)
    var linear = AttributionCredits(model: .linear, channels: 3)
    for path in published {
      let touches = path.channels.enumerated().map {
        Touch(channel: $0.element, time: Int64($0.offset))
      }
      last.add(order: 6, touches: touches, orderedAt: 9, multiplicity: path.conversions)
      linear.add(order: 6, touches: touches, orderedAt: 9, multiplicity: path.conversions)
    }
    #expect(last.orders == [14, 30, 40])
    #expect(isClose(linear.orders[0], 33, 6))
    #expect(isClose(linear.orders[1], 29.166667, 6))
    #expect(isClose(linear.orders[2], 21.833333, 6))
    let shares = try markov(published).shares
    let distance = zip(shares, last.orders).map { abs($0 - $1 / 84) }.reduce(0, +) / 2
    #expect(isClose(distance, 0.176623, 6))
  }

  @Test("EX-12.3: Shapley values of the count game and of the rate game")
  func shapleyValues() {
    let coalitions = published.map {
      ShapleyAttribution.Coalition(
        Set($0.channels), conversions: $0.conversions, paths: $0.conversions + $0.others)
    }
    let counts = ShapleyAttribution.count(coalitions, channels: 3)
    for (value, expected) in zip(counts, [33.666667, 29.166667, 21.166667]) {
      #expect(isClose(value, expected, 6))
    }
    let rates = ShapleyAttribution.rate(coalitions, channels: 3) ?? []
    #expect(rates.count == 3)
    let sum = rates.reduce(0, +)
    #expect(isClose(sum, 0.17872340, 8))
    for (value, expected) in zip(rates, [0.09866177, 0.06473320, 0.01532844]) {
      #expect(isClose(value, expected, 8))
    }
    for (value, expected) in zip(rates, [46.371032, 30.424603, 7.204365]) {
      #expect(isClose(84 * value / sum, expected, 6))
    }
    #expect(ShapleyAttribution.rate(coalitions, channels: 17) == nil)
  }

  /// Paths of up to six touches over five channels, never two alike in a row unless `repeats`.
  private func randomPaths(_ random: inout Xoshiro256, repeats: Bool = false) -> [Path] {
    (0..<12).map { index in
      var channels: [Int] = []
      for _ in 0...random.below(6) {
        let next = random.below(5)
        if repeats || next != channels.last { channels.append(next) }
      }
      return (channels, random.below(9) + (index == 0 ? 1 : 0), random.below(30))
    }
  }

  @Test("§12.4 (i), (ii): orders over paths for every memory, effects from 0 to 1")
  func theChanceOfAnOrderIsOrdersOverPathsForEveryOrder() throws {
    var random = Xoshiro256(seed: 21)
    for _ in 0..<100 {
      let paths = randomPaths(&random)
      let orders = paths.reduce(0) { $0 + $1.conversions }
      let all = paths.reduce(0) { $0 + $1.conversions + $1.others }
      for order in 1...3 {
        let found = try markov(paths, order: order, channels: 5)
        #expect(abs(found.conversionRate - Double(orders) / Double(all)) < 1e-12)
        #expect(found.removalEffects.allSatisfy { (0...1).contains($0) })
        #expect(abs(found.shares.reduce(0, +) - 1) < 1e-12)
      }
    }
  }

  @Test("§12.4 (iii): repeats in a row change nothing of memory 1")
  func repeatsInARowChangeNothingOfOrderOne() throws {
    // Counted as steps of their own by hand: a state then leads to itself.
    var random = Xoshiro256(seed: 22)
    for _ in 0..<50 {
      let paths = randomPaths(&random, repeats: true)
      var raw: [MarkovTransition] = []
      for path in paths {
        for (index, channel) in path.channels.enumerated() {
          raw.append(
            MarkovTransition(
              from: index == 0 ? [] : [path.channels[index - 1]], to: .channel(channel),
              count: path.conversions + path.others))
        }
        let end = path.channels.suffix(1).map { $0 }
        raw.append(MarkovTransition(from: end, to: .conversion, count: path.conversions))
        raw.append(MarkovTransition(from: end, to: .none, count: path.others))
      }
      let collapsed = try markov(paths, channels: 5)
      let whole = try MarkovAttribution(raw, channels: 5)
      for (left, right) in zip(collapsed.removalEffects, whole.removalEffects) {
        #expect(abs(left - right) < 1e-9)
      }
    }
  }

  @Test("§12.4 (iv): the first touch of every path has an effect of 1")
  func theFirstTouchOfEveryPathIsNeededAlways() throws {
    var random = Xoshiro256(seed: 23)
    for order in 1...3 {
      let paths = randomPaths(&random).map { ([5] + $0.channels, $0.conversions, $0.others) }
      #expect(try markov(paths, order: order, channels: 6).removalEffects[5] == 1)
    }
  }

  @Test("§12.4 (v): the last touch of paths without an order has an effect of 0")
  func aChannelThatOnlyEndsPathsWithoutOrderIsNeededNever() throws {
    var random = Xoshiro256(seed: 24)
    for order in 1...3 {
      var paths = randomPaths(&random)
      for path in randomPaths(&random) { paths.append((path.channels + [5], 0, path.others)) }
      #expect(try markov(paths, order: order, channels: 6).removalEffects[5] == 0)
    }
  }

  @Test("§12.4 (vi): neither the order of paths nor counting them twice changes anything")
  func neitherTheOrderOfPathsNorCountingThemTwiceChangesAnything() throws {
    var random = Xoshiro256(seed: 25)
    for order in 1...3 {
      let paths = randomPaths(&random)
      let found = try markov(paths, order: order, channels: 5)
      let turned = try markov(Array(paths.reversed()), order: order, channels: 5)
      let twice = try markov(paths + paths, order: order, channels: 5)
      for other in [turned, twice] {
        for (left, right) in zip(found.removalEffects, other.removalEffects) {
          #expect(abs(left - right) < 1e-12)
        }
      }
    }
  }

  @Test func withoutPathsOrOrdersThereAreNoCredits() {
    #expect(throws: MethodFailure(.empty)) { try markov([]) }
    #expect(throws: MethodFailure(.zeroDenominator)) { try markov([([0, 1], 0, 5)]) }
  }

  @Test func aTouchHalvesWithEveryHalfLife() {
    let week: Int64 = 604_800
    for halvings in Int64(0)...5 {
      #expect(TouchDecay.weight(age: halvings * week, halfLife: week) == TouchDecay.one >> halvings)
    }
    for age in stride(from: Int64(0), through: 4 * week, by: 12_345) {
      let exact = Double(TouchDecay.one) * exp2(-Double(age) / Double(week))
      #expect(abs(Double(TouchDecay.weight(age: age, halfLife: week)) - exact) < 20)
    }
    #expect(TouchDecay.weight(age: 31 * week, halfLife: week) == 0)
  }
}
