import Foundation
import FupanSampleData
import Testing

@Suite("What stands beside orders and events adds up, too")
struct CommunityTests {
  let sample: WrittenSample

  init() throws {
    sample = try WrittenSample(SampleDataGenerator(seed: 7, scale: 2))
  }

  private func total(_ table: PlainTable, _ column: String) -> Int {
    table[column].reduce(0) { $0 + cents($1) }
  }

  @Test func linesAddUpToTheirOrders() throws {
    let youzan = PlainTable(try sample.text("exports/有赞商品明细20260425.csv"))
    let orders = PlainTable(try sample.text("exports/有赞订单20260425.csv"))
    let taobao = PlainTable(try sample.gb18030("exports/ExportOrderDetailList202604250915.csv"))
    let main = PlainTable(try sample.gb18030("exports/ExportOrderList202604250915.csv"))
    #expect(youzan.rows.count + taobao.rows.count == sample.truth.community.orderItems)
    #expect(Set(youzan["订单号"]) == Set(orders["订单号"]))
    #expect(Set(taobao["主订单编号"]) == Set(main["订单编号"]))
    let goods = zip(youzan["商品单价"], youzan["商品数量"]).reduce(0) {
      $0 + cents($1.0) * (Int($1.1) ?? 0)
    }
    #expect(goods == total(orders, "商品金额合计"))
    #expect(total(taobao, "买家应付货款") == total(main, "买家应付货款"))
    #expect(total(taobao, "买家实际支付金额") == total(main, "买家实际支付金额"))
    #expect(total(taobao, "退款金额") == total(main, "退款金额"))
    #expect(Set(taobao["子订单编号"]).count == taobao.rows.count)
  }

  @Test func billsAreWhatWasPaidButForTheGap() throws {
    let truth = sample.truth.community.settlement
    let entries = try sample.twinTable("settlements.csv")
    #expect(entries.rows.count == truth.entries)
    #expect(total(entries, "income") == cents(truth.sales))
    let youzan = PlainTable(try sample.text("exports/有赞对账单_202604.csv"))
    let alipay = PlainTable(
      try sample.gb18030("exports/支付宝账务明细_202604.csv").split(separator: "\r\n")
        .filter { !$0.hasPrefix("#") }.joined(separator: "\r\n") + "\r\n")
    #expect(youzan.rows.count + alipay.rows.count == truth.entries)
    #expect(truth.unsettledOrders > 0)
    let whole = try WrittenSample(
      SampleDataGenerator(seed: 7, scale: 2, truths: .all.subtracting(.settlementGap)),
      withTwin: false
    ).truth
    #expect(whole.community.settlement.unsettledOrders == 0)
    let paid = cents(whole.period.grossPaid) + cents(try leftOutPaid())
    #expect(cents(whole.community.settlement.sales) == paid)
  }

  /// What people paid in the campaign whom no figure counts; the bills know nothing of that.
  private func leftOutPaid() throws -> String {
    let orders = try sample.twinTable("orders.csv").filtered("left_out") { $0 == "true" }
      .filtered("paid_at") { $0 >= "2026-04-09T16:00" }
    let sum = total(orders, "paid_amount")
    return "\(sum / 100).\(String(100 + sum % 100).dropFirst())"
  }

  @Test func whoInvitedJoinedBefore() throws {
    let members = try sample.twinTable("group_members.csv")
    #expect(members.rows.count == sample.truth.community.groupMembers)
    let joined = Dictionary(
      uniqueKeysWithValues: zip(members["external_userid"], members["joined_at"]))
    for ((inviter, time), left) in zip(
      zip(members["invited_by"], members["joined_at"]), members["left_at"])
    {
      if !inviter.isEmpty { #expect((joined[inviter] ?? "9") < time) }
      #expect(left.isEmpty || left > time)
    }
  }

  @Test func everyRowIsAsWideAsItsHeader() throws {
    for file in [
      "exports/有赞商品明细20260425.csv", "exports/社群成员20260425.csv", "exports/群消息20260425.csv",
      "exports/评论20260425.csv", "exports/实验分组20260425.csv", "exports/有赞对账单_202604.csv",
      "exports/售后回访_按序号_20260425.csv", "plan/商品表.csv", "plan/达人名单.csv", "plan/达人笔记.csv",
      "plan/客服工单.csv", "plan/周预算.csv", "plan/历史投放.csv", "plan/降本.csv", "plan/基准.csv",
      "plan/埋点方案.csv",
    ] {
      let table = PlainTable(try sample.text(file))
      #expect(!table.rows.isEmpty)
      #expect(table.rows.allSatisfy { $0.count == table.header.count }, "\(file)")
    }
  }

  @Test func theBudgetByWeekIsTheBudget() throws {
    let weekly = PlainTable(try sample.text("plan/周预算.csv"))
    #expect(total(weekly, "预算") == cents(sample.truth.spend.planned))
    for item in sample.truth.spend.items {
      #expect(total(weekly.filtered("项目") { $0 == item.item }, "预算") == cents(item.planned))
    }
  }

  @Test(arguments: (1...20).map { UInt64($0) })
  func experimentsHaveTheEffectThatIsPlantedAndNoOther(seed: UInt64) throws {
    func z(_ variants: [Truth.Variant]) -> Double {
      let (a, b) = (variants[0], variants[1])
      let (n1, n2) = (Double(a.units), Double(b.units))
      let (x1, x2) = (Double(a.conversions), Double(b.conversions))
      let p = (x1 + x2) / (n1 + n2)
      return (x2 / n2 - x1 / n1) / (p * (1 - p) * (1 / n1 + 1 / n2)).squareRoot()
    }
    let planted = SampleDataGenerator(seed: seed).truth().community.experiments
    #expect(z(planted[0].variants) > 3)
    #expect(abs(z(planted[1].variants)) < 3.3)
    let flat = SampleDataGenerator(seed: seed, truths: []).truth().community.experiments
    #expect(abs(z(flat[0].variants)) < 3.3)
  }
}
