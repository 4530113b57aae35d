import FupanMethods

/// A target with the figures it was judged on.
package struct JudgedTarget: Sendable {
  package let plan: TargetPlan
  package let actual: MetricFigure
  package let baseline: MetricFigure?
  /// Nil where there was nothing to judge by.
  package let assessment: TargetAssessment?
  /// The level to reach, or nil where a change lacks its baseline.
  package let level: Double?
  /// Whether the day it is due is over.
  package let isDue: Bool

  /// - Parameters:
  ///   - elapsed: the share of the days up to the due one that have passed, or nil once it is due.
  package init(
    _ plan: TargetPlan, actual: MetricFigure, baseline: MetricFigure?, elapsed: Double?
  ) {
    self.plan = plan
    self.actual = actual
    self.baseline = baseline
    isDue = elapsed == nil
    level = plan.level(baseline: baseline?.estimate.value)
    assessment =
      actual.estimate.value == nil
      ? nil : plan.assess(actual: actual, baseline: baseline, elapsed: elapsed)
  }

  /// Whether it is met; nil where that is not known.
  package var isMet: Bool? { assessment?.attainment.isMet }
}
