/// Warnings about an estimate whose value is printed all the same.
package struct EstimateFlags: OptionSet, Equatable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  /// Fewer than 30 observations.
  package static let lowN = EstimateFlags(rawValue: 1 << 0)
  /// Fewer than 5 successes or fewer than 5 failures.
  package static let sparse = EstimateFlags(rawValue: 1 << 1)
  /// The period is not complete.
  package static let partial = EstimateFlags(rawValue: 1 << 2)
  /// Two versions of a metric's definition are compared.
  package static let mixedDefinition = EstimateFlags(rawValue: 1 << 3)
  /// The largest row carries more than half of the sum.
  package static let outlierDriven = EstimateFlags(rawValue: 1 << 4)
  /// Changes offset each other, so shares of the total change mislead.
  package static let unstable = EstimateFlags(rawValue: 1 << 5)
  /// The base of a relative change is negative, or the sign changed.
  package static let negativeBase = EstimateFlags(rawValue: 1 << 6)
  /// More than 5 % of the converters are outside the denominator.
  package static let numeratorOutside = EstimateFlags(rawValue: 1 << 7)
  /// An input was only a lower bound, such as "10万+".
  package static let lowerBound = EstimateFlags(rawValue: 1 << 8)
  /// The total moved against every segment's rate (Simpson's paradox).
  package static let simpson = EstimateFlags(rawValue: 1 << 9)
  /// Ties made quantile bins fall together.
  package static let mergedBins = EstimateFlags(rawValue: 1 << 10)
  /// Followed for unequal times: older members had more chances.
  package static let unequalFollowUp = EstimateFlags(rawValue: 1 << 11)
  /// Nothing was spent on what came of itself.
  package static let organic = EstimateFlags(rawValue: 1 << 20)

  /// The stable codes, in declaration order, as result tables print them.
  package var codes: [String] {
    Self.named.filter { contains($0.flag) }.map { $0.code }
  }

  private static let named: [(flag: EstimateFlags, code: String)] = [
    (.lowN, "low_n"), (.sparse, "sparse"), (.partial, "partial"),
    (.mixedDefinition, "mixed_definition"), (.outlierDriven, "outlier_driven"),
    (.unstable, "unstable"), (.negativeBase, "neg_base"),
    (.numeratorOutside, "numerator_outside"), (.lowerBound, "lower_bound"),
    (.simpson, "simpson"), (.mergedBins, "merged_bins"),
    (.unequalFollowUp, "unequal_follow_up"), (.organic, "organic"),
  ]
}
