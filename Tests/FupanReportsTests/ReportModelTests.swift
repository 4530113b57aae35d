import Foundation
import FupanDiagnostics
import Testing

@testable import FupanReports

@Suite struct ReportModelTests {
  private func problem(_ json: String) -> Diagnostic? {
    do {
      _ = try Report(json: Array(json.utf8))
      return nil
    } catch { return error.first }
  }

  private func problem(_ report: Report) -> [String] {
    do {
      try report.check()
      return []
    } catch {
      return error.all.map { $0.message.text(in: .english, with: $0.facts) }
    }
  }

  @Test("a report read back is the report that was written, to the last digit")
  func roundTrip() throws {
    for sample in [SampleReport.chinese, SampleReport.english] {
      let report = sample.report
      let bytes = try report.json()
      let read = try Report(json: bytes)
      #expect(read == report)
      #expect(try read.json() == bytes)
    }
    #expect(
      String(decoding: try SampleReport.chinese.report.json(), as: UTF8.self).contains(
        "\"602345.60\""))
  }

  @Test("hostile text survives the round trip unchanged")
  func hostileRoundTrip() throws {
    var sample = SampleReport.chinese
    sample.marker = SampleReport.hostile
    #expect(try Report(json: sample.report.json()) == sample.report)
  }

  @Test("what is no number is written as undefined, never as a number")
  func undefined() throws {
    var report = SampleReport.english.report
    report.sections = [
      .init(
        .goals, blocks: [.cards([.init(metric: "m", label: "m", value: .number(.nan, places: 1))])])
    ]
    let read = try Report(json: report.json())
    guard case .cards(let cards) = read.sections[0].blocks[0] else {
      Issue.record("no cards")
      return
    }
    #expect(cards[0].value == .missing(.undefined))
  }

  @Test("a file that is no report, or of another version, is refused by name")
  func refused() throws {
    #expect(problem("[]")?.code == "report_unreadable")
    #expect(problem("{\"version\": 2}")?.code == "report_version")
    #expect(problem("{\"version\": 1}")?.code == "report_unreadable")
    var json = String(decoding: try SampleReport.english.report.json(), as: UTF8.self)
    json.replace("\"602345.60\"", with: "\"6o2345.60\"")
    let found = try #require(problem(json))
    #expect(found.code == "report_unreadable")
    #expect(found.facts[0].value.text(in: .english).contains("6o2345.60"))
  }

  @Test("a report that contradicts itself is refused, every contradiction at once")
  func inconsistent() throws {
    var report = SampleReport.english.report
    report.sections = [
      .init(
        .goals,
        blocks: [
          .table(
            .init(id: "t", title: "", columns: [.init("a", "a", .text)], rows: [.init([1, 2])])),
          .table(.init(id: "t", title: "", columns: [], rows: [])),
          .table(.init(id: "../x", title: "", columns: [], rows: [])),
          .chart(
            .init(
              id: "c", title: "", unit: .count, alt: "",
              .bars(.init(categories: ["a"], series: [.init("s", [])])))),
        ]),
      .init(.goals),
    ]
    report.receipts = []
    let found = problem(report)
    #expect(found.count == 5)
    #expect(found.contains { $0.contains("row 1 of table 't' has 2 cells for 1 columns") })
    #expect(found.contains { $0.contains("two sections are called 'goals'") })
    #expect(throws: Problems.self) { try HTMLWriter().files(for: report) }
    #expect(throws: Problems.self) { try MarkdownWriter().files(for: report) }
    #expect(throws: Problems.self) { try JSONWriter().files(for: report) }
  }

  @Test("a hidden metric is in no file, in no figure and in no receipt")
  func hidden() throws {
    let selection = ReportSelection(hiding: ["campaign_profit", "revenue", "roi"])
    let report = SampleReport.english.report
    let writers: [any ReportWriter] = [
      JSONWriter(selection: selection), HTMLWriter(selection: selection, hasLiveCharts: false),
      MarkdownWriter(selection: selection),
    ]
    for writer in writers {
      for file in try writer.files(for: report) {
        for trace in [
          "campaign_profit", "81234", "81,234", "81.2k", "602345", "602,345", "602.3k", "288120",
          "288.1k", "gross margin − cost",
        ] {
          #expect(!file.text.contains(trace), "\(file.path) holds \(trace)")
        }
        #expect(file.path != "report/profit.svg")
      }
    }
    let shown = report.selecting(selection)
    #expect(shown.receipts.map { $0.metric } == ["new_customers", "conversion"])
    guard case .table(let goals) = shown.sections[1].blocks[0] else {
      Issue.record("no table")
      return
    }
    #expect(goals.rows.count == 2)
  }

  @Test("only the named sections are written, and nothing links to the others")
  func sections() throws {
    let writer = HTMLWriter(selection: .init(sections: [.verdict]), hasLiveCharts: false)
    let page = try writer.files(for: SampleReport.english.report)[0].text
    #expect(page.contains("id=\"verdict\"") && !page.contains("id=\"money\""))
    #expect(!page.contains("#receipt-") && !page.contains("href=\"#money\""))
  }

  @Test("every message is listed once, in the order of its code")
  func messages() {
    let codes = Message.reports.map { $0.code }
    #expect(codes == codes.sorted() && Set(codes).count == codes.count)
  }
}
