import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// Goals that cannot all be reached at once, because some metrics are made of others: revenue, orders
/// and value per order.
///
/// A goal is held against what the goals of its parts make of it. Only goals for the same days that
/// are levels are compared; more than one percent apart they disagree.
package struct TargetLint: Sendable {
  /// A goal and what the goals of its parts make of it.
  package struct Finding: Sendable {
    package let target: TargetPlan
    package let parts: [TargetPlan]
    package let goal: Double
    package let implied: Double
  }

  package let findings: [Finding]

  /// More than this apart, relative to the goal, two goals disagree.
  private static let tolerance = 0.01

  package init(
    _ targets: [TargetPlan], _ registry: MetricRegistry, parameters: [String: Value]
  ) {
    var findings: [Finding] = []
    for target in targets {
      guard let goal = target.level(baseline: nil), !target.isChange, goal != 0 else { continue }
      let others = targets.filter { other in
        other.metric.id != target.metric.id && !other.isChange
          && other.settings.during == target.settings.during
      }
      let implied = TargetLint.implied(target.metric, by: others, registry, parameters)
      guard let implied, abs(implied.value - goal) > TargetLint.tolerance * abs(goal) else {
        continue
      }
      findings.append(
        Finding(target: target, parts: implied.parts, goal: goal, implied: implied.value))
    }
    self.findings = findings
  }

  /// The findings as warnings.
  package func warnings(in language: Language) -> [Diagnostic] {
    findings.map { finding in
      Diagnostic(
        .targetsDisagree, at: finding.target.place,
        [
          "metric": .text(finding.target.metric.label(in: language)),
          "names": .list(finding.parts.map { $0.metric.label(in: language) }),
          "implied": .text(TargetLint.shown(finding.implied)),
          "goal": .text(finding.target.settings.goal.written),
        ], severity: .warning)
    }
  }

  /// What the goals of its parts make of a metric; nil where a part has no goal of its own.
  private static func implied(
    _ metric: Metric, by targets: [TargetPlan], _ registry: MetricRegistry,
    _ parameters: [String: Value]
  ) -> (value: Double, parts: [TargetPlan])? {
    switch metric.form {
    case .composed(_, let names):
      let parts = names.compactMap { name in targets.first { $0.metric.id == name } }
      guard parts.count == names.count, !parts.isEmpty else { return nil }
      var figures: [String: MetricFigure] = [:]
      for part in parts {
        guard let level = part.level(baseline: nil) else { return nil }
        figures[part.metric.id] = MetricFigure(
          value: .number(level), estimate: Estimate(level, n: 1))
      }
      let figure = MetricFinish(metric, parameters: parameters).figure(
        [:], rows: [:], others: figures)
      return figure.estimate.value.map { ($0, parts) }
    case .ratio(let numerator, let denominator):
      guard let upper = part(numerator, targets), let lower = part(denominator, targets),
        let above = upper.level(baseline: nil), let below = lower.level(baseline: nil), below != 0
      else { return nil }
      return (above / below, [upper, lower])
    case .value: return nil
    }
  }

  /// The target whose metric is exactly one side of a ratio.
  private static func part(
    _ side: Metric.TermExpression, _ targets: [TargetPlan]
  ) -> TargetPlan? {
    guard case .column = side.expression.syntax, let term = side.terms.first else { return nil }
    return targets.first { target in
      guard case .value(let own) = target.metric.form, case .column = own.expression.syntax,
        let other = own.terms.first
      else { return false }
      return other.dataset == term.dataset
        && other.expression.syntax.isSame(as: term.expression.syntax)
    }
  }

  /// At most two decimals, without needless zeros.
  private static func shown(_ value: Double) -> String {
    let hundredths = Int128((value * 100).rounded())
    return DecimalText.string(hundredths, scale: 2)
  }
}

extension ExpressionSyntax {
  /// Whether it says the same, wherever it stands.
  fileprivate func isSame(as other: ExpressionSyntax) -> Bool {
    switch (self, other) {
    case (.column(_, let a, _), .column(_, let b, _)): a == b
    case (.literal(let a, _), .literal(let b, _)): a == b
    case (.parameter(let a, _), .parameter(let b, _)): a == b
    case (.call(let a, let x, let d, _), .call(let b, let y, let e, _)):
      a == b && d == e && x.count == y.count && zip(x, y).allSatisfy { $0.isSame(as: $1) }
    default: false
    }
  }
}
