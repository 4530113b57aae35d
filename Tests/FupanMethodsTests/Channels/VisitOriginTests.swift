import FupanMethods
import Testing

@Suite struct VisitOriginTests {
  private let sources = VisitSources(
    clickIDs: [
      .init("gclid", source: "google", medium: "cpc"),
      .init("ttclid", source: "tiktok", medium: "cpc"),
    ],
    hosts: [
      .init("baidu.com", source: "baidu", medium: "organic"),
      .init("tieba.baidu.com", source: "tieba", medium: "social"),
      .init("google.*", source: "google", medium: "organic"),
    ], ignored: ["shop.example", "alipay.com"])

  private func origin(
    _ columns: [String?] = [], _ link: String = "", from referrer: String = ""
  ) -> VisitOrigin {
    VisitOrigin(columns: columns, link: link, referrer: referrer, sources)
  }

  @Test func tagsAreSurerThanClickIdsAndThoseThanTheSiteBefore() {
    let link = "/?gclid=x&utm_source=Mail"
    let all = origin([], link, from: "https://www.baidu.com/s")
    #expect(all.basis == .tags && all.tags[0] == .value("mail") && all.writtenSource == "Mail")
    let clicked = origin([], "/?gclid=x", from: "https://www.baidu.com/s")
    #expect(clicked.basis == .clickID && clicked.tags[0...1] == [.value("google"), .value("cpc")])
    let referred = origin([], "/", from: "https://www.baidu.com/s")
    #expect(
      referred.basis == .referrer && referred.tags[0...1] == [.value("baidu"), .value("organic")])
    #expect(origin([], "/").basis == .direct)
  }

  @Test func columnsAreReadBeforeTheLink() {
    #expect(origin(["wecom"], "/?utm_source=mail").tags[0] == .value("wecom"))
    #expect(origin(["(not set)"], "/?utm_source=mail").tags[0] == .value("mail"))
  }

  @Test func aPlaceholderIsNothingAndTold() {
    let lost = origin(["__CHANNEL__"], "/", from: "https://m.baidu.com")
    #expect(lost.basis == .referrer && lost.macros == ["__CHANNEL__"])
    #expect(origin([], "/?gclid={gclid}").basis == .direct)
    #expect(origin([], "/?utm_source={source}").tags[0] == .unexpandedMacro("{source}"))
  }

  @Test(arguments: [
    "https://www.shop.example/a", "https://m.shop.example", "//cashier.alipay.com/x",
  ])
  func whoComesFromOneselfOrAPaymentPageGoesOn(_ referrer: String) {
    #expect(origin([], "/", from: referrer).basis == .own)
  }

  @Test(arguments: [
    ("https://tieba.baidu.com/p/1", "tieba", "social"), ("google.co.uk", "google", "organic"),
    ("android-app://com.example.app", "com.example.app", "referral"),
    ("https://u:p@Blog.Example:8080/x?y#z", "blog.example", "referral"),
    ("https://notbaidu.com", "notbaidu.com", "referral"),
    ("https://google.com.evil.example.org", "google.com.evil.example.org", "referral"),
  ])
  func theLongestDomainThatFitsTells(_ referrer: String, _ source: String, _ medium: String) {
    let origin = origin([], "", from: referrer)
    #expect(origin.tags[0...1] == [.value(source), .value(medium)])
  }

  @Test(arguments: ["", "pages/index", "direct", "/p?a=1"])
  func whatIsNoHostTellsNothing(_ referrer: String) {
    #expect(origin([], "", from: referrer).basis == .direct)
  }
}
