import Foundation
import FupanData
import FupanDiagnostics
import FupanReports
import Testing

@testable import FupanPipelines

/// Notices fit where they go, whatever they have to say.
struct NoticeTests {
  private static let day = CivilDate(daysSinceEpoch: 20_567)
  /// 2026-04-25 08:00 in Shanghai.
  private static let morning: Int64 = 1_777_075_200_000_000

  private static func report(
    title: String = "春日焕新 2026", cards: [Report.Card] = [], language: Language = .simplifiedChinese
  ) -> Report {
    Report(
      title: title, campaign: "spring-2026", period: Report.Period(day, through: day),
      asOf: day, state: .final, language: language, currency: "CNY", timeZone: "Asia/Shanghai",
      generatedAt: "2026-04-25T06:30:00+08:00",
      sections: [
        Report.Section(
          .verdict, blocks: [.prose("部分达成：7 项目标中达成 6 项。"), .cards(cards)])
      ])
  }

  private static func alert(_ name: String, owner: String?, place: String = "")
    -> PublishedRun.Alert
  {
    PublishedRun.Alert(
      id: "a", metric: "m", level: "fail", fired: true,
      label: Report.Localized(zh: name, en: name), owner: owner, shown: "9.2%", place: place)
  }

  private static func content(_ payload: String, _ platform: NoticePlatform) throws -> String {
    let json = try JSONSerialization.jsonObject(with: Data(payload.utf8)) as? [String: Any]
    let root = try #require(json)
    if let card = root["card"] as? [String: Any] {
      let elements = try #require(card["elements"] as? [[String: Any]])
      return try #require(elements.first?["content"] as? String)
    }
    let kind = try #require(root[platform == .feishu ? "msg_type" : "msgtype"] as? String)
    let inner = root[kind] ?? root["content"]
    let fields = try #require(inner as? [String: Any])
    return try #require((fields["content"] ?? fields["text"]) as? String)
  }

  @Test func saysStateFiguresAlertsWithOwnersAndAge() throws {
    let cards = [
      Report.Card(
        metric: "revenue", label: "净销售额", value: .money(.init(unscaled: 10_490_000, scale: 2)),
        target: .money(.init(unscaled: 10_000_000, scale: 2)), status: .met)
    ]
    let notice = Notice(
      NoticeTests.report(cards: cards),
      alerts: [NoticeTests.alert("退款率", owner: "客服部", place: "淘宝")],
      attempt: nil, language: nil, now: NoticeTests.morning)
    let words = try NoticeTests.content(notice.payload(for: .wecom, as: .text), .wecom)
    #expect(
      words == """
        春日焕新 2026 · 4/24
        【已结束】部分达成：7 项目标中达成 6 项。
        数据截至 2026-04-24（昨天），报告生成于 2026-04-25 06:30
        · 净销售额 ¥10.5万（目标 ¥10万，达成）
        触发预警 1 条
        · 退款率（淘宝）：9.2%，严重，负责人 客服部
        """)
    let english = Notice(
      NoticeTests.report(cards: cards), alerts: [], attempt: nil, language: .english,
      now: NoticeTests.morning)
    #expect(english.payload(for: .feishu).contains("Data up to 2026-04-24 (yesterday)"))
  }

  @Test func saysThatTheLastAttemptFailed() {
    let attempt = PublishedRun.Attempt(state: .refused, codes: ["too_many_rejects"])
    let notice = Notice(
      NoticeTests.report(), alerts: [], attempt: attempt, language: nil, now: NoticeTests.morning)
    let payload = notice.payload(for: .dingtalk)
    #expect(payload.contains("最近一次运行：数据未通过检查（too＿many＿rejects）；以下是上一次的结果"))
  }

  @Test func neverTellsOfAnybody() {
    let notice = Notice(
      NoticeTests.report(title: "致电 13800138000"),
      alerts: [
        NoticeTests.alert("退款率", owner: "zhou@example.com", place: "138-0013-8000"),
        NoticeTests.alert("<@all>", owner: "[点这里](http://example.com)"),
      ], attempt: nil, language: nil, now: NoticeTests.morning)
    for platform in NoticePlatform.allCases where platform != .mail {
      let payload = notice.payload(for: platform)
      for canary in ["13800138000", "138-0013-8000", "zhou@example.com", "<@all>", "](http"] {
        #expect(!payload.contains(canary), "\(payload)")
      }
    }
  }

  @Test(arguments: NoticePlatform.allCases, NoticePlatform.Form.allCases)
  func fitsWhateverItHasToSay(
    platform: NoticePlatform, form: NoticePlatform.Form
  ) throws {
    var random = SeededNumbers(state: 20_260_424)
    for round in 0..<24 {
      let longest = [3, 30, 120, 900][round % 4]
      let cards = (0..<Int(random.next() % 9)).map { number in
        Report.Card(
          metric: "m\(number)", label: random.text(longest), value: .text(random.text(longest)),
          target: .integer(Int(random.next() % 100_000)), status: .missed)
      }
      let alerts = (0..<Int(random.next() % 120)).map { _ in
        NoticeTests.alert(random.text(longest), owner: random.text(30), place: random.text(40))
      }
      let notice = Notice(
        NoticeTests.report(title: random.text(longest), cards: cards), alerts: alerts,
        attempt: nil, language: nil, now: NoticeTests.morning)
      let payload = notice.payload(for: platform, as: form)
      #expect(String(validating: Array(payload.utf8), as: UTF8.self) != nil)
      if platform == .mail {
        #expect(payload.utf8.count <= 100_000)
        #expect(payload.utf8.allSatisfy { $0 < 0x80 })
        let lines = payload.split(separator: "\r\n", omittingEmptySubsequences: false)
        #expect(lines.allSatisfy { $0.utf8.count <= 78 })
        continue
      }
      let words = try NoticeTests.content(payload, platform)
      switch (platform, form) {
      case (.wecom, .markdown): #expect(words.utf8.count <= 4096)
      case (.wecom, .text): #expect(words.utf8.count <= 2048)
      default: #expect(payload.utf8.count <= 20_000)
      }
      #expect(!words.contains("|"), "no tables")
      // A cut notice says so, and is cut by whole lines.
      let known = notice.lines.map { $0.text(form) }
      let isWhole = known.allSatisfy { words.contains($0) }
      #expect(isWhole != words.contains("……另有"))
      let separator = form == .markdown ? "\n\n" : "\n"
      for line in words.components(separatedBy: separator) where !line.hasPrefix("……另有") {
        #expect(known.contains(line), "\(line)")
      }
    }
  }
}

/// A small generator with a seed (SplitMix64; Steele, Lea and Flood, 2014), and awkward words.
private struct SeededNumbers {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func text(_ longest: Int) -> String {
    let pieces = [
      "净", "é", "👨‍👩‍👧", "a", " ", "\n", "\"", "\\", "|", "\u{0}", "\u{1B}[31m", "\u{2028}", "*", "`",
      "]", "𠮷", "e\u{301}", "<at>", "\u{202E}", "7",
    ]
    var text = ""
    for _ in 0..<Int(next() % UInt64(longest)) {
      text += pieces[Int(next() % UInt64(pieces.count))]
    }
    return text
  }
}
