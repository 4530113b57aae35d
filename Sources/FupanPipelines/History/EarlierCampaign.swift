import FupanDiagnostics
import FupanMetrics
import FupanReports

/// An earlier campaign of the history, beside whose figures those of this one stand.
package struct EarlierCampaign: Sendable {
  let report: Report
  /// Whether its amounts are in the currency of this one.
  private let hasSameCurrency: Bool

  /// The campaign that a document is compared with, or nil.
  ///
  /// - Throws: a comparison without a history, or with a campaign that is not in it.
  init?(
    of document: PipelineDocument, at pipeline: String
  ) throws(Problems) {
    guard let name = document.campaign?.compare else { return nil }
    guard let history = document.history else {
      throw Problems(Diagnostic(.historyMissing, at: name.place))
    }
    let folder = HistoryFolder(PipelineFolder.resolved(history.text, of: pipeline))
    report = try folder.report(name.value, at: name.place)
    hasSameCurrency = report.currency == document.currency
  }

  init(_ report: Report, beside document: PipelineDocument) {
    self.report = report
    hasSameCurrency = report.currency == document.currency
  }

  /// The problems it had and what it promised to do about them.
  var improvements: [Report.Improvement] {
    report.sections.flatMap { $0.blocks }.flatMap { block -> [Report.Improvement] in
      if case .ledger(.improvements(let rows)) = block { rows } else { [] }
    }
  }

  /// What people call it.
  var name: String { report.title }

  /// Whether its figures were typed, so that nothing stands behind them.
  var isEntered: Bool { report.closing == .entered }

  /// Its figure of a metric over its whole period, in the metric's unit; nil where it has none.
  func figure(of metric: Metric) -> Report.Value? {
    guard let value = receipt(of: metric)?.value, let number = value.plotted else { return nil }
    // Amounts in two currencies stand beside each other as nothing at all.
    if FigureFormat(metric).isMoney, !hasSameCurrency { return nil }
    switch (value, FigureFormat(metric)) {
    case (.money, let format) where format.isMoney: return value
    case (.ratio, let format) where format.isRatio: return value
    case (.integer, let format) where format.unit == "count": return value
    case (_, let format): return format.value(number)
    }
  }

  /// Whether it measured something else: nil where that is not known.
  func differs(_ metric: Metric, from definition: String) -> Bool? {
    receipt(of: metric)?.definition.map { $0 != definition }
  }

  private func receipt(of metric: Metric) -> Report.Receipt? {
    report.receipts.first { $0.id == metric.id }
      ?? report.receipts.first { metric.declaration.aliases.contains($0.id) }
  }
}
