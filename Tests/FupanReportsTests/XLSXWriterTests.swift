import FupanReports
import FupanTestSupport
import Testing

/// A report as a workbook.
@Suite struct XLSXWriterTests {
  private func book(_ writer: XLSXWriter, _ sample: SampleReport) throws -> WorkbookContents {
    let files = try writer.files(for: sample.report)
    #expect(files.map { $0.path } == [writer.file])
    return try WorkbookContents(files[0].bytes)
  }

  @Test func everySectionIsASheetBetweenMastheadAndReceipts() throws {
    let report = SampleReport.chinese.report
    let sheets = try book(XLSXWriter(), .chinese).sheets
    #expect(sheets.first == "活动复盘" && sheets[1] == "结论")
    #expect(sheets.count == report.sections.count + (report.receipts.isEmpty ? 1 : 2))
    #expect(try book(XLSXWriter(), .english).sheets[1] == "Verdict")
  }

  @Test func everyTableIsThereCellForCell() throws {
    let report = SampleReport.chinese.report
    let workbook = try book(XLSXWriter(), .chinese)
    for (index, section) in report.sections.enumerated() {
      let cells = workbook.cells(index + 1).values
      for case .table(let table) in section.blocks {
        #expect(cells.contains { $0.value == table.title }, "\(table.title)")
        for column in table.columns where !table.rows.isEmpty {
          #expect(cells.contains { $0.value.hasPrefix(column.label) }, "\(column.label)")
        }
        for case .money(let amount) in table.rows.flatMap({ $0.cells }) {
          #expect(
            cells.contains {
              $0.kind == "n" && Double($0.value) == amount.approximation
                && $0.format.hasPrefix("\"¥\"#,##0")
            }, "\(amount)")
        }
        for case .integer(let number) in table.rows.flatMap({ $0.cells }) {
          #expect(cells.contains { $0.kind == "n" && $0.value == String(number) }, "\(number)")
        }
      }
    }
  }

  @Test func whatIsSelectedIsWrittenAndWhatIsHiddenIsNot() throws {
    let selection = ReportSelection(sections: [.verdict], hiding: ["roi"])
    let workbook = try book(XLSXWriter(file: "a.xlsx", selection: selection), .chinese)
    #expect(workbook.sheets.contains("结论") && !workbook.sheets.contains("目标"))
    let texts = workbook.sheets.indices.flatMap { workbook.cells($0).values.map { $0.value } }
    #expect(!texts.contains("roi"))
  }

  @Test func textOfDataIsNoFormulaAndNoLink() throws {
    var sample = SampleReport.chinese
    sample.marker = "=HYPERLINK(\"http://x.example\")" + SampleReport.hostile
    let workbook = try book(XLSXWriter(), sample)
    for index in workbook.sheets.indices {
      let source = workbook.source(index)
      #expect(!source.contains("<f>") && !source.contains("hyperlink"))
      #expect(!source.contains("<script") && !source.contains("<img"))
    }
  }

  @Test func theSameReportGivesTheSameBytes() throws {
    let first = try XLSXWriter().files(for: SampleReport.chinese.report)[0].bytes
    var later = SampleReport.chinese.report
    later.generatedAt = "2030-01-01T00:00:00+08:00"
    #expect(try XLSXWriter().files(for: later)[0].bytes == first)
  }
}
