import Foundation
import FupanConfig
import FupanDiagnostics
import FupanFormats
import FupanMetrics
import FupanTestSupport
import Testing

@testable import FupanPipelines

/// A template is a workbook that is read: by its headers, with nothing in it.
struct PlanTemplateTests {
  private func withFile<Result>(
    _ bytes: [UInt8], _ read: (String) throws -> Result
  ) throws -> Result {
    let folder = try TemporaryFolder()
    defer { withExtendedLifetime(folder) {} }
    return try read(try folder.write(bytes, to: "book.xlsx").path)
  }

  @Test(arguments: Language.allCases)
  func emptyLedgersHaveEverySheetAndNoEntry(language: Language) throws {
    try withFile(try LedgerTemplate.bytes(language)) { path in
      let known = try LedgerWorkbook.sheets(of: try WorkbookFile(path))
      #expect(
        known
          == (language == .english
            ? [
              "Issues", "STAR", "Hypotheses", "Run sheet", "Duties", "Incidents", "Questions",
              "Competitors", "Partners",
            ] : ["问题", "STAR", "假设", "分工", "职责", "事件", "调研问题", "竞品", "合作方"]))
      let ledgers = try LedgerWorkbook.read(path)
      #expect(ledgers.issues.isEmpty && ledgers.stories.isEmpty)
      #expect(ledgers.hypotheses.isEmpty && ledgers.steps.isEmpty)
    }
  }

  @Test(arguments: Language.allCases)
  func anEmptyPlanHasNoTargets(language: Language) throws {
    let bytes = try PlanTemplate.bytes(
      [.targets, .budget, .costs], metrics: ["净销售额", "roi"], language)
    let metrics = try MetricRegistry(OrderedMap())
    try withFile(bytes) { path in
      let targets = try TargetWorkbook.read(path, named: nil, sheet: nil, metrics)
      #expect(targets.isEmpty)
      let book = try WorkbookFile(path)
      for (sheet, kind) in zip(book.sheets, [PlanSheet.targets, .budget, .costs]) {
        let headers = try book.rows(of: sheet).first?.cells ?? []
        #expect(PlanSheet.of(headers: headers, file: "计划.xlsx") == kind, "\(headers)")
      }
      #expect(try book.rows(of: book.sheets[0]).map { $0.cells[0] }.dropFirst() == ["净销售额", "roi"])
    }
  }
}
