import CSpecialFunctions

extension Estimate {
  /// The mean of independent values with Student's t interval.
  ///
  /// No value gives `empty`; one value gives the mean without an interval. Flags `low_n` below 30
  /// values and `outlier_driven` where the largest carries more than half of a sum of non-negative
  /// values. Values that are not finite count as missing.
  package static func mean(
    of values: [Double], missing: Int = 0, level: Double = Interval.defaultLevel
  ) -> Estimate {
    let used = values.filter { $0.isFinite }
    let largest = used.max() ?? 0
    let isOutlierDriven =
      used.count > 1 && used.allSatisfy { $0 >= 0 } && largest > NeumaierSum.of(used) / 2
    return mean(
      Moments(used), missing: missing + values.count - used.count, level: level,
      flags: isOutlierDriven ? .outlierDriven : [])
  }

  /// The mean of a sample known by its moments, with Student's t interval.
  package static func mean(
    _ moments: Moments, missing: Int = 0, numerator: ScaledInteger? = nil,
    level: Double = Interval.defaultLevel, flags: EstimateFlags = []
  ) -> Estimate {
    guard moments.count > 0 else { return Estimate(none: .empty, missing: missing) }
    let n = Double(moments.count)
    let interval = moments.standardDeviation.map { deviation in
      let half =
        fupan_student_t_quantile(0.5 + level / 2, n - 1) * deviation / n.squareRoot()
      return Interval(moments.mean - half, moments.mean + half, level: level, method: .t)
    }
    return Estimate(
      moments.mean, n: moments.count, missing: missing, numerator: numerator,
      denominator: numerator.map { _ in ScaledInteger(moments.count) }, interval: interval,
      flags: moments.count < 30 ? flags.union(.lowN) : flags)
  }
}
