import Foundation
import FupanData
import FupanDiagnostics
import FupanPipelines
import FupanReports
import FupanSampleData
import Testing

@Suite("Sections say what the sample holds")
struct ReportSectionTests {
  @Test func theWholeReportIsConsistentAndExact() async throws {
    let made = try await TwinReport()
    try made.report.check()
    let revenue = try #require(made.cards.first { $0.metric == "revenue" })
    #expect(revenue.value == .money(try #require(Report.ExactNumber(made.truth.period.netRevenue))))
    let customers = try #require(made.cards.first { $0.metric == "new_customers" })
    #expect(customers.value == .integer(made.truth.customers.newCustomers))
    #expect(revenue.status == .met)
    #expect(revenue.receipt == "revenue")
    #expect(revenue.sparkline.count == 15)
    let receipt = try #require(made.report.receipts.first { $0.id == "revenue" })
    #expect(receipt.n == made.truth.period.orders)
    #expect(receipt.inputs.map { $0.name }.allSatisfy { $0.hasSuffix("orders.csv") })
    #expect(made.findings(.verdict).count == 3)
    if let out = ProcessInfo.processInfo.environment["FUPAN_REPORT_OUT"] {
      for file in try HTMLWriter().files(for: made.report) where !file.path.isEmpty {
        try Data(file.bytes).write(to: URL(fileURLWithPath: out + "/" + file.path))
      }
      try Data(try made.report.json()).write(to: URL(fileURLWithPath: out + "/report.json"))
    }
  }
}
