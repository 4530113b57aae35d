import FupanData
import Testing

@testable import FupanReports

@Suite struct ReportFormatTests {
  private let chinese = ReportFormat(language: .simplifiedChinese, currency: "CNY")
  private let english = ReportFormat(language: .english, currency: "CNY")

  private func money(_ text: String) throws -> Report.Value {
    .money(try #require(Report.ExactNumber(text)))
  }

  @Test("amounts are exact with separators in tables and short from ten thousand up elsewhere")
  func amounts() throws {
    #expect(try chinese.exact(money("12345.60")) == "¥12,345.60")
    #expect(try chinese.brief(money("12345.60")) == "¥1.23万")
    #expect(try chinese.brief(money("9999.99")) == "¥9,999.99")
    #expect(try chinese.brief(money("600000")) == "¥60万")
    #expect(try chinese.brief(money("123456789.00")) == "¥1.23亿")
    #expect(try english.brief(money("12345.60")) == "¥12.3k")
    #expect(try english.brief(money("1234567.00")) == "¥1.23M")
    #expect(try chinese.exact(money("-0.05")) == "−¥0.05")
    #expect(try chinese.signed(money("1200")) == "+¥1,200")
    #expect(chinese.brief(12_000) == "1.2万")
    #expect(chinese.exact(12_000) == "12,000")
    #expect(chinese.exact(.integer(Int.min)) == "−9,223,372,036,854,775,808")
    let large = "99999999999999999999999999999999999999"
    #expect(try chinese.exact(money(large)).filter { $0 == "9" }.count == 38)
  }

  @Test("two figures of a sentence that would read the same are told in full")
  func alike() throws {
    let (all, kept) = (try money("105084.14"), try money("104926.94"))
    let sentence: Report.Sentence = "净销售额剔除前是 \(all)，剔除后是 \(kept)，共 \(12_000) 元"
    #expect(chinese.brief(all) == "¥10.5万" && chinese.brief(kept) == "¥10.5万")
    #expect(chinese.written(all, in: sentence) == "¥105,084.14")
    #expect(chinese.written(kept, in: sentence) == "¥104,926.94")
    #expect(chinese.written(12_000, in: sentence) == "1.2万")
    #expect(chinese.written(all, in: "\(all) 和 \(all)") == "¥10.5万")
  }

  @Test("a change from nothing is told as that")
  func changeFromNothing() {
    #expect(chinese.changes(of: .init(against: .baseline)) == ["无法计算"])
    #expect(
      chinese.changes(of: .init(against: .target, relative: 0.12, points: 0.012))
        == ["+12.0%", "+1.2 个百分点"])
  }

  @Test("a column in which no row says anything is left out, the first never")
  func emptyColumns() {
    let table = Report.Table(
      id: "t", title: "",
      columns: [
        .init("a", "", .text), .init("b", "", .text), .init("c", "", .number),
        .init("d", "", .number),
      ],
      rows: [
        .init([.text(""), .text(""), .missing(.notApplicable), .missing(.noData)]),
        .init([.text(""), .text(""), .missing(.notApplicable), .missing(.notApplicable)]),
      ])
    let reduced = table.withoutEmptyColumns
    #expect(reduced.columns.map(\.id) == ["a", "d"])
    #expect(reduced.rows[0].cells == [.text(""), .missing(.noData)])
  }

