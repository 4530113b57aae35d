/// What a test says of an arm.
package enum ArmDecision: String, Equatable, Sendable, CaseIterable {
  /// Units did not fall as planned, so nothing is said.
  case notInterpretable = "not_interpretable"
  /// Detectably better than the control.
  case better
  /// Detectably worse than the control.
  case worse
  /// No detectable difference.
  case noDifference = "no_difference"
  /// There is no test, or too few units.
  case undecided

  /// - Parameters:
  ///   - p: corrected for how many arms there are.
  ///   - isUpGood: whether more is better.
  package init(
    _ ratio: SampleRatio.Verdict, difference: Double?, p: Double?, isUpGood: Bool,
    level: Double = Interval.defaultLevel
  ) {
    if ratio == .mismatch {
      self = .notInterpretable
    } else if let p, let difference {
      self =
        Tolerance.isAtLeast(p, 1 - level) || difference == 0
        ? .noDifference
        : (difference > 0) == isUpGood ? .better : .worse
    } else {
      self = .undecided
    }
  }
}
