import Glibc

/// How a budget would be split where every channel's response has diminishing returns: advice, never
/// executed.
///
/// A channel earns k·s^β from spending s, 0 < β < 1. The optimum gives channels inside their bounds
/// one marginal return λ (Boyd and Vandenberghe 2004, "Convex Optimization", water-filling; Dorfman
/// and Steiner 1954).
///
///     let search = BudgetReallocation.Channel(current: 5000, k: 60, beta: 0.6)
///     BudgetReallocation(of: 10_000, over: [search, video])?.proposed
package struct BudgetReallocation: Equatable, Sendable {
  /// One channel: what it spends, what spending earns, and how far spending may move.
  package struct Channel: Equatable, Sendable {
    package let current: Double
    package let k: Double
    package let beta: Double
    package let lower: Double
    package let upper: Double

    /// Bounds are 20 % around the current spending unless given.
    package init(
      current: Double, k: Double, beta: Double, lower: Double? = nil, upper: Double? = nil
    ) {
      self.current = current
      self.k = k
      self.beta = beta
      self.lower = lower ?? 0.8 * current
      self.upper = upper ?? 1.2 * current
    }

    /// k·s^β.
    package func value(at spending: Double) -> Double { k * pow(spending, beta) }

    /// k·β·s^(β−1), what the next unit of money earns.
    package func marginalReturn(at spending: Double) -> Double {
      k * beta * pow(spending, beta - 1)
    }

    fileprivate func spending(at lambda: Double) -> Double {
      min(max(pow(k * beta / lambda, 1 / (1 - beta)), lower), upper)
    }
  }

  /// Spending per channel, in their order.
  package let proposed: [Double]
  /// The marginal return that channels inside their bounds share.
  package let marginalReturn: Double
  /// What the current spending earns.
  package let currentValue: Double
  /// What the proposed spending earns.
  package let proposedValue: Double

  /// Nil where a response is not one of diminishing returns, a bound is not positive or not in
  /// order, or the budget lies outside the sum of the bounds.
  package init?(of budget: Double, over channels: [Channel]) {
    let lowest = NeumaierSum.of(channels.lazy.map { $0.lower })
    let highest = NeumaierSum.of(channels.lazy.map { $0.upper })
    guard !channels.isEmpty,
      channels.allSatisfy({
        $0.k > 0 && $0.beta > 0 && $0.beta < 1 && $0.lower > 0 && $0.lower <= $0.upper
          && $0.current >= 0
      }), Tolerance.isAtLeast(budget, lowest), Tolerance.isAtLeast(highest, budget),
      var low = channels.map({ $0.marginalReturn(at: $0.upper) }).min(),
      var high = channels.map({ $0.marginalReturn(at: $0.lower) }).max()
    else { return nil }
    for _ in 0..<200 {
      let middle = (low * high).squareRoot()
      let sum = NeumaierSum.of(channels.lazy.map { $0.spending(at: middle) })
      if sum > budget { low = middle } else { high = middle }
    }
    let lambda = (low * high).squareRoot()
    let proposed = channels.map { $0.spending(at: lambda) }
    guard lambda.isFinite, proposed.allSatisfy({ $0.isFinite }) else { return nil }
    self.proposed = proposed
    marginalReturn = lambda
    currentValue = NeumaierSum.of(channels.lazy.map { $0.value(at: $0.current) })
    proposedValue = NeumaierSum.of(zip(channels, proposed).lazy.map { $0.value(at: $1) })
  }
}
