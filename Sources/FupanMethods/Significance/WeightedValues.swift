/// Values with how often each occurs, and their mean when the largest are cut.
///
/// For heavy tails: where the largest 1 % carry more than a fifth of the sum, one order decides a
/// difference of means. The cut is said before the test, never after (Tukey 1962, "The future of
/// data analysis").
package struct WeightedValues: Equatable, Sendable {
  /// Ascending, each value once.
  package let values: [MannWhitney.Weighted]
  package let count: Int

  /// Values that are not finite and counts below one are left out.
  package init(_ values: [MannWhitney.Weighted]) {
    self.values = values.filter { $0.value.isFinite && $0.count > 0 }
      .sorted { $0.value < $1.value }
    count = self.values.reduce(0) { $0 + $1.count }
  }

  /// Count, mean and spread.
  package var moments: Moments { moments(cutAt: .infinity) }

  /// Count, mean and spread with every value above `limit` set to it.
  package func moments(cutAt limit: Double) -> Moments {
    guard count > 0 else { return Moments([]) }
    var sum = NeumaierSum()
    for item in values { sum.add(min(item.value, limit) * Double(item.count)) }
    let mean = sum.value / Double(count)
    var squares = NeumaierSum()
    for item in values {
      let distance = min(item.value, limit) - mean
      squares.add(distance * distance * Double(item.count))
    }
    return Moments(count: count, mean: mean, squaredDeviations: squares.value)
  }

  /// The type-7 quantile; nil for no value.
  package func quantile(_ p: Fraction) -> Double? {
    guard let position = Quantile.position(of: p, among: count) else { return nil }
    guard let low = value(atRank: position.lower), let high = value(atRank: position.upper) else {
      return nil
    }
    return Quantile.between(low, high, position.weight)
  }

  /// Whether the largest 1 % carry more than a fifth of the sum of non-negative values.
  package var isHeavyTailed: Bool {
    guard count >= 100, let least = values.first, least.value >= 0 else { return false }
    var (left, tail, whole) = (count / 100, NeumaierSum(), NeumaierSum())
    for item in values.reversed() {
      let taken = min(left, item.count)
      tail.add(item.value * Double(taken))
      left -= taken
      whole.add(item.value * Double(item.count))
    }
    return tail.value > whole.value / 5
  }

  private func value(atRank rank: Int) -> Double? {
    var below = 0
    for item in values {
      below += item.count
      if below > rank { return item.value }
    }
    return nil
  }
}
