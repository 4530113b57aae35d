/// A change held against that of a group in which nothing was changed.
///
/// (T1 − T0) − (C1 − C0) and (T1/T0)/(C1/C0) − 1; its error clusters by unit, because days of one
/// unit go together (Bertrand, Duflo, Mullainathan 2004, "How much should we trust
/// differences-in-differences estimates?").
///
///     ComparedChange(treated: (200, 260), control: (180, 198)).difference  // 42
package struct ComparedChange: Equatable, Sendable {
  /// In the values' unit.
  package let difference: Double
  /// Relative; nil where a value before is 0, or the control's after.
  package let ratio: Double?

  package init(treated: (before: Double, after: Double), control: (before: Double, after: Double)) {
    difference = treated.after - treated.before - (control.after - control.before)
    let base = control.after / control.before
    let ratio = treated.after / treated.before / base - 1
    self.ratio = ratio.isFinite && base != 0 ? ratio : nil
  }

  /// Fewer units than this on both sides together are drawn again; from so many on the errors are
  /// Welch's.
  package static let leastUnits = 50

  /// What units say of the change.
  package struct Clustered: Equatable, Sendable {
    package let difference: Estimate
    package let p: Double?
  }

  /// The difference of the mean changes of units, a unit being one change from before to after.
  ///
  /// From 50 units on Welch's interval; below them units are drawn again, those of each side by
  /// themselves, and the difference is held against its own error each time: Cameron, Gelbach and
  /// Miller 2008, "Bootstrap-based improvements for inference with clustered errors". Below two units
  /// a side `too_few`.
  package static func difference(
    treated: [Double], control: [Double], level: Double = Interval.defaultLevel,
    replicates: Int = 2000, seed: UInt64 = 42
  ) -> Clustered {
    let (treated, control) = (treated.sorted(), control.sorted())
    let welch = MeanDifference(base: Moments(control), other: Moments(treated), level: level)
    let units = treated.count + control.count
    guard units < leastUnits, let value = welch.difference.value,
      let error = error(Moments(control), Moments(treated)), error > 0
    else { return Clustered(difference: welch.difference, p: welch.p) }
    var statistics: [Double] = []
    for replicate in 0..<replicates {
      var random = RandomStream.stream(
        seed: seed, name: "compared", replicate: UInt64(replicate))
      func drawn(_ values: [Double]) -> Moments {
        Moments(values.map { _ in values[random.below(values.count)] })
      }
      let (base, other) = (drawn(control), drawn(treated))
      let spread = Self.error(base, other) ?? 0
      // Units that are all alike have no error: they count as far off.
      statistics.append(
        spread > 0 ? abs(other.mean - base.mean - value) / spread : .infinity)
    }
    statistics.sort()
    let larger = statistics.count { $0 >= abs(value / error) }
    let rank = min(
      statistics.count - 1, Int((level * Double(statistics.count + 1)).rounded(.up)) - 1)
    let half = statistics[rank] * error
    return Clustered(
      difference: Estimate(
        value, n: units,
        interval: half.isFinite
          ? Interval(value - half, value + half, level: level, method: .bootstrapT) : nil,
        flags: .lowN), p: Double(larger + 1) / Double(statistics.count + 1))
  }

  /// The error of a difference of means, without a common spread; nil below two values a side.
  private static func error(_ left: Moments, _ right: Moments) -> Double? {
    guard let first = left.variance, let second = right.variance else { return nil }
    return (first / Double(left.count) + second / Double(right.count)).squareRoot()
  }

  /// Whether both groups went the same way before: the difference of their slopes and its p.
  ///
  /// Below ten common days nothing is said. p below 0.1 is a warning.
  package static func trendDifference(
    treated: [Double?], control: [Double?]
  ) -> (slope: Double, p: Double)? {
    let points = zip(treated, control).enumerated().compactMap { day, pair -> (Int, Double)? in
      guard let left = pair.0, let right = pair.1 else { return nil }
      return (day, left - right)
    }
    guard points.count >= 10,
      let fit = LeastSquares(points.map { [1, Double($0.0)] }, points.map { $0.1 })
    else { return nil }
    let times = points.map { $0.0 }
    guard let (error, reference) = errors(fit, times) else { return nil }
    return (fit.coefficients[1], reference.p(fit.coefficients[1] / error))
  }

  /// The Newey–West error of a fit's second coefficient, and noise over the same days, against which
  /// it is held: days of one group go together.
  private static func errors(
    _ fit: LeastSquares, _ times: [Int]
  ) -> (error: Double, reference: NoiseReference)? {
    let lags = LeastSquares.lags(times.count)
    let error = max(0, fit.neweyWest(lags: lags, times: times)[3]).squareRoot()
    guard error > 0 else { return nil }
    return (error, NoiseReference(fit, column: 1, lags: lags, times: times))
  }

  /// The mean gap between two groups after less before, held against noise over the same days.
  ///
  /// - Parameter gaps: day, gap, and whether it is after; days ascend. Nil below three days a side.
  package static func difference(
    ofGaps gaps: [(day: Int, gap: Double, isAfter: Bool)], level: Double = Interval.defaultLevel
  ) -> (interval: Interval, p: Double)? {
    let after = gaps.count { $0.isAfter }
    guard after >= 3, gaps.count - after >= 3,
      let fit = LeastSquares(gaps.map { [1, $0.isAfter ? 1 : 0] }, gaps.map { $0.gap })
    else { return nil }
    guard let (error, reference) = errors(fit, gaps.map { $0.day }) else { return nil }
    let half = reference.criticalValue(level: level) * error
    let value = fit.coefficients[1]
    return (
      Interval(value - half, value + half, level: level, method: .simulated),
      reference.p(value / error)
    )
  }
}
