import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanMetrics
import FupanPlan
import FupanReports
import FupanStages

/// Whence they came: conversion by channel, attributed revenue, and what each channel cost.
///
///     - channels: [credit, spend]
struct ChannelsSection: ReportSection {
  static let kind = Report.Section.Kind.channels
  static let summary = "Conversion by channel, attributed revenue beside spend."

  @Parameter("The datasets shown; one with channel and amount is spend.", .principal, .nonEmpty)
  var datasets: [DatasetUse]

  func prepare(in scope: ReportScope) throws(Problems) -> PreparedSection {
    let shown = try ShownDatasets(datasets, of: .channels, in: scope)
    let conversion = try ChannelConversion(in: scope)
    let spend = try SpendByChannel(shown.datasets, in: scope)
    let hidden = Set([spend?.dataset].compactMap { $0 })
    return PreparedSection(
      queries: conversion?.queries ?? [],
      fragments: shown.fragments + [spend?.fragment].compactMap { $0 }
    ) { results in
      var book = ReceiptBook(scope, results)
      var blocks: [Report.Block] = []
      var findings: [ToldFinding] = []
      if let conversion { findings = conversion.told(results, &book) }
      findings += shown.told(results)
      if !findings.isEmpty { blocks.append(.findings(findings.map { $0.inPlace })) }
      if let conversion { blocks += conversion.blocks(results, &book) }
      blocks += shown.blocks(results, except: hidden)
      if let spend { blocks += spend.blocks(results, shown) }
      return BuiltSection(
        Report.Section(
          .channels, blocks: blocks,
          missing: (shown.lacks + (conversion?.lacks ?? [])).uniqued()),
        receipts: book.receipts + shown.datasets.flatMap { $0.creditReceipts(results, in: scope) },
        findings: findings)
    }
  }
}
