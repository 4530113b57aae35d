import Foundation
import FupanSampleData
import Testing

@Suite("Exports, twin and truth say the same to the cent")
struct TruthTests {
  let sample: WrittenSample

  init() throws {
    sample = try WrittenSample(SampleDataGenerator(seed: 7, scale: 2))
  }

  /// Paid orders of the twin that count.
  private func counted() throws -> PlainTable {
    try sample.twinTable("orders.csv").filtered("paid_at") { !$0.isEmpty }
      .filtered("left_out") { $0 == "false" }
  }

  private func total(_ table: PlainTable, _ column: String) -> Int {
    table[column].reduce(0) { $0 + cents($1) }
  }

  /// Shanghai's date of a time in UTC.
  private func day(_ utc: String) throws -> String {
    let time = try Date(utc, strategy: .iso8601) + 8 * 3_600
    return String(time.formatted(.iso8601).prefix(10))
  }

  @Test func theTwinAddsUpToTheTruth() throws {
    let orders = try counted()
    let truth = sample.truth
    #expect(orders.rows.count == truth.allTime.orders)
    #expect(total(orders, "paid_amount") == cents(truth.allTime.grossPaid))
    #expect(total(orders, "refund_amount") == cents(truth.allTime.refunds))
    let known = orders.filtered("person") { !$0.isEmpty }
    #expect(Set(known["person"]).count == truth.allTime.buyers)
    #expect(orders.rows.count - known.rows.count == truth.allTime.ordersWithoutPerson)
    let days = Set(truth.periodByDay.map { $0.name })
    let period = orders.filtered("paid_at") { days.contains((try? day($0)) ?? "") }
    #expect(period.rows.count == truth.period.orders)
    #expect(
      total(period, "paid_amount") - total(period, "refund_amount")
        == cents(truth.period.netRevenue))
    for region in truth.periodByRegion {
      let part = period.filtered("region") { $0 == region.name }
      #expect(part.rows.count == region.orders)
      #expect(
        total(part, "paid_amount") - total(part, "refund_amount") == cents(region.netRevenue))
    }
    for wanted in truth.periodByDay {
      let part = period.filtered("paid_at") { (try? day($0)) == wanted.name }
      #expect(part.rows.count == wanted.orders)
      #expect(total(part, "paid_amount") == cents(wanted.grossPaid))
      #expect(total(part, "refund_amount") == cents(wanted.refunds))
    }
    #expect(truth.periodByDay.reduce(0) { $0 + $1.orders } == truth.period.orders)
    #expect(truth.periodByPlatform.reduce(0) { $0 + $1.orders } == truth.period.orders)
    let before = Set(
      orders.filtered("paid_at") { ((try? day($0)) ?? "") < "2026-04-10" }["person"])
    let buyers = Set(period["person"]).subtracting([""])
    #expect(buyers.count == truth.customers.buyers)
    #expect(buyers.subtracting(before).count == truth.customers.newCustomers)
  }

  @Test func theExportsAddUpToTheTruth() throws {
    let youzan = PlainTable(try sample.text("exports/有赞订单20260425.csv"))
    let taobao = PlainTable(try sample.gb18030("exports/ExportOrderList202604250915.csv"))
    #expect(youzan.rows.count == sample.truth.rows.youzanOrders)
    #expect(taobao.rows.count == sample.truth.rows.taobaoOrders)
    #expect(youzan.rows.count + taobao.rows.count == 4_000)
    let paid = total(youzan, "订单实付金额") + total(taobao, "买家实际支付金额")
    let refunds = total(youzan, "订单已退款金额") + total(taobao, "退款金额")
    let truth = sample.truth
    #expect(paid == cents(truth.allTime.grossPaid) + cents(truth.leftOut.grossPaid))
    #expect(refunds == cents(truth.allTime.refunds) + cents(truth.leftOut.refunds))
    let times = youzan["买家付款时间"].filter { $0 != "——" } + taobao["订单付款时间 "].filter { $0 != "" }
    #expect(times.count == truth.allTime.orders + truth.leftOut.orders)
  }

  @Test func everyRowOfOrdersIsAsWideAsItsHeader() throws {
    let youzan = PlainTable(try sample.text("exports/有赞订单20260425.csv"))
    let taobao = PlainTable(try sample.gb18030("exports/ExportOrderList202604250915.csv"))
    let members = PlainTable(try sample.text("exports/企微客户列表20260425.csv"))
    let survey = PlainTable(try sample.text("exports/问卷星_春日焕新满意度.csv"))
    let notes = PlainTable(try sample.text("exports/笔记列表明细表.csv"), skipping: 1)
    for table in [youzan, taobao, members, survey, notes] {
      #expect(table.rows.allSatisfy { $0.count == table.header.count })
    }
    #expect([youzan, taobao, members, survey, notes].map(\.header.count) == [54, 42, 17, 14, 13])
  }

  @Test func theFunnelIsWhatANaiveSearchFinds() throws {
    let events = try sample.twinTable("events.csv").filtered("left_out") { $0 == "false" }
      .filtered("person") { !$0.isEmpty }
    var steps: [String: [(step: Int, time: Date)]] = [:]
    let names = sample.truth.funnel.map { $0.event }
    var visitors: Set<String> = []
    let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    for ((event, person), ts) in zip(zip(events["event"], events["person"]), events["ts"]) {
      guard ts >= "2026-04-09T16:00" else { continue }
      visitors.insert(person)
      guard let step = names.firstIndex(of: event) else { continue }
      steps[person, default: []].append((step, try Date(ts, strategy: style)))
    }
    #expect(visitors.count == sample.truth.traffic.knownVisitorsInPeriod)
    var reached = [0, 0, 0, 0]
    for (_, done) in steps {
      let ordered = done.sorted { $0.time < $1.time }
      var best = 0
      for (place, first) in ordered.enumerated() where first.step == 0 {
        var depth = 1
        for next in ordered[(place + 1)...] where next.step == depth {
          if next.time.timeIntervalSince(first.time) <= 7 * 86_400 { depth += 1 }
        }
        best = max(best, depth)
      }
      for step in 0..<best { reached[step] += 1 }
    }
    #expect(reached == sample.truth.funnel.map { $0.persons })
  }

  @Test func answersAndSpendingAddUp() throws {
    let truth = sample.truth
    let scores = try sample.twinTable("survey.csv")["q3"]
    #expect(scores.count { (Int($0) ?? 0) >= 9 } == truth.recommendation.all.promoters)
    #expect(
      scores.count { ($0.first != nil) && (Int($0) ?? 9) <= 6 }
        == truth.recommendation.all.detractors)
    #expect(scores.count { $0.isEmpty } == truth.recommendation.all.missing)
    let ads = try sample.twinTable("ads.csv")
    let costs = try sample.twinTable("costs.csv")
    #expect(total(ads, "amount") + total(costs, "amount") == cents(truth.spend.actual))
    let budget = try sample.twinTable("budget.csv")
    #expect(total(budget, "planned") == cents(truth.spend.planned))
    for item in truth.spend.items {
      let spent =
        total(ads.filtered("item") { $0 == item.item }, "amount")
        + total(costs.filtered("item") { $0 == item.item }, "amount")
      #expect(spent == cents(item.actual))
    }
    #expect(truth.spend.channels.reduce(0) { $0 + cents($1.actual) } == cents(truth.spend.actual))
  }

  @Test func labourIsHoursTimesRate() throws {
    let labour = try sample.twinTable("costs.csv").filtered("hours") { !$0.isEmpty }
    #expect(!labour.rows.isEmpty)
    for ((hours, rate), amount) in zip(
      zip(labour["hours"], labour["hourly_rate"]), labour["amount"])
    {
      let halfHours = Int((Double(hours) ?? 0) * 2)
      #expect(halfHours * cents(rate) == 2 * cents(amount))
    }
  }

  @Test func theFileOfTheTruthIsTheTruth() throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    let bytes = try Data(contentsOf: URL(fileURLWithPath: sample.folder + "/truth.json"))
    #expect(try decoder.decode(Truth.self, from: bytes) == sample.truth)
    #expect(SampleDataGenerator(seed: 7, scale: 2).truth() == sample.truth)
  }
}
