import CLinearAlgebra

/// What the chance of an order would lose without each channel, on a Markov chain of the paths.
///
/// States are the last channels touched; the chance of an order from the start follows from
/// (I − Q)·h = r, solved exactly. Without a channel every step to it ends the path instead.
/// Anderl, Becker, von Wangenheim, Schumann 2016, "Mapping the customer journey"; Kemeny and Snell
/// 1960, "Finite Markov Chains".
///
///     let markov = try MarkovAttribution(MarkovTransition.of(paths, order: 1), channels: 3)
///     markov.removalEffects  // 0.547, 0.522, 0.524
package struct MarkovAttribution: Equatable, Sendable {
  /// The chance that a path ends in an order: orders over paths, exactly.
  package let conversionRate: Double
  /// Per channel, the share of that chance that goes without it, 0…1.
  package let removalEffects: [Double]
  /// Removal effects over their sum; the credit of each channel.
  package let shares: [Double]

  /// Beyond this many states the chain is solved by iteration.
  package static let mostDenseStates = 2000

  /// - Parameter dense: chains of up to this many states are solved at once.
  /// - Throws: `empty` without a path, `zero_denominator` without an order.
  package init(
    _ transitions: [MarkovTransition], channels: Int, dense: Int = mostDenseStates
  ) throws(MethodFailure) {
    let chain = Chain(transitions, dense: dense)
    guard chain.starts else { throw MethodFailure(.empty) }
    let rate = try chain.conversionRate(without: nil)
    guard rate > 0 else { throw MethodFailure(.zeroDenominator) }
    var effects: [Double] = []
    for channel in 0..<max(0, channels) {
      let left = try chain.conversionRate(without: channel)
      // A channel that no path needs loses nothing; what is below rounding is nothing.
      let effect = 1 - left / rate
      effects.append(abs(effect) < 1e-12 ? 0 : min(max(effect, 0), 1))
    }
    let sum = NeumaierSum.of(effects)
    guard sum > 0 else { throw MethodFailure(.undefined) }
    conversionRate = rate
    removalEffects = effects
    shares = effects.map { $0 / sum }
  }

  /// The chain's rows: what follows each state, and how often.
  private struct Chain {
    private var states: [[Int]] = []
    private var steps: [[(to: Int, channel: Int, count: Int)]] = []
    private var conversions: [Int] = []
    private var totals: [Int] = []
    private var start: Int?
    private let dense: Int

    init(_ transitions: [MarkovTransition], dense: Int) {
      self.dense = dense
      let longest = transitions.map { $0.from.count }.max() ?? 0
      let known = transitions.map { $0.from }.sorted { $0.lexicographicallyPrecedes($1) }
      for state in known where states.last != state { states.append(state) }
      steps = Array(repeating: [], count: states.count)
      conversions = Array(repeating: 0, count: states.count)
      totals = Array(repeating: 0, count: states.count)
      start = index(of: [])
      for transition in transitions {
        guard let from = index(of: transition.from) else { continue }
        totals[from] += transition.count
        switch transition.step {
        case .conversion: conversions[from] += transition.count
        case .none: break
        case .channel(let channel):
          let next = Array((transition.from + [channel]).suffix(longest))
          guard let to = index(of: next) else { continue }
          steps[from].append((to, channel, transition.count))
        }
      }
    }

    var starts: Bool { start.map { totals[$0] > 0 } ?? false }

    private func index(of state: [Int]) -> Int? {
      var low = 0
      var high = states.count
      while low < high {
        let middle = (low + high) / 2
        if states[middle].lexicographicallyPrecedes(state) {
          low = middle + 1
        } else {
          high = middle
        }
      }
      return low < states.count && states[low] == state ? low : nil
    }

    /// The chance of an order from the start, where steps to `removed` end a path.
    func conversionRate(without removed: Int?) throws(MethodFailure) -> Double {
      guard let start else { throw MethodFailure(.empty) }
      let n = states.count
      let reached = states.indices.map {
        totals[$0] > 0 ? Double(conversions[$0]) / Double(totals[$0]) : 0
      }
      guard n <= dense else {
        return try iterated(reached, without: removed)[start]
      }
      var matrix = [Double](repeating: 0, count: n * n)
      for row in 0..<n {
        matrix[row * n + row] += 1
        for step in steps[row] where step.channel != removed {
          matrix[row * n + step.to] -= Double(step.count) / Double(totals[row])
        }
      }
      var solution = [Double](repeating: 0, count: n)
      guard fupan_solve(matrix, n, reached, 1, &solution) == 1, solution[start].isFinite else {
        throw MethodFailure(.notConverged)
      }
      return solution[start]
    }

    /// Gauss and Seidel's iteration, to 10⁻¹².
    private func iterated(
      _ reached: [Double], without removed: Int?
    ) throws(MethodFailure) -> [Double] {
      var h = reached
      for _ in 0..<100_000 {
        var change = 0.0
        for row in states.indices {
          var sum = reached[row]
          for step in steps[row] where step.channel != removed {
            sum += Double(step.count) / Double(totals[row]) * h[step.to]
          }
          change = max(change, abs(sum - h[row]))
          h[row] = sum
        }
        if change <= 1e-14 { return h }
      }
      throw MethodFailure(.notConverged)
    }
  }
}
