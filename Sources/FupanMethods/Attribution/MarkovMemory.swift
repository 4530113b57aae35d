import Glibc

/// How many touches back a chain of paths looks.
///
/// Each step is foretold from all the others, and the memory that foretells best is taken: Stone
/// 1974, "Cross-validatory choice and assessment of statistical predictions"; of paths on the web:
/// Singer, Helic, Taraghi, Strohmaier 2014, "Detecting memory and structure in human navigation
/// patterns using Markov chain models of varying order". What was never seen counts as half a step
/// while memories are compared (Krichevsky, Trofimov 1981), never in the chain itself.
///
///     MarkovMemory.chosen((1...3).map { MarkovTransition.of(paths, order: $0) }, channels: 5)  // 2
package enum MarkovMemory {
  /// The most touches a state may have.
  package static let longest = 3

  /// States that were left fewer times than this, in the median, tell too little.
  package static let leastRowTotal = 30.0

  /// The log-likelihood of all steps, each foretold from the others; 0 without a step.
  ///
  /// Steps of different memories are the same steps, so their figures compare.
  package static func heldOut(_ transitions: [MarkovTransition], channels: Int) -> Double {
    let (steps, totals) = counted(transitions)
    // After a channel another one, an order or nothing may follow.
    let kinds = Double(max(1, channels) + 1)
    var sum = NeumaierSum()
    for (key, count) in steps {
      let total = totals[Array(key.dropFirst())] ?? count
      sum.add(
        Double(count) * log((Double(count) - 0.5) / (Double(total) - 1 + kinds / 2)))
    }
    return sum.value
  }

  /// The memory that foretells best, the shorter of equal ones; its states then have to be left often
  /// enough. 1 where nothing is given.
  ///
  /// - Parameter orders: the transitions of memory 1, 2 and so on.
  package static func chosen(_ orders: [[MarkovTransition]], channels: Int) -> Int {
    var best = (order: 1, value: -Double.infinity)
    for (index, transitions) in orders.enumerated() {
      let value = heldOut(transitions, channels: channels)
      if value > best.value { best = (index + 1, value) }
    }
    return supported(Array(orders.prefix(best.order)))
  }

  /// The longest memory whose states were left 30 times in the median; shorter for the whole chain,
  /// never for single states, because the chance of an order would no longer be orders over paths.
  package static func supported(_ orders: [[MarkovTransition]]) -> Int {
    for (index, transitions) in orders.enumerated().reversed() where index > 0 {
      let totals = counted(transitions).totals.values.sorted().map { Double($0) }
      if let median = Quantile.median(of: totals), median >= leastRowTotal { return index + 1 }
    }
    return 1
  }

  /// Steps with their counts, ascending, and how often each state was left.
  private static func counted(
    _ transitions: [MarkovTransition]
  ) -> (steps: [(key: [Int], count: Int)], totals: [[Int]: Int]) {
    var counts: [[Int]: Int] = [:]
    var totals: [[Int]: Int] = [:]
    for transition in transitions where transition.count > 0 {
      let step =
        switch transition.step {
        case .conversion: -1
        case .none: -2
        case .channel(let channel): channel
        }
      counts[[step] + transition.from, default: 0] += transition.count
      totals[transition.from, default: 0] += transition.count
    }
    let steps = counts.keys.sorted { $0.lexicographicallyPrecedes($1) }
      .map { (key: $0, count: counts[$0] ?? 0) }
    return (steps, totals)
  }
}
