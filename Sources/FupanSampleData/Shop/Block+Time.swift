import FupanMethods

extension Block {
  private static let hourWeights = [
    3, 1, 1, 1, 1, 2, 6, 14, 22, 30, 34, 32, 36, 30, 24, 24, 26, 28, 36, 48, 58, 52, 32, 12,
  ]
  private static let hourTotal = hourWeights.reduce(0, +)

  func time(in days: ClosedRange<Int>, with random: inout Xoshiro256) -> Int {
    time(on: random.within(days), with: &random)
  }

  private func time(on day: Int, with random: inout Xoshiro256) -> Int {
    let hour = random.place(Self.hourWeights, total: Self.hourTotal)
    return (day * 24 + hour) * 3_600 + random.below(3_600)
  }

  /// A time on a day dealt like a card, so that days without an outage differ little.
  mutating func dealtTime(
    in days: ClosedRange<Int>, with random: inout Xoshiro256
  ) -> Int {
    if deck.isEmpty {
      deck = Array(days)
      random.shuffle(&deck)
    }
    return time(on: deck.removeLast(), with: &random)
  }

  /// Whether an order of that moment fails because of the planted outage.
  func isBroken(_ second: Int, with random: inout Xoshiro256) -> Bool {
    truths.contains(.brokenDay) && second / 86_400 == ShopCalendar.brokenDay && random.chance(0.93)
  }
}
