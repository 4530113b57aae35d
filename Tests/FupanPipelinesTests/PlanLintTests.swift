import Foundation
import FupanData
import FupanDiagnostics
import FupanPipelines
import FupanTestSupport
import Testing

/// What is doubtful about metrics, targets and days, told when a pipeline is checked.
struct PlanLintTests {
  private func warnings(
    campaign: String = "{id: spring, period: 2026-04-10..2026-04-12}", _ more: String
  ) throws -> [String] {
    try compiled(campaign: campaign, more).warnings.map { $0.code }
  }

  private func compiled(
    campaign: String = "{id: spring, period: 2026-04-10..2026-04-12}", _ more: String
  ) throws -> CompiledPipeline {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    try folder.write(
      Data("order_id,paid_at,paid_amount,refund_amount,net_paid,person_id,clicks\n".utf8),
      to: "orders.csv")
    let text = """
      version: 1
      use: [presets/metrics, presets/calendar-cn]
      timezone: Asia/Shanghai
      campaign: \(campaign)
      datasets:
        orders:
          - read_csv: orders.csv
          - parse: {paid_at: timestamp, net_paid: money, paid_amount: money, refund_amount: money, clicks: integer}
      \(more)

      """
    try folder.write(Data(text.utf8), to: "pipeline.yaml")
    return try PipelineCompiler.forFiles().compile(
      folder.path + "/pipeline.yaml", .init(today: CivilDate(daysSinceEpoch: 20_600)))
  }

  @Test func goalsThatDoNotFitEachOtherAreTold() throws {
    let targets = """
      targets:
        - revenue: {goal: 60万}
        - order_count: {goal: 5000}
        - aov: {goal: 150}
      """
    let found = try compiled(targets).warnings
    #expect(found.map { $0.code } == ["targets_disagree"])
    #expect(found.first?.facts.contains { $0.name == "implied" } == true)
    #expect(try warnings(targets.replacing("150", with: "120")) == [])
  }

  @Test func goalsOfMetricsMadeOfOthersAreHeldAgainstTheirParts() throws {
    let targets = """
      metrics:
        spent: {label: {zh: 花费, en: Spent}, value: sum(orders.paid_amount), unit: CNY}
        left: {label: {zh: 剩余, en: Left}, value: revenue - spent, unit: CNY}
      targets:
        - revenue: {goal: 60万}
        - spent: {goal: 50万}
        - left: {goal: 20万}
      """
    #expect(try warnings(targets) == ["targets_disagree"])
    #expect(try warnings(targets.replacing("goal: 20万", with: "goal: 10万")) == [])
  }

  @Test("T2: CPC is not used for the cost of a customer")
  func aClickCostThatDividesByPeopleIsTold() throws {
    let metric = """
      metrics:
        customer_cost:
          label: {zh: 单客获取成本(CPC), en: Cost of a customer}
          numerator: sum(orders.paid_amount)
          denominator: count(distinct orders.person_id)
          unit: CNY
      """
    #expect(try warnings(metric) == ["click_cost_of_customers"])
    let clicks = metric.replacing("count(distinct orders.person_id)", with: "sum(posts.clicks)")
    #expect(try warnings(clicks) == [])
  }

  @Test func holidaysInTheBaselineAreTold() throws {
    func found(_ period: String, _ baseline: String) throws -> [String] {
      try warnings(campaign: "{id: s, period: \(period), baseline: \(baseline)}", "")
    }
    #expect(
      try found("2026-04-10..2026-04-16", "2026-04-03..2026-04-09") == ["baseline_has_holidays"])
    #expect(try found("2026-04-10..2026-04-16", "2026-03-27..2026-04-02") == [])
    // A Sunday that is worked for a holiday is no day off.
    #expect(
      try found("2026-05-04..2026-05-05", "2026-05-02..2026-05-03") == [])
    #expect(
      try found("2026-05-08..2026-05-10", "2026-05-15..2026-05-17") == ["baseline_has_other_days"])
    #expect(try found("2029-04-10..2029-04-16", "2029-04-03..2029-04-09") == ["calendar_ends"])
  }

  @Test func targetsInSeveralWaysSayWhich() throws {
    let target = """
      targets:
        - retention_d30: {goal: 60%, mode: rolling, due: 2026-05-24}
      """
    let plan = try compiled(target).targets
    #expect(plan.first?.metric.id == "retention_d30_rolling")
    #expect(plan.first?.metric.label(in: .simplifiedChinese) == "30日留存率（当日及以后）")
  }
}
