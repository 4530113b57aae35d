import FupanMethods

/// A variant that does better, or worse, than the control of its experiment, beyond chance.
package struct ExperimentEffect: Equatable, Sendable {
  /// Index in the comparisons.
  package let index: Int
  package let test: TwoProportions
  /// The p of the comparison, corrected for all comparisons of all experiments.
  package let q: Double

  /// One variant against its control, in units and conversions.
  package struct Comparison: Sendable {
    package let control: (successes: Int, trials: Int)
    package let variant: (successes: Int, trials: Int)
    /// Whether the units were divided as planned.
    package let isBalanced: Bool

    package init(
      control: (successes: Int, trials: Int), variant: (successes: Int, trials: Int),
      isBalanced: Bool
    ) {
      self.control = control
      self.variant = variant
      self.isBalanced = isBalanced
    }
  }

  /// The largest effect of those that are sure at 1 % after Holm's correction, with at least
  /// `minimum` units on both sides; an experiment whose units were not divided as planned has none.
  package static func find(
    _ comparisons: [Comparison], minimum: Int = 100
  ) -> ExperimentEffect? {
    let tests = comparisons.map { TwoProportions(base: $0.control, other: $0.variant) }
    let corrected = MultipleTesting.holm(tests.map { $0.p })
    var best: ExperimentEffect?
    for (index, comparison) in comparisons.enumerated() {
      guard comparison.isBalanced, comparison.control.trials >= minimum,
        comparison.variant.trials >= minimum, let q = corrected[index], q < 0.01,
        let size = tests[index].difference.value
      else { continue }
      if abs(size) > abs(best?.test.difference.value ?? 0) {
        best = ExperimentEffect(index: index, test: tests[index], q: q)
      }
    }
    return best
  }
}
