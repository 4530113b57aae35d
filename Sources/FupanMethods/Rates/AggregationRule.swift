/// How a metric's values are combined without going wrong.
package enum AggregationRule: String, Equatable, Sendable, CaseIterable {
  /// Add them.
  case sum
  /// Add numerators, add denominators, divide: never the mean of ratios.
  case ratioOfSums = "ratio_of_sums"
  /// The last complete one.
  case lastValue = "last_value"
  /// Not from the parts at all: go back to the rows.
  case recompute

  /// The combined value of `parts`, in their order; nil where parts do not suffice.
  ///
  ///     // channel A 30/100 and B 10/1000: 40/1100 = 0.036364, not 0.155
  package func combine(_ parts: [Estimate]) -> Estimate {
    let n = parts.reduce(0) { $0 + $1.n }
    let missing = parts.reduce(0) { $0 + $1.missing }
    let flags = parts.reduce(into: EstimateFlags()) { $0.formUnion($1.flags) }
      .subtracting([.lowN, .sparse])
    guard !parts.isEmpty else { return Estimate(none: .empty) }
    switch self {
    case .sum:
      let values = parts.compactMap { $0.value }
      guard values.count == parts.count else {
        return Estimate(
          none: parts.lazy.compactMap { $0.reason }.first ?? .undefined, n: n, missing: missing)
      }
      return Estimate(NeumaierSum.of(values), n: n, missing: missing, flags: flags)
    case .ratioOfSums:
      var numerator: ScaledInteger? = 0
      var denominator: ScaledInteger? = 0
      for part in parts {
        numerator = part.numerator.flatMap { numerator?.adding($0) }
        denominator = part.denominator.flatMap { denominator?.adding($0) }
      }
      guard let numerator, let denominator else {
        return Estimate(none: .undefined, n: n, missing: missing)
      }
      guard !denominator.isZero else {
        return Estimate(
          none: .zeroDenominator, n: n, missing: missing, numerator: numerator,
          denominator: denominator)
      }
      return Estimate(
        numerator.doubleValue / denominator.doubleValue, n: n, missing: missing,
        numerator: numerator, denominator: denominator, flags: flags)
    case .lastValue:
      return parts.last { $0.value != nil && !$0.flags.contains(.partial) }
        ?? Estimate(none: .notObserved, n: n, missing: missing)
    case .recompute:
      return Estimate(none: .undefined, n: n, missing: missing)
    }
  }
}
