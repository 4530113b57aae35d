import CSpecialFunctions

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

  /// The difference of the mean changes of units with its interval: Welch's, a unit being one
  /// change from before to after.
  package static func difference(
    treated: [Double], control: [Double], level: Double = Interval.defaultLevel
  ) -> MeanDifference {
    MeanDifference(base: Moments(control), other: Moments(treated), level: level)
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
    let covariance = fit.neweyWest(
      lags: LeastSquares.lags(points.count), times: points.map { $0.0 })
    let error = max(0, covariance[3]).squareRoot()
    guard error > 0 else { return nil }
    return (
      fit.coefficients[1],
      min(1, 2 * fupan_student_t_sf(abs(fit.coefficients[1] / error), Double(fit.degrees)))
    )
  }
  /// The mean gap between two groups after less before, with Newey–West errors: days of one group go
  /// together.
  ///
  /// - Parameter gaps: day, gap, and whether it is after; days ascend. Nil below three days a side.
  package static func difference(
    ofGaps gaps: [(day: Int, gap: Double, isAfter: Bool)], level: Double = Interval.defaultLevel
  ) -> (interval: Interval, p: Double)? {
    let after = gaps.count { $0.isAfter }
    guard after >= 3, gaps.count - after >= 3,
      let fit = LeastSquares(gaps.map { [1, $0.isAfter ? 1 : 0] }, gaps.map { $0.gap })
    else { return nil }
    let covariance = fit.neweyWest(
      lags: LeastSquares.lags(gaps.count), times: gaps.map { $0.day })
    let error = max(0, covariance[3]).squareRoot()
    guard error > 0 else { return nil }
    let degrees = Double(fit.degrees)
    let half = fupan_student_t_quantile(0.5 + level / 2, degrees) * error
    let value = fit.coefficients[1]
    return (
      Interval(value - half, value + half, level: level, method: .neweyWest),
      min(1, 2 * fupan_student_t_sf(abs(value / error), degrees))
    )
  }
}
