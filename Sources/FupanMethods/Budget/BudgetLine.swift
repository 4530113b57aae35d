/// One budget item judged: how far spending is from the plan, in exact decimals.
///
/// Deviation counts on both sides, overrun on one; an overrun of exactly 15.00 % fires.
///
///     let ads = BudgetLine(plan: 6000, actual: 6900)
///     ads.deviation.value  // 0.15
///     ads.isOverrun        // true
package struct BudgetLine: Equatable, Sendable {
  /// When a line is worth a look.
  package struct Limits: Equatable, Sendable {
    /// |deviation| above this suggests reallocation.
    package var deviation: Fraction
    /// Deviation from this on calls for a review (追加, 维持, 砍停).
    package var overrun: Fraction

    package init(
      deviation: Fraction = Fraction(10, over: 100), overrun: Fraction = Fraction(15, over: 100)
    ) {
      self.deviation = deviation
      self.overrun = overrun
    }
  }

  /// What was planned up to now.
  package let plan: ScaledInteger
  package let actual: ScaledInteger
  /// actual − plan to date; nil where it does not fit 38 digits or the pace leaves a fraction.
  package let difference: ScaledInteger?
  /// (actual − plan) / plan; `zero_denominator` without a plan.
  package let deviation: Estimate
  /// |deviation| above the limit.
  package let isDeviating: Bool
  /// deviation at or above the limit.
  package let isOverrun: Bool
  /// Spent without a plan: always listed.
  package let isUnplanned: Bool

  /// - Parameters:
  ///   - plan: the item's whole plan, in the currency of `actual`.
  ///   - pace: the share of it that is due by now, such as elapsed over all days.
  package init(
    plan: ScaledInteger, actual: ScaledInteger, pace: Fraction = Fraction(1, over: 1),
    limits: Limits = Limits()
  ) {
    self.plan = plan
    self.actual = actual
    // Everything over one denominator: due = plan·num, spent = actual·den.
    let (planUnits, actualUnits) = ScaledInteger.aligned(plan, actual)
    let due = planUnits * WideInteger(Int128(pace.numerator))
    let spent = actualUnits * WideInteger(Int128(pace.denominator))
    let zero = WideInteger(0)
    let over = spent - due

    difference = pace.numerator == pace.denominator ? actual.subtracting(plan) : nil
    isUnplanned = due.isZero && spent > zero
    guard due > zero else {
      deviation = Estimate(
        none: due.isZero ? .zeroDenominator : .negativeBase, numerator: actual, denominator: plan)
      isDeviating = false
      isOverrun = false
      return
    }
    deviation = Estimate(
      over.doubleValue / due.doubleValue, n: 1, numerator: actual, denominator: plan)
    let size = over < zero ? zero - over : over
    isDeviating =
      size * WideInteger(Int128(limits.deviation.denominator))
      > due * WideInteger(Int128(limits.deviation.numerator))
    isOverrun =
      over * WideInteger(Int128(limits.overrun.denominator))
      >= due * WideInteger(Int128(limits.overrun.numerator))
  }

  /// The line of all lines' totals; nil for no line or a sum beyond 38 digits.
  package static func total(of lines: [BudgetLine], limits: Limits = Limits()) -> BudgetLine? {
    guard !lines.isEmpty else { return nil }
    var plan: ScaledInteger = 0
    var actual: ScaledInteger = 0
    for line in lines {
      guard let nextPlan = plan.adding(line.plan), let nextActual = actual.adding(line.actual)
      else { return nil }
      plan = nextPlan
      actual = nextActual
    }
    return BudgetLine(plan: plan, actual: actual, limits: limits)
  }
}
