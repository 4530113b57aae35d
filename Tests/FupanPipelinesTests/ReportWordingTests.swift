import FupanDiagnostics
import FupanReports
import Testing

@Suite("Reports speak their readers' words")
struct ReportWordingTests {
  @Test func noHeadingOfTheReportIsAnIdentifier() async throws {
    let report = try await TwinReport.whole.value.report
    var headings: [String] = []
    for section in report.sections where section.kind != .appendix {
      for block in section.blocks {
        switch block {
        case .table(let table): headings += [table.title] + table.columns.map { $0.label }
        case .chart(let chart): headings.append(chart.title)
        default: break
        }
      }
    }
    #expect(headings.count > 50)
    let identifiers = headings.filter { heading in
      heading.utf8.allSatisfy { (0x61...0x7A).contains($0) || $0 == 0x5F }
    }
    #expect(identifiers.isEmpty)
  }

  @Test func aShownDatasetMayHaveAHeadingOfItsOwn() async throws {
    let made = try await TwinReport(
      sections: "report: {sections: [people: [leaders: {title: 本期团长}]]}\n")
    #expect(made.tables(.people).contains { $0.title == "本期团长" })
  }

  @Test func canonicalNamesHaveLabelsInBothLanguagesAndOthersNone() {
    #expect(CanonicalLabel.column("channel", in: .simplifiedChinese) == "渠道")
    #expect(CanonicalLabel.column("channel", in: .english) == "Channel")
    #expect(CanonicalLabel.dataset("survey", in: .simplifiedChinese) == "问卷")
    #expect(CanonicalLabel.column("my_column", in: .simplifiedChinese) == nil)
  }
}
