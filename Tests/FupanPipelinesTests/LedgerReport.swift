import Foundation
import FupanData
import FupanPipelines
import FupanReports
import FupanTestSupport

/// Reports of small campaigns with ledgers beside them, in one folder with a history.
struct LedgerReport {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The report of a campaign of fifteen days from `first` on.
  ///
  /// - Parameters:
  ///   - ledger: the bytes of a workbook or the text of a YAML file.
  ///   - amount: what its only order paid.
  func report(
    _ id: String = "spring", from first: String = "2026-04-10", ledger: String,
    name: String = "ledgers.yaml", amount: String = "100", language: String = "zh-Hans",
    asOf: String? = nil
  ) async throws -> Report {
    try await report(
      id, from: first, bytes: Array(ledger.utf8), name: name, amount: amount, language: language,
      asOf: asOf)
  }

  func report(
    _ id: String = "spring", from first: String = "2026-04-10", bytes: [UInt8], name: String,
    amount: String = "100", language: String = "zh-Hans", asOf: String? = nil
  ) async throws -> Report {
    let root = folder.path
    try Data(bytes).write(to: URL(filePath: root + "/" + name))
    let start = CivilDate(Array(first.utf8)) ?? CivilDate(daysSinceEpoch: 0)
    let end = CivilDate(daysSinceEpoch: start.daysSinceEpoch + 14)
    let orders = "order_id,paid_at,net_paid\nA,\(first) 09:00,\(amount)\n"
    try Data(orders.utf8).write(to: URL(filePath: root + "/orders.csv"))
    let text = """
      version: 1
      use: [presets/metrics]
      timezone: Asia/Shanghai
      locale: \(language)
      campaign: {id: \(id), name: \(id.uppercased()), period: \(start)..\(end)}
      datasets:
        orders:
          - read_csv: orders.csv
          - parse: {paid_at: timestamp, net_paid: money}
      ledgers: \(name)
      history: history
      report:
        sections: [why, next]

      """
    try Data(text.utf8).write(to: URL(filePath: root + "/pipeline.yaml"))
    return try await Report(
      ofPipeline: root + "/pipeline.yaml", asOf: asOf.flatMap { CivilDate(Array($0.utf8)) })
  }

  /// Puts a report into the history, as closing it does.
  func close(_ report: Report) throws {
    var closed = report
    closed.closing = .closed
    try HistoryFolder(folder.path + "/history").add(closed, replacing: false)
  }
}

extension Report {
  /// The table with this name, wherever it is.
  func table(_ id: String) -> Table? {
    sections.flatMap { $0.blocks }.lazy.compactMap { block -> Table? in
      if case .table(let table) = block, table.id == id { table } else { nil }
    }.first
  }

  var improvements: [Improvement] {
    sections.flatMap { $0.blocks }.flatMap { block -> [Improvement] in
      if case .ledger(.improvements(let rows)) = block { rows } else { [] }
    }
  }

  var fishbone: Chart.Fishbone? {
    sections.flatMap { $0.blocks }.lazy.compactMap { block -> Chart.Fishbone? in
      if case .chart(let chart) = block, case .fishbone(let fishbone) = chart.kind {
        fishbone
      } else {
        nil
      }
    }.first
  }
}

extension Report.Table {
  /// The cells of a column.
  func cells(_ column: String) -> [Report.Value] {
    guard let index = columns.firstIndex(where: { $0.id == column }) else { return [] }
    return rows.map { $0.cells[index] }
  }
}
