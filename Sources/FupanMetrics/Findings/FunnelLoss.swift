import FupanMethods

/// A funnel's step that loses a far larger part of the people than any other step.
package struct FunnelLoss: Equatable, Sendable {
  /// Index of the step before which they are lost; at least 1.
  package let step: Int
  /// Lost of those at the step before.
  package let rate: Estimate
  /// The next largest rate of loss.
  package let second: Double
  package let lost: Int
  /// How many fewer would be lost at the next largest rate.
  package let extra: Double
  /// The p of the comparison with that step.
  package let p: Double

  /// The step that stands out, or nil where none does.
  ///
  /// Its rate of loss must be 1.3 times the next one's, and the difference sure at 0.1 %. A funnel
  /// of two steps has nothing to compare with.
  package static func find(_ reached: [Int], minimum: Int = 30) -> FunnelLoss? {
    let report = FunnelReport(reached: reached)
    let losses = report.steps.enumerated().compactMap { index, step in
      step.lossRate?.value.map { (index: index, rate: $0, loss: step.loss ?? 0) }
    }.sorted { $0.rate != $1.rate ? $0.rate > $1.rate : $0.index < $1.index }
    guard losses.count > 1, let worst = losses.first, let rate = report.steps[worst.index].lossRate
    else { return nil }
    let second = losses[1]
    let (before, other) = (reached[worst.index - 1], reached[second.index - 1])
    guard before >= minimum, other >= minimum, worst.rate >= 1.3 * second.rate,
      let p = TwoProportions(base: (second.loss, other), other: (worst.loss, before)).p, p < 0.001
    else { return nil }
    return FunnelLoss(
      step: worst.index, rate: rate, second: second.rate, lost: worst.loss,
      extra: Double(before) * (worst.rate - second.rate), p: p)
  }
}
