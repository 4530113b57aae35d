/// Where a budget should move, in whole units of money, with the evidence it rests on.
///
/// Channels whose response curve is known are set to one marginal return; where one is not, money
/// moves in steps of 5 % of the budget from the channel whose last result cost most to the one whose
/// next costs least. No channel leaves the range of spending that was observed. Advice, never
/// executed.
///
///     BudgetProposal([.init(current: 5000_00, observations: days), …], scale: 2)?.lines
package struct BudgetProposal: Equatable, Sendable {
  /// What a proposal rests on.
  package enum Evidence: String, Equatable, Sendable {
    case model, bands, average
  }

  /// A channel: what it spends in a period, and what spending brought in periods of equal length.
  package struct Channel: Sendable {
    package let current: Int128
    package let observations: [(spending: Double, value: Double)]

    package init(current: Int128, observations: [(spending: Double, value: Double)]) {
      self.current = current
      self.observations = observations
    }
  }

  /// What is proposed for a channel.
  package struct Line: Equatable, Sendable {
    package let current: Int128
    package let proposed: Int128
    /// What the next unit of money costs for one more, at today's spending.
    package let marginalCost: Double?
    package let beta: Estimate?
    package let evidence: Evidence
  }

  package let lines: [Line]
  /// What is expected to be gained, in the unit of value, with a bootstrap interval; nil without
  /// curves.
  package let gain: Estimate?

  /// Whether the gain is more than chance: its interval lies above zero.
  package var isRecommended: Bool { gain?.interval?.lower.map { $0 > 0 } ?? false }

  /// - Parameters:
  ///   - scale: digits after the point of `current`.
  ///   - share: how far a channel may move, of what it spends.
  ///   - seed: of the bootstrap.
  /// - Returns: nil where nothing is spent, or two channels are not there to move money between.
  package init?(
    _ channels: [Channel], scale: Int, within share: Double = 0.2, seed: UInt64 = 42,
    replicates: Int = 2000
  ) {
    let total = channels.reduce(Int128(0)) { $0 + $1.current }
    guard channels.count > 1, total > 0, channels.allSatisfy({ $0.current >= 0 }) else {
      return nil
    }
    let unit = PowerOfTen.double(scale)
    let spending = channels.map { Double($0.current) / unit }
    let curves = channels.map { ResponseCurve($0.observations) }
    let bands = channels.map { channel in
      SpendingBands(channel.observations.map { ($0.spending, $0.value) })
    }
    let usable = curves.compactMap { $0 }.filter { $0.isUsable }
    let bounds = channels.indices.map { index -> ClosedRange<Double> in
      let current = spending[index]
      let seen = curves[index].map { $0.observed } ?? current...current
      let low = min(current, max(current * (1 - share), seen.lowerBound))
      let high = max(current, min(current * (1 + share), seen.upperBound))
      return low...high
    }
    let costs = channels.indices.map { index in
      BudgetProposal.marginalCost(
        of: channels[index], curve: curves[index], bands: bands[index], at: spending[index])
    }
    func line(_ index: Int, _ proposed: Int128, _ evidence: Evidence) -> Line {
      Line(
        current: channels[index].current, proposed: proposed, marginalCost: costs[index].cost,
        beta: curves[index]?.beta, evidence: evidence)
    }
    let isModelled = usable.count == channels.count && spending.allSatisfy { $0 > 0 }
    var found: [Int128]?
    if isModelled {
      let responses = zip(zip(usable, spending), bounds).map { pair, bounds in
        BudgetReallocation.Channel(
          current: pair.1, k: pair.0.k, beta: pair.0.beta.value ?? 0, lower: bounds.lowerBound,
          upper: bounds.upperBound)
      }
      found = BudgetReallocation(of: NeumaierSum.of(spending), over: responses).flatMap {
        LargestRemainder.split(total, by: $0.proposed.map { Int64(($0 * 1e6).rounded()) })
      }
    }
    if let found {
      lines = found.indices.map { line($0, found[$0], .model) }
      gain = BudgetProposal.gain(
        channels, from: spending, to: found.map { Double($0) / unit }, seed: seed, replicates)
      return
    }
    // The rule: from the dearest result to the cheapest, a step at a time, until a bound is met.
    var proposed = channels.map { $0.current }
    let step = total / 20
    let known = channels.indices.filter { costs[$0].cost != nil && channels[$0].current > 0 }
    let ranked = known.sorted {
      let (left, right) = (costs[$0].cost ?? 0, costs[$1].cost ?? 0)
      return left != right ? left < right : $0 < $1
    }
    if let best = ranked.first, let worst = ranked.last, best != worst, step > 0,
      (costs[best].cost ?? 0) < (costs[worst].cost ?? 0)
    {
      let room = Int128(((bounds[best].upperBound) * unit).rounded(.down)) - proposed[best]
      let spare = proposed[worst] - Int128((bounds[worst].lowerBound * unit).rounded(.up))
      let moved = max(0, min(room, spare) / step) * step
      proposed[best] += moved
      proposed[worst] -= moved
    }
    lines = channels.indices.map { line($0, proposed[$0], costs[$0].evidence) }
    gain = nil
  }

  private static func marginalCost(
    of channel: Channel, curve: ResponseCurve?, bands: SpendingBands?, at spending: Double
  ) -> (cost: Double?, evidence: Evidence) {
    if let curve, curve.isUsable { return (curve.marginalCost(at: spending), .model) }
    if let bands {
      // The step that today's spending stands on; beyond the last band, the last.
      let place = bands.bands.dropFirst().firstIndex { $0.spending >= spending }
      let index = (place ?? bands.bands.count - 1) - 1
      return (bands.marginalCosts[max(0, index)], .bands)
    }
    let money = NeumaierSum.of(channel.observations.lazy.map { $0.spending })
    let value = NeumaierSum.of(channel.observations.lazy.map { $0.value })
    return (value > 0 && money > 0 ? money / value : nil, .average)
  }

  /// What moving brings by the curves, and by curves of observations drawn again with replacement.
  private static func gain(
    _ channels: [Channel], from current: [Double], to proposed: [Double], seed: UInt64,
    _ replicates: Int
  ) -> Estimate? {
    func difference(_ curves: [ResponseCurve?]) -> Double? {
      var sum = NeumaierSum()
      for (index, curve) in curves.enumerated() {
        guard let curve, let beta = curve.beta.value else { return nil }
        let response = BudgetReallocation.Channel(current: current[index], k: curve.k, beta: beta)
        sum.add(response.value(at: proposed[index]) - response.value(at: current[index]))
      }
      return sum.value.isFinite ? sum.value : nil
    }
    guard let value = difference(channels.map { ResponseCurve($0.observations) }) else {
      return nil
    }
    var found: [Double] = []
    for replicate in 0..<replicates {
      var random = RandomStream.stream(
        seed: seed, name: "budget_gain", replicate: UInt64(replicate))
      let drawn = channels.map { channel in
        ResponseCurve(
          channel.observations.map { _ in
            channel.observations[random.below(channel.observations.count)]
          })
      }
      if let gain = difference(drawn) { found.append(gain) }
    }
    let n = channels.reduce(0) { $0 + $1.observations.count }
    guard Double(replicates - found.count) <= 0.05 * Double(replicates) else {
      return Estimate(value, n: n)
    }
    let sorted = found.sorted()
    return Estimate(
      value, n: n,
      interval: Interval(
        Quantile.type7(Fraction(25, over: 1000), ofSorted: sorted),
        Quantile.type7(Fraction(975, over: 1000), ofSorted: sorted), method: .bootstrap))
  }
}