  @Test("paths begin where they part")
  func commonFolder() {
    #expect(
      ["/home/me/spring/exports/a.csv", "/home/me/spring/plan/b.csv"].withoutCommonFolder
        == ["exports/a.csv", "plan/b.csv"])
    #expect(["/home/me/a.csv"].withoutCommonFolder == ["a.csv"])
    #expect(["data/a.csv", "data"].withoutCommonFolder == ["data/a.csv", "data"])
    #expect([String]().withoutCommonFolder == [])
  }

  @Test("halves round away from zero, by what the digits say")
  func halves() throws {
    #expect(chinese.exact(.number(1.005, places: 2)) == "1.01")
    #expect(chinese.exact(.number(-2.5, places: 0)) == "−3")
    #expect(chinese.exact(.number(0.125, places: 2)) == "0.13")
    #expect(chinese.exact(.number(-0.001, places: 1)) == "0.0")
    #expect(chinese.exact(.share(1, of: 8)) == "12.5%")
    #expect(chinese.exact(.share(201, of: 1600)) == "12.6%", "12.5625")
    #expect(chinese.exact(.share(-2005, of: 10_000)) == "−20.1%", "20.05 is a half")
    #expect(chinese.exact(.number(1e21, places: 0)) == "1,000,000,000,000,000,000,000")
    #expect(chinese.exact(.number(1e-300, places: 2)) == "0.00")
  }

  @Test("EX-27.4: halves round to the even neighbour where the report says so")
  func evenHalves() throws {
    let even = ReportFormat(language: .english, currency: "CNY", rounding: .halfEven)
    func shown(_ text: String) throws -> String {
      let number = try #require(Report.ExactNumber(text)?.rounded(to: 2, .halfEven))
      return DecimalText.string(number.unscaled, scale: number.scale)
    }
    #expect(try shown("2.665") == "2.66" && shown("2.675") == "2.68" && shown("0.125") == "0.12")
    #expect(try shown("-0.135") == "-0.14" && shown("1.005") == "1.00" && shown("1.006") == "1.01")
    #expect(even.exact(.number(2.665, places: 2)) == "2.66")
    #expect(english.exact(.number(2.665, places: 2)) == "2.67")
    #expect(even.exact(.share(201, of: 1600)) == "12.6%", "12.5625 is no half")
    #expect(even.exact(.share(-2005, of: 10_000)) == "−20.0%", "20.05 is a half")
    #expect(even.brief(.multiple(3.125)) == "3.12×")
  }

  @Test("rates say percent, differences of rates say points")
  func rates() {
    #expect(chinese.brief(.ratio(0.035)) == "3.5%")
    #expect(chinese.exact(.ratio(0.035)) == "3.50%")
    #expect(chinese.brief(.ratio(0.0035)) == "0.35%")
    #expect(chinese.exact(.ratio(0)) == "0%")
    #expect(chinese.exact(.ratio(1)) == "100%")
    #expect(chinese.exact(.points(0.012)) == "+1.2 个百分点")
    #expect(english.exact(.points(-0.0125)) == "−1.3 pp")
    #expect(chinese.relative(0.12) == "+12.0%")
    #expect(chinese.brief(.multiple(5)) == "5×")
  }

  @Test("what has no value says why")
  func absent() {
    #expect(chinese.exact(.share(1, of: 0)) == "无法计算")
    #expect(english.exact(.number(.nan, places: 1)) == "undefined")
    #expect(english.brief(.number(.infinity, places: 1)) == "undefined")
    #expect(english.exact(.suppressed) == "withheld")
    #expect(chinese.exact(.missing(.tooFew)) == "样本不足")
  }

  @Test("days and periods follow the language")
  func days() throws {
    func day(_ text: String) throws -> CivilDate { try #require(CivilDate(Array(text.utf8))) }
    let april = try Report.Period(day("2026-04-10"), through: day("2026-04-24"))
    #expect(chinese.period(april) == "2026年4月10日—24日")
    #expect(english.period(april) == "10–24 Apr 2026")
    let spring = try Report.Period(day("2026-03-20"), through: day("2026-04-03"))
    #expect(chinese.period(spring) == "2026年3月20日—4月3日")
    #expect(english.period(spring) == "20 Mar – 3 Apr 2026")
    let winter = try Report.Period(day("2025-12-20"), through: day("2026-01-03"))
    #expect(chinese.period(winter) == "2025年12月20日—2026年1月3日")
    #expect(english.period(winter) == "20 Dec 2025 – 3 Jan 2026")
    #expect(chinese.exact(.date(try day("2026-04-10"))) == "2026-04-10")
  }
}
