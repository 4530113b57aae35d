import Foundation
import FupanData
import FupanDiagnostics
import FupanPipelines
import FupanReports
import FupanSampleData
import Testing

@Suite("Sections say what the sample holds")
struct ReportSectionTests {
  @Test func theWholeReportIsConsistentAndExact() async throws {
    let made = try await TwinReport.whole.value
    try made.report.check()
    let revenue = try #require(made.cards.first { $0.metric == "revenue" })
    #expect(revenue.value == .money(try #require(Report.ExactNumber(made.truth.period.netRevenue))))
    let customers = try #require(made.cards.first { $0.metric == "new_customers" })
    #expect(customers.value == .integer(made.truth.customers.newCustomers))
    #expect(revenue.status == .met)
    #expect(revenue.receipt == "revenue")
    #expect(revenue.sparkline.count == 15)
    let receipt = try #require(made.report.receipts.first { $0.id == "revenue" })
    #expect(receipt.n == made.truth.period.orders)
    #expect(receipt.inputs.map { $0.name }.allSatisfy { $0.hasSuffix("orders.csv") })
    #expect(made.findings(.verdict).count == 3)
    let ids = Set(made.report.receipts.map { $0.id })
    for card in made.cards { #expect(card.receipt.map(ids.contains) ?? false, "\(card.metric)") }
    for table in made.tables(.goals) + made.tables(.next) + made.tables(.money) {
      for receipt in table.rows.compactMap({ $0.receipt }) { #expect(ids.contains(receipt)) }
    }
  }

  @Test func theBrokenDayIsAnnotatedAndTold() async throws {
    let made = try await TwinReport.whole.value
    let chart = try #require(made.charts(.timeline).first { $0.id == "timeline_order_count" })
    guard case .lines(let lines) = chart.kind else {
      Issue.record("days are drawn as a line")
      return
    }
    #expect(lines.annotations.map { $0.at } == ["2026-04-16"])
    #expect(made.findings(.timeline).count == 1)
    let orders = lines.series[0].values.map { $0.plotted ?? 0 }.reduce(0, +)
    #expect(Int(orders) == made.truth.period.orders)
  }

  @Test func withoutTruthsNothingIsTold() async throws {
    let made = try await TwinReport(seed: 3, truths: [])
    #expect(made.findings(.timeline).isEmpty)
    #expect(made.findings(.channels).isEmpty)
    #expect(made.findings(.people).isEmpty)
    #expect(made.findings(.money).isEmpty)
  }

  @Test func driversAddUpToTheChangeToTheCent() async throws {
    let made = try await TwinReport.whole.value
    let chart = try #require(made.charts(.timeline).first { $0.id == "timeline_drivers_change" })
    guard case .waterfall(let waterfall) = chart.kind else {
      Issue.record("a decomposition is drawn as a waterfall")
      return
    }
    let cents = waterfall.steps.map { step -> Int128 in
      if case .money(let amount) = step.value, amount.scale == 2 { amount.unscaled } else { -1 }
    }
    #expect(cents.count == 5)
    #expect(cents[0] + cents[1] + cents[2] + cents[3] == cents[4])
    #expect(
      waterfall.steps[0].value
        == .money(try #require(Report.ExactNumber(made.truth.baseline.netRevenue))))
    #expect(
      waterfall.steps[4].value
        == .money(try #require(Report.ExactNumber(made.truth.period.netRevenue))))
  }

  @Test func hoursOfTheWeekAddUpToTheOrders() async throws {
    let made = try await TwinReport.whole.value
    let chart = try #require(made.charts(.timeline).first { $0.id == "timeline_heat" })
    guard case .heat(let heat) = chart.kind else {
      Issue.record("hours are drawn as a heat map")
      return
    }
    #expect(heat.rows.count == 7 && heat.columns.count == 24)
    let orders = heat.values.joined().reduce(0) { $0 + ($1.plotted ?? 0) }
    #expect(Int(orders) == made.truth.period.orders)
  }

  @Test func theBudgetFiresForTheOverrunItemAlone() async throws {
    let made = try await TwinReport.whole.value
    let table = try #require(made.tables(.money).first { $0.id.hasSuffix("_budget") })
    let fired = table.rows.filter { $0.cells.contains(.status(.fired)) }
    #expect(fired.map { $0.cells[0] } == [.text("达人合作")])
    let total = try #require(table.rows.last)
    #expect(total.isTotal)
    #expect(
      total.cells[2] == .money(try #require(Report.ExactNumber(made.truth.spend.actual))))
    #expect(made.findings(.money).count == 1)
    let alerts = try #require(made.tables(.next).first { $0.id == "next_alerts" })
    #expect(alerts.rows.map { $0.cells[1] } == [.text("达人合作")])
  }

  @Test func aRunningCampaignIsJudgedByItsPace() async throws {
    let day = try #require(CivilDate(year: 2026, month: 4, day: 15))
    let made = try await TwinReport(asOf: day)
    #expect(made.report.state == .running(timeProgress: 0.4))
    let known = made.truth.periodByDay.prefix(6)
    let revenue = try #require(made.cards.first { $0.metric == "revenue" })
    guard case .money(let amount) = revenue.value else {
      Issue.record("revenue is money")
      return
    }
    let expected = known.compactMap { Report.ExactNumber($0.netRevenue)?.unscaled }.reduce(0, +)
    #expect(amount.unscaled == expected && amount.scale == 2)
    #expect(revenue.status == .onTrack)
    #expect(revenue.sparkline.count == 6)
    let steps = try #require(made.charts(.funnel).first)
    guard case .funnel(let funnel) = steps.kind, case .integer(let entered) = funnel.steps[0].count
    else {
      Issue.record("steps are drawn as a funnel")
      return
    }
    #expect(entered < made.truth.funnel[0].persons, "days to come are not looked at")
    let goals = try #require(made.tables(.goals).first)
    // 预热 is over on the 13th, everything else runs on.
    #expect(goals.rows.filter { $0.cells.contains(.status(.met)) }.count >= 1)
    #expect(!goals.rows.contains { $0.cells.contains(.status(.missed)) })
  }

  @Test func aSectionWithoutItsInputSaysWhichOneItNeeds() async throws {
    let made = try await TwinReport(without: ["问卷星_春日焕新满意度.csv", "笔记列表明细表.csv"])
    #expect(made.section(.voice)?.missing == ["survey"])
    #expect(made.section(.voice)?.blocks.isEmpty == true)
    #expect(made.section(.content)?.missing == ["posts"])
    #expect(made.section(.verdict)?.missing == ["survey"])
    let nps = try #require(made.cards.first { $0.metric == "nps" })
    #expect(nps.value == .missing(.noData))
    #expect(nps.status == .notDue)
    try made.report.check()
  }

  @Test func anEnglishReportHasNoChineseWordsOfItsOwn() async throws {
    let made = try await TwinReport(language: "en")
    func isChinese(_ text: String) -> Bool {
      text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
    }
    for section in made.report.sections {
      for table in made.tables(section.kind) {
        #expect(!isChinese(table.title), "\(table.title)")
        // A funnel's steps are named by the pipeline.
        for column in table.columns where !table.id.hasSuffix("_by_group") {
          #expect(!isChinese(column.label), "\(column.label)")
        }
      }
      for chart in made.charts(section.kind) where !chart.id.contains("content") {
        let title = chart.title.split(separator: " ").filter { !isChinese(String($0)) }
        #expect(title.count > 1, "\(chart.title)")
      }
      if let note = section.note { #expect(!isChinese("\(note.spans)")) }
    }
  }

  @Test func definitionsOfAllShownMetricsStandInTheAppendix() async throws {
    let made = try await TwinReport.whole.value
    let table = try #require(made.tables(.appendix).first { $0.id == "appendix_definitions" })
    let listed = Set(table.rows.compactMap { $0.metric })
    for receipt in made.report.receipts { #expect(listed.contains(receipt.metric)) }
  }

  @Test func anUnknownMetricOrDatasetIsNamedWithTheNearest() async throws {
    let sections = """
      report:
        sections:
          - verdict: [revenu]
          - content: post

      """
    do {
      _ = try await TwinReport(sections: sections)
      Issue.record("the pipeline names what does not exist")
    } catch let problems as Problems {
      #expect(problems.all.map { $0.code } == ["unknown_metric", "unknown_report_dataset"])
    }
  }

  @Test func groupsOfTooFewPeopleAreWithheldAndCannotBeWorkedOut() async throws {
    let sections = """
      minimum_group: 60
      report:
        sections:
          - people: [regions, exported]

      """
    let made = try await TwinReport(sections: sections)
    let table = try #require(made.tables(.people).first)
    #expect(table.columns.map { $0.id } == ["region", "buyers", "orders"])
    let hidden = table.rows.filter { $0.cells[1] == .suppressed }
    #expect(hidden.count >= 2)
    // What counts people hides everything else that is told of them.
    for row in table.rows {
      #expect((row.cells[1] == .suppressed) == (row.cells[2] == .suppressed))
      if case .integer(let people) = row.cells[1] { #expect(people >= 60) }
    }
    #expect(hidden.count < table.rows.count)
    #expect(table.note != nil)
    // Rows about single people are counted, not listed.
    #expect(made.tables(.people).count == 1)
    let json = String(decoding: try made.report.json(), as: UTF8.self)
    #expect(!json.contains("199"), "no phone is in the report")
  }
}
