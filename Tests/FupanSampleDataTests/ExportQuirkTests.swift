import Foundation
import FupanSampleData
import Testing

@Suite("The exports are as awkward as real ones")
struct ExportQuirkTests {
  let sample: WrittenSample

  init() throws {
    sample = try WrittenSample(withTwin: false)
  }

  @Test func youzanNamesTheDistributorTwiceAndWritesDashesForNothing() throws {
    let bytes = try WrittenSample.bytes(sample.folder + "/exports/有赞订单20260425.csv")
    #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
    let table = PlainTable(try sample.text("exports/有赞订单20260425.csv"))
    #expect(table.header.count { $0 == "分销员" } == 2)
    #expect(table["买家付款时间"].contains("——"))
    #expect(table["订单号"].allSatisfy { $0.wholeMatch(of: /E\d{21}/) != nil })
    #expect(Set(table["订单号"]).count == table.rows.count)
    #expect(table["收货人手机号/提货人手机号"].contains { $0.wholeMatch(of: /199\*{4}\d{4}/) != nil })
    #expect(table["买家手机号"].allSatisfy { $0 == "——" || $0.wholeMatch(of: /199\d{8}/) != nil })
    #expect(table["同城送达时间/提货时间"].contains { $0.contains(" - ") })
    #expect(Set(table["订单状态"]) == ["交易成功", "已发货", "待发货", "交易关闭"])
  }

  @Test func taobaoIsGB18030WithWrappedIdsAndSpacesInItsHeader() throws {
    let path = "exports/ExportOrderList202604250915.csv"
    let bytes = try WrittenSample.bytes(sample.folder + "/" + path)
    #expect(bytes.starts(with: [0xB6, 0xA9, 0xB5, 0xA5]))
    #expect(String(validating: bytes, as: UTF8.self) == nil)
    let text = try sample.gb18030(path)
    #expect(text.hasSuffix("\r\n"))
    #expect(text.contains("𠮷"))
    #expect(text.contains("\n=\"1930"))
    let table = PlainTable(text)
    #expect(table.header.filter { $0.hasSuffix(" ") }.count == 6)
    #expect(Set(table["订单编号"]).count == table.rows.count)
    #expect(table["联系手机"].allSatisfy { $0.isEmpty || $0.wholeMatch(of: /'199\d{8}/) != nil })
    #expect(table["卖家服务费"].allSatisfy { $0 == "0元" })
    let times = table["订单创建时间"]
    #expect(times.contains { $0.wholeMatch(of: /2026\/4\/\d+ \d+:\d\d/) != nil })
    #expect(times.contains { $0.wholeMatch(of: /2026-04-\d\d \d\d:\d\d:\d\d/) != nil })
  }

  @Test func answersHaveMarksUnitsAndOtherText() throws {
    let text = try sample.text("exports/问卷星_春日焕新满意度.csv")
    let table = PlainTable(text)
    #expect(table.header[7].contains("\u{2F6C}"))
    #expect(table.header[10].contains("\n"))
    #expect(table["所用时间"].allSatisfy { $0.wholeMatch(of: /\d+秒/) != nil })
    #expect(table["提交答卷时间"].contains { $0.wholeMatch(of: /2026\/4\/\d+ \d:\d\d:\d\d/) != nil })
    #expect(table["来自IP"].contains { $0.hasSuffix("(广东-深圳)") })
    #expect(table.rows.contains { $0[10].contains("┋") && $0[10].contains("其他〖") })
    #expect(table.rows.contains { $0[13].contains("\n") })
    #expect(table.rows.contains { $0[13].contains("\"") })
    #expect(table.rows.contains { $0[8] == "(空)" })
  }

  @Test func customersRepeatForEachMemberOfStaff() throws {
    let table = PlainTable(try sample.text("exports/企微客户列表20260425.csv"))
    #expect(table.rows.count == sample.truth.rows.members)
    #expect(Set(table["external_userid"]).count == 2_000)
    #expect(Set(table["unionid"]).count == 2_000)
    #expect(table["客户名称"].contains("=1+1"))
    #expect(table["客户名称"].contains("小鹿\u{200B}"))
    #expect(table["标签组2(兴趣偏好)"].contains { $0.contains("、") })
    #expect(table["手机"].contains(""))
    let pairs = zip(table["external_userid"], table["添加时间"]).map { $0 + $1 }
    #expect(Set(pairs).count == pairs.count)
  }

  @Test func eventsAreTwentyThousandShortLinesInUTCMilliseconds() throws {
    let path = sample.folder + "/exports/events-20260425.ndjson.gz"
    let header = try WrittenSample.bytes(path).prefix(10)
    // Neither a name nor a time in the header.
    #expect(Array(header.prefix(8)) == [0x1F, 0x8B, 8, 0, 0, 0, 0, 0])
    let lines = String(decoding: try WrittenSample.unpacked(path), as: UTF8.self)
      .split(separator: "\n")
    #expect(lines.count == 20_000)
    #expect(lines.allSatisfy { $0.utf8.count < 260 })
    var times: [Int] = []
    var missing = Set<String>()
    for line in lines {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      times.append(try #require(object["time"] as? Int))
      for key in ["phone", "utm_source", "order_id", "share_id"] where object[key] == nil {
        missing.insert(key)
      }
      if object["user_id"] is NSNull { missing.insert("user_id") }
    }
    #expect(missing == ["phone", "utm_source", "order_id", "share_id", "user_id"])
    #expect(times == times.sorted())
    #expect((times.first ?? 0) >= 1_773_936_000_000)
    #expect((times.last ?? 0) < 1_777_046_400_000)
  }

  @Test func notesBeginWithABannerInEveryCell() throws {
    let text = try sample.text("exports/笔记列表明细表.csv")
    let banner = PlainTable(text).header
    #expect(banner == [String](repeating: "最多导出排序后前1000条笔记", count: 13))
    let table = PlainTable(text, skipping: 1)
    #expect(table.rows.count == 400)
    #expect(table["曝光"].contains { $0.hasSuffix("万") })
    #expect(table["封面点击率"].allSatisfy { $0.wholeMatch(of: /0\.\d{3}/) != nil })
    #expect(table["人均观看时长"].allSatisfy { $0.hasSuffix("秒") })
    #expect(table["弹幕"].contains("-"))
  }

  @Test func theLastLineOfTheAdReportAddsUpTheOthers() throws {
    let table = PlainTable(try sample.text("exports/投放日报_巨量_202604.csv"))
    let last = try #require(table.rows.last)
    #expect(last[0] == "合计")
    for column in ["消耗(元)", "展示数", "点击数", "转化数", "成交金额"] {
      let values = table[column].map(cents)
      #expect(values.dropLast().reduce(0, +) == values.last)
    }
    #expect(try sample.text("exports/投放日报_巨量_202604.csv").contains(",\"¥4,179.00\","))
  }

  @Test func staffAreListedByKeysThatTheExportsKnow() throws {
    let staff = PlainTable(try sample.text("员工与测试号.csv"))
    let members = PlainTable(try sample.text("exports/企微客户列表20260425.csv"))
    #expect(staff.rows.count == 12)
    #expect(Set(staff["unionid"]).isSubset(of: Set(members["unionid"])))
    #expect(Set(staff["phone"]).isSubset(of: Set(members["手机"])))
    #expect(Set(staff["external_userid"]).isSubset(of: Set(members["external_userid"])))
  }
}
