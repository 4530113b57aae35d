import FupanData
import Testing

@testable import FupanStages

/// The name of a download tells when it was made.
struct ExportTimeTests {
  private func time(_ name: String) -> ExportTime {
    ExportTime(ofFile: name, in: TimeZoneRules(identifier: "Asia/Shanghai") ?? .utc)
  }

  private func seconds(_ text: String) -> Int64 {
    (InstantText.parse(text.utf8) ?? 0) / 1_000_000
  }

  @Test(arguments: [
    ("exports/有赞订单20260425.csv", "2026-04-25T00:00:00Z"),
    ("ExportOrderList202604250915.csv", "2026-04-25T09:15:00Z"),
    ("orders_2026-04-25_09.15.30.csv", "2026-04-25T09:15:30Z"),
    ("订单2026年4月5日.csv", "2026-04-05T00:00:00Z"),
    ("订单2026年04月25日.csv", "2026-04-25T00:00:00Z"),
    ("投放日报_巨量_202604.csv", "2026-04-01T00:00:00Z"),
    ("订单20260401-20260424_20260425.csv", "2026-04-25T00:00:00Z"),
    // The last day that it covers, where it says no more.
    ("有赞订单20260401-20260424.csv", "2026-04-24T00:00:00Z"),
    ("有赞订单_2026-04-01_2026-04-24.csv", "2026-04-24T00:00:00Z"),
    ("订单导出(20260401000000-20260430235959).csv", "2026-04-30T23:59:59Z"),
    // 2026-04-25T09:15:00+08:00
    ("1777079700_orders.csv", "2026-04-25T09:15:00Z"),
    ("1777079700000_orders.csv", "2026-04-25T09:15:00Z"),
  ])
  func isRead(name: String, expected: String) {
    #expect(time(name).seconds == seconds(expected))
  }

  @Test func namesWithoutATimeHaveNone() {
    for name in ["笔记列表明细表.csv", "orders-12345678.csv", "门店99991399.csv", "1.csv"] {
      #expect(time(name).seconds == .min, "\(name)")
    }
  }

  @Test func theNumberOfACopyDecidesWithinATime() {
    #expect(time("orders (2).csv").copy == 2)
    #expect(time("订单20260425（1）.csv") > time("订单20260425.csv"))
    #expect(time("订单20260426.csv") > time("订单20260425 (3).csv"))
    #expect(time("orders (final).csv").copy == 0)
  }

  @Test func ranksFollowTheTimesAndAreEqualWhereNothingTells() {
    let files = ["b20260425.csv", "a20260418.csv", "c20260425.csv"]
    #expect(Downloads.ranks(of: files, in: .utc).map { $0.rank } == [1, 0, 1])
  }
}
