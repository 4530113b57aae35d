import FupanMethods
import Testing

@Suite struct AlertRuleTests {
  private func reading(_ value: Double?, _ n: Int) -> Estimate {
    value.map { Estimate($0, n: n) } ?? Estimate(none: .zeroDenominator, n: n)
  }

  @Test("EX-18.1: nine days go through the states") func nineDaysGoThroughTheStates() {
    let rule = AlertRule(
      good: .atLeast(0.03), clear: .atLeast(0.031), consecutive: 2, minN: 100)
    let days: [(Double?, Int)] = [
      (0.035, 500), (0.028, 480), (0.027, 520), (nil, 0), (0.026, 510), (0.0295, 490),
      (0.031, 505), (0.0302, 20), (0.033, 510),
    ]
    let steps = rule.evaluate(days.map { reading($0.0, $0.1) })
    #expect(
      steps.map { $0.verdict } == [
        .good, .bad, .bad, .noData, .bad, .bad, .good, .lowN, .good,
      ])
    #expect(
      steps.map { $0.state } == [
        .ok, .ok, .firing, .firing, .firing, .firing, .ok, .ok, .ok,
      ])
    #expect(steps.map { $0.run } == [0, 1, 2, 2, 3, 4, 0, 0, 0])
    #expect(steps[5].since == 1)
    #expect(steps[6].since == nil && steps[6].severity == nil)
    #expect(steps[2].severity == .warn)
  }

  @Test func aGoodValueBelowClearKeepsFiring() {
    let rule = AlertRule(good: .atLeast(0.03), clear: .atLeast(0.031))
    let steps = rule.evaluate([reading(0.02, 9), reading(0.0305, 9), reading(0.031, 9)])
    #expect(steps.map { $0.state } == [.firing, .firing, .ok])
    #expect(steps[1].run == 0 && steps[1].since == 0)
  }

  @Test func missingDataCanFireOrClear() {
    var rule = AlertRule(good: .atMost(20), onNoData: .fire)
    #expect(rule.evaluate([reading(nil, 0)]).last?.state == .firing)
    rule.onNoData = .ok
    #expect(rule.evaluate([reading(21, 1), reading(nil, 0)]).last?.state == .ok)
    rule.onNoData = .keep
    #expect(rule.evaluate([reading(21, 1), reading(nil, 0)]).last?.state == .firing)
  }

  @Test func confidenceFiresOnlyOnAWhollyBadInterval() {
    let rule = AlertRule(good: .atLeast(0.05), confidence: 0.95)
    #expect(rule.verdict(on: .proportion(43, of: 1000)) == .good)
    #expect(rule.verdict(on: .proportion(20, of: 1000)) == .bad)
    #expect(rule.verdict(on: reading(0.04, 1000)) == .bad)
    let capped = AlertRule(good: .atMost(0.05), confidence: 0.95)
    #expect(capped.verdict(on: .proportion(62, of: 1000)) == .good)
    #expect(capped.verdict(on: .proportion(90, of: 1000)) == .bad)
  }

  @Test func severityGrowsWithDistanceAndRun() {
    let rule = AlertRule(
      good: .atLeast(100),
      severities: [
        AlertSeverityStep(.warn), AlertSeverityStep(.error, distance: 0.2),
        AlertSeverityStep(.critical, run: 3),
      ])
    let steps = rule.evaluate([reading(90, 1), reading(80, 1), reading(95, 1)])
    #expect(steps.map { $0.severity } == [.warn, .error, .critical])
  }

  @Test func newsIsToldOnceUntilItGrowsWorse() {
    var rule = AlertRule(
      good: .atLeast(100),
      severities: [AlertSeverityStep(.warn), AlertSeverityStep(.error, distance: 0.2)])
    let values: [Double] = [90, 91, 70, 75, 74, 120, 90]
    let steps = rule.evaluate(values.map { reading($0, 1) })
    #expect(steps.map { $0.isNews } == [true, false, true, false, false, false, true])
    rule.cooldown = 2
    let again = rule.evaluate(values.map { reading($0, 1) })
    #expect(again.map { $0.isNews } == [true, false, true, false, true, false, true])
  }

  @Test func thresholdsAreMetWithinTheTolerance() {
    #expect(AlertCondition.atLeast(0.08).isGood(8.0 / 100))
    #expect(AlertCondition.atMost(0.3).isGood(0.1 + 0.2))
    #expect(!AlertCondition.above(0.3).isGood(0.1 + 0.2))
    #expect(!AlertCondition.below(0.3).isGood(0.3))
    #expect(AlertCondition.between(1, 2).isGood(2))
    #expect(AlertCondition.between(1, 2).relativeDistance(of: 3) == 0.5)
    #expect(AlertCondition.atLeast(0).relativeDistance(of: -1) == nil)
  }

  @Test func unknownSubRulesStayUnknown() {
    #expect(AlertCombination.any.combine([nil, true]) == true)
    #expect(AlertCombination.any.combine([nil, false]) == nil)
    #expect(AlertCombination.all.combine([nil, false]) == false)
    #expect(AlertCombination.all.combine([true, nil]) == nil)
    #expect(AlertCombination.all.combine([true, true]) == true)
  }
}
