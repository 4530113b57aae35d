import FupanMethods
import Testing

@Suite struct BudgetTests {
  private let lines = [
    BudgetLine(plan: 6000, actual: 6900), BudgetLine(plan: 2000, actual: 1700),
    BudgetLine(plan: 1500, actual: 1500), BudgetLine(plan: 500, actual: 0),
    BudgetLine(plan: 0, actual: 300),
  ]

  @Test("EX-22.1: overruns are one-sided, deviations two-sided")
  func overrunsAreOneSidedAndDeviationsTwoSided() {
    #expect(lines[0].deviation.value == 0.15)
    #expect(lines[0].isOverrun && lines[0].isDeviating)
    #expect(lines[1].deviation.value == -0.15)
    #expect(!lines[1].isOverrun && lines[1].isDeviating)
    #expect(!lines[2].isOverrun && !lines[2].isDeviating)
    #expect(lines[2].deviation.value == 0)
  }

  @Test("EX-22.1: spending without a plan is listed") func spendingWithoutAPlanIsListed() {
    #expect(lines[4].isUnplanned)
    #expect(lines[4].deviation.reason == .zeroDenominator)
    #expect(!BudgetLine(plan: 0, actual: 0).isUnplanned)
  }

  @Test("EX-22.1: the total is judged as a line") func theTotalIsJudgedAsALine() {
    let total = BudgetLine.total(of: lines)
    #expect(total?.deviation.value == 0.04)
    #expect(total?.plan == 10_000 && total?.actual == 10_400)
  }

  @Test func fifteenPercentToTheCentFires() {
    let plan = ScaledInteger(33_333_20, scale: 2)
    let exact = ScaledInteger(38_333_18, scale: 2)
    #expect(BudgetLine(plan: plan, actual: exact).isOverrun)
    #expect(!BudgetLine(plan: plan, actual: ScaledInteger(38_333_17, scale: 2)).isOverrun)
    #expect(!BudgetLine(plan: 100, actual: 110).isDeviating)
    #expect(BudgetLine(plan: 100, actual: ScaledInteger(110_01, scale: 2)).isDeviating)
  }

  @Test func thePaceCutsThePlanForDeviationsOnly() {
    let line = BudgetLine(plan: 3000, actual: 1150, pace: Fraction(10, over: 30))
    #expect(isClose(line.deviation.value, 0.15, 12))
    #expect(line.isDeviating && !line.isOverrun)
    #expect(BudgetLine(plan: 3000, actual: 3450, pace: Fraction(10, over: 30)).isOverrun)
    let due = BudgetLine(plan: 3000, due: 1000, actual: 1150)
    #expect(isClose(due.deviation.value, 0.15, 12))
    #expect(due.isDeviating && !due.isOverrun && due.difference == nil)
  }

  @Test func whatIsSpentBeforeAnythingIsDueDeviates() {
    let early = BudgetLine(plan: 3000, actual: 100, pace: Fraction(0, over: 30))
    #expect(early.isDeviating && !early.isUnplanned && !early.isOverrun)
    #expect(early.deviation.reason == .zeroDenominator)
  }

  @Test func schemesSumToOne() {
    #expect(BudgetScheme(shares: [0.6, 0.3]) == nil)
    let drift = BudgetScheme(shares: [0.6, 0.4])?.drift(of: [700, 300])
    #expect(isClose(drift?[0], 10, 9))
    #expect(isClose(drift?[1], -10, 9))
    #expect(BudgetScheme(shares: [1])?.drift(of: [0]) == nil)
  }

  @Test func presetsAreSchemesOfTheirName() {
    for preset in BudgetScheme.presets {
      #expect(BudgetScheme(preset: preset.name)?.shares.count == preset.percents.count)
    }
    #expect(BudgetScheme(preset: "60/20/15/5")?.shares == [0.6, 0.2, 0.15, 0.05])
    #expect(BudgetScheme(preset: "70/30") == nil)
  }
}
