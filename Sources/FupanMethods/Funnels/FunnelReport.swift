/// A funnel's rates and losses, finished from how many units reached each step.
///
///     let funnel = FunnelReport(reached: [5, 4, 3, 3])
///     funnel.steps[1].stepRate  // 0.8, 0.375535 … 0.963776
package struct FunnelReport: Equatable, Sendable {
  /// One step.
  package struct Step: Equatable, Sendable {
    /// Units that reached the step.
    package let reached: Int
    /// Of those at the step before; at the first step nil.
    package let stepRate: Estimate?
    /// Of those at the first step.
    package let cumulativeRate: Estimate
    /// Units lost since the step before; at the first step, and where more came, nil.
    package let loss: Int?
    /// Lost units of those at the step before ("加购后未下单占比"); at the first step nil.
    package let lossRate: Estimate?
  }

  package let steps: [Step]
  /// Index of the step before which most units are lost; nil where nothing is lost.
  package let biggestLoss: Int?

  /// `reached` falls from step to step; a rise makes that step's rates `undefined`.
  package init(reached: [Int], missing: Int = 0, level: Double = Interval.defaultLevel) {
    let first = reached.first ?? 0
    steps = reached.indices.map { index in
      let cumulative = Estimate.proportion(
        reached[index], of: first, missing: missing, level: level)
      guard index > 0 else {
        return Step(
          reached: reached[index], stepRate: nil, cumulativeRate: cumulative, loss: nil,
          lossRate: nil)
      }
      let before = reached[index - 1]
      return Step(
        reached: reached[index],
        stepRate: Estimate.proportion(reached[index], of: before, missing: missing, level: level),
        cumulativeRate: cumulative, loss: reached[index] > before ? nil : before - reached[index],
        lossRate: Estimate.proportion(
          before - reached[index], of: before, missing: missing, level: level))
    }
    var biggest: (index: Int, loss: Int)?
    for (index, step) in steps.enumerated() {
      if let loss = step.loss, loss > biggest?.loss ?? 0 { biggest = (index, loss) }
    }
    biggestLoss = biggest?.index
  }

  /// From attempts, several of which may be one person's: rates are ratios of sums over persons, with
  /// the linearised interval (Cochran 1977, "Sampling Techniques"), because attempts of one person are
  /// not independent.
  ///
  /// - Parameter sums: for each step after the first, over persons, x the attempts that reached the
  ///   step before and y those that reached it; and under `cumulative` the same against the first.
  package init(
    reached: [Int], sums: [PairSums], cumulative: [PairSums],
    level: Double = Interval.defaultLevel
  ) {
    func rate(_ sums: PairSums) -> Estimate {
      sums.y > sums.x
        ? Estimate(none: .undefined, n: sums.count)
        : Estimate.ratio(sums, level: level).clipped(to: 0...1)
    }
    let plain = FunnelReport(reached: reached, level: level)
    steps = plain.steps.enumerated().map { index, step in
      guard index > 0 else { return step }
      let own = sums[index - 1]
      let lost = PairSums(
        count: own.count, x: own.x, y: own.x - own.y, xx: own.xx, xy: own.xx - own.xy,
        yy: own.xx - 2 * own.xy + own.yy)
      return Step(
        reached: step.reached, stepRate: rate(own), cumulativeRate: rate(cumulative[index - 1]),
        loss: step.loss, lossRate: rate(lost))
    }
    biggestLoss = plain.biggestLoss
  }

  /// Units gained at the last step if one step's rate rose to what the best group surely reaches.
  ///
  /// For each step the benchmark is the highest lower bound of the groups' step rates; the gain is
  /// last · (benchmark/rate − 1), and 0 where the total is at least as good. Nil at the first step
  /// and where a rate is missing or zero. The biggest leak is the step with the greatest gain.
  package func gains(toBestOf groups: [FunnelReport]) -> [Double?] {
    let last = Double(steps.last?.reached ?? 0)
    return steps.enumerated().map { index, step in
      guard let rate = step.stepRate?.value, rate > 0 else { return nil }
      let benchmarks = groups.compactMap { group in
        group.steps.indices.contains(index)
          ? group.steps[index].stepRate?.interval?.lower : nil
      }
      guard let best = benchmarks.max() else { return nil }
      return max(0, last * (best / rate - 1))
    }
  }

  /// Index of the step whose gain is greatest, the earlier one of equals; nil without a gain.
  package func biggestLeak(among groups: [FunnelReport]) -> Int? {
    var best: (index: Int, gain: Double)?
    for (index, gain) in gains(toBestOf: groups).enumerated() {
      if let gain, gain > best?.gain ?? 0 { best = (index, gain) }
    }
    return best?.index
  }
}
