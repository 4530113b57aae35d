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
    /// An overrun of the whole plan from this on calls for a review (追加, 维持, 砍停).
    package var overrun: Fraction

    package init(
      deviation: Fraction = Fraction(10, over: 100), overrun: Fraction = Fraction(15, over: 100)
    ) {
      self.deviation = deviation
      self.overrun = overrun
    }
  }

  /// The item's whole plan.
  package let plan: ScaledInteger
  package let actual: ScaledInteger
  /// actual − plan; nil where only a part of the plan is due, or it does not fit 38 digits.
  package let difference: ScaledInteger?
  /// (actual − due) / due; `zero_denominator` where nothing is due.
  package let deviation: Estimate
  /// |deviation| above the limit, or spent before anything is due.
  package let isDeviating: Bool
  /// (actual − plan) / plan at or above the limit: what is spent early is no overrun.
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
    // Everything over one denominator: due = plan·num, spent = actual·den.
    let (planUnits, actualUnits) = ScaledInteger.aligned(plan, actual)
    self.init(
      plan: plan, actual: actual, due: planUnits * WideInteger(Int128(pace.numerator)),
      spent: actualUnits * WideInteger(Int128(pace.denominator)),
      isWhole: pace.numerator == pace.denominator, limits)
  }

  /// - Parameters:
  ///   - plan: the whole plan, in the currency of `actual`.
  ///   - due: what of it is due by now.
  package init(
    plan: ScaledInteger, due: ScaledInteger, actual: ScaledInteger, limits: Limits = Limits()
  ) {
    let (dueUnits, actualUnits) = ScaledInteger.aligned(due, actual)
    self.init(
      plan: plan, actual: actual, due: dueUnits, spent: actualUnits, isWhole: due == plan, limits)
  }

  /// - Parameters:
  ///   - due: what is due by now.
  ///   - spent: `actual`, in the units of `due`.
  private init(
    plan: ScaledInteger, actual: ScaledInteger, due: WideInteger, spent: WideInteger,
    isWhole: Bool, _ limits: Limits
  ) {
    self.plan = plan
    self.actual = actual
    let zero = WideInteger(0)
    let (planUnits, actualUnits) = ScaledInteger.aligned(plan, actual)
    difference = isWhole ? actual.subtracting(plan) : nil
    isUnplanned = planUnits.isZero && spent > zero
    isOverrun =
      planUnits > zero
      && (actualUnits - planUnits) * WideInteger(Int128(limits.overrun.denominator))
        >= planUnits * WideInteger(Int128(limits.overrun.numerator))
    guard due > zero else {
      deviation = Estimate(
        none: due.isZero ? .zeroDenominator : .negativeBase, numerator: actual, denominator: plan)
      isDeviating = planUnits > zero && spent > zero
      return
    }
    let over = spent - due
    deviation = Estimate(
      over.doubleValue / due.doubleValue, n: 1, numerator: actual, denominator: plan)
    let size = over < zero ? zero - over : over
    isDeviating =
      size * WideInteger(Int128(limits.deviation.denominator))
      > due * WideInteger(Int128(limits.deviation.numerator))
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
