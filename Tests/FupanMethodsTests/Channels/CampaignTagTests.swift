import FupanMethods
import Testing

@Suite struct CampaignTagTests {
  @Test("EX-12.0: links are read once and folded") func theWorkedExampleIsReadOnceAndFolded() {
    let link = "?utm_source=WeChat&utm_medium=Social&utm_campaign=618%20预热"
    #expect(CampaignTag(LinkParameters(link).tag("source")) == .value("wechat"))
    #expect(CampaignTag(LinkParameters(link).tag("medium")) == .value("social"))
    #expect(CampaignTag(LinkParameters(link).tag("campaign")) == .value("618 预热"))
    #expect(CampaignTag(LinkParameters(link).tag("term")) == .missing)
  }

  @Test(
    "EX-12.0: sources are read as written",
    arguments: [
      ("?utm_source=a&utm_source=b", CampaignTag.value("a")),
      ("/p#/x?utm_source=Q", .value("q")),
      ("?utm_source=__CHANNEL__", .unexpandedMacro("__CHANNEL__")),
      ("?utm_source={source}", .unexpandedMacro("{source}")), ("?utm_source=%2525", .value("%25")),
      ("?utm_source=", .missing), ("?utm_source", .missing), ("?a=1#/x?utm_source=b", .value("b")),
      ("/p#utm_source=b", .value("b")), ("?utm_medium=a#utm_source=b", .missing),
      ("?utm_source=&utm_source=b", .missing), ("?utm_source=%7Bs%7D", .unexpandedMacro("{s}")),
      ("?utm_source=(not%20set)", .missing), ("/plain", .missing), ("", .missing),
      ("?utm_source=a%", .value("a%")), ("?utm_source=ＷＸ", .value("wx")),
    ])
  func sourcesAreReadAsWritten(_ link: String, _ tag: CampaignTag) {
    #expect(CampaignTag(LinkParameters(link).tag("source")) == tag)
  }

  @Test("EX-12.0: a plus is a space, an escaped one a plus")
  func aPlusIsASpaceAndAnEscapedOneAPlus() {
    #expect(CampaignTag(LinkParameters("?utm_campaign=a+b%2Bc").tag("campaign")) == .value("a b+c"))
  }

  @Test func theFirstRowThatFitsWins() {
    let map = ChannelMap([
      (["wecom", "group"], "社群"), (["wecom", ""], "企微"), (["x*s", nil], "小红书"),
      (["*", "cpc"], "投放"),
    ])
    #expect(map.channel(of: [.value("wecom"), .value("group")]) == "社群")
    #expect(map.channel(of: [.value("wecom"), .missing]) == "企微")
    #expect(map.channel(of: [.value("xhs"), .value("note")]) == "小红书")
    #expect(map.channel(of: [.value("baidu"), .value("cpc")]) == "投放")
    #expect(map.channel(of: [.value("baidu"), .missing]) == nil)
  }
}
