/// What one more cost between bands of spending, made never to fall by pooling neighbours.
///
/// Observations in order of spending fall into five bands of equal count. Barlow, Bartholomew,
/// Bremner, Brunk 1972, "Statistical Inference under Order Restrictions" (pool adjacent violators).
///
///     SpendingBands([(100, 10), (120, 11), …])?.marginalCosts  // 14.44, 18.89, 40, 40
package struct SpendingBands: Equatable, Sendable {
  /// Observations of much the same spending.
  package struct Band: Equatable, Sendable {
    /// Means of the band's observations.
    package let spending: Double
    package let results: Double
  }

  package let bands: [Band]
  /// From each band to the next, before pooling; nil where more money brought nothing more.
  package let rawCosts: [Double?]
  /// The same, pooled; nil where nothing more came of it.
  package let marginalCosts: [Double?]

  /// Nil for fewer than ten observations with spending.
  package init?(_ points: [(spending: Double, results: Double)], bands count: Int = 5) {
    let sorted = points.enumerated().filter { $0.element.spending > 0 }.sorted {
      $0.element.spending != $1.element.spending
        ? $0.element.spending < $1.element.spending : $0.offset < $1.offset
    }.map { $0.element }
    guard sorted.count >= 10, count > 1 else { return nil }
    bands = (0..<count).map { band in
      let part = sorted[(band * sorted.count / count)..<((band + 1) * sorted.count / count)]
      let n = Double(part.count)
      return Band(
        spending: NeumaierSum.of(part.lazy.map { $0.spending }) / n,
        results: NeumaierSum.of(part.lazy.map { $0.results }) / n)
    }
    let steps = zip(bands, bands.dropFirst()).map { lower, upper in
      (money: upper.spending - lower.spending, gain: upper.results - lower.results)
    }
    rawCosts = steps.map { $0.gain > 0 ? $0.money / $0.gain : nil }
    // Blocks of steps whose cost does not fall; a block without gain costs more than any other.
    var blocks: [(money: Double, gain: Double, steps: Int)] = []
    func cost(_ block: (money: Double, gain: Double, steps: Int)) -> Double {
      block.gain > 0 ? block.money / block.gain : .infinity
    }
    for step in steps {
      blocks.append((step.money, step.gain, 1))
      while blocks.count > 1, cost(blocks[blocks.count - 2]) > cost(blocks[blocks.count - 1]) {
        let last = blocks.removeLast()
        let before = blocks.removeLast()
        blocks.append(
          (before.money + last.money, before.gain + last.gain, before.steps + last.steps))
      }
    }
    marginalCosts = blocks.flatMap { block -> [Double?] in
      let value = cost(block)
      return Array(repeating: value.isFinite ? value : nil, count: block.steps)
    }
  }
}
