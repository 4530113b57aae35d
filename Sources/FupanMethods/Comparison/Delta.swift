/// The change from one value to another, in the three ways people state it.
///
///     let change = Delta(from: 0.05, to: 0.12, isRatio: true)
///     change.relative.value  // 1.40, which is +140 %
///     change.points          // 7.0 percentage points
package struct Delta: Equatable, Sendable {
  /// v1 − v0, in the metric's unit.
  package let absolute: Estimate
  /// (v1 − v0) / |v0|; `zero_denominator` where the base is 0, flagged `neg_base` where the base is
  /// negative or the sign changed.
  package let relative: Estimate
  /// 100 · (v1 − v0), percentage points; nil for anything but a ratio.
  package let points: Double?

  /// A missing side makes every figure missing, with that side's reason.
  package init(from base: Estimate, to current: Estimate, isRatio: Bool) {
    guard let v0 = base.value, let v1 = current.value else {
      self.init(
        none: base.reason ?? current.reason ?? .undefined, n: current.n, missing: current.missing)
      return
    }
    self.init(
      from: v0, to: v1, isRatio: isRatio, n: current.n, missing: current.missing,
      flags: base.flags.union(current.flags))
  }

  private init(none reason: Reason, n: Int, missing: Int) {
    absolute = Estimate(none: reason, n: n, missing: missing)
    relative = absolute
    points = nil
  }

  package init(
    from v0: Double, to v1: Double, isRatio: Bool, n: Int = 0, missing: Int = 0,
    flags: EstimateFlags = []
  ) {
    let change = v1 - v0
    absolute = Estimate(change, n: n, missing: missing, flags: flags)
    let changesSign = (v0 < 0 && v1 > 0) || (v0 > 0 && v1 < 0)
    relative =
      v0 == 0
      ? Estimate(none: .zeroDenominator, n: n, missing: missing, flags: flags)
      : Estimate(
        change / abs(v0), n: n, missing: missing,
        flags: v0 < 0 || changesSign ? flags.union(.negativeBase) : flags)
    points = isRatio ? Estimate(100 * change, n: n).value : nil
  }
}
