/// What of a report's blocks is left when some metrics are hidden.
struct Concealment {
  /// The hidden metrics.
  let metrics: Set<String>
  /// The ids of their receipts.
  let receipts: Set<String>

  func shown(_ block: Report.Block) -> Report.Block? {
    switch block {
    case .heading: return block
    case .prose(let sentence): return shown(sentence).map(Report.Block.prose)
    case .cards(let cards):
      let kept = cards.filter { !conceals($0.metric) && !conceals(receipt: $0.receipt) }
        .map { card in
          var card = card
          card.note = card.note.flatMap(shown)
          return card
        }
      return kept.isEmpty ? nil : .cards(kept)
    case .table(let table): return shown(table).map(Report.Block.table)
    case .chart(var chart):
      guard !chart.metrics.contains(where: metrics.contains) else { return nil }
      chart.note = chart.note.flatMap(shown)
      return .chart(chart)
    case .findings(let findings):
      let kept = findings.filter { finding in
        !finding.metrics.contains(where: metrics.contains) && shown(finding.sentence) != nil
          && !finding.evidence.contains { conceals(receipt: $0.receipt) }
      }
      return kept.isEmpty ? nil : .findings(kept)
    case .ledger(.improvements(let rows)):
      return .ledger(
        .improvements(
          rows.map { row in
            var row = row
            row.data = row.data.flatMap(shown)
            row.checked = row.checked.flatMap(shown)
            if conceals(row.checkMetric) {
              row.check = nil
              row.checkMetric = nil
            }
            return row
          }))
    case .ledger(.stories(let stories)):
      let kept = stories.filter { shown($0.result) != nil }
      return kept.isEmpty ? nil : .ledger(.stories(kept))
    case .callout(let callout): return shown(callout.text) == nil ? nil : block
    }
  }

  func shown(_ sentence: Report.Sentence) -> Report.Sentence? {
    let hides = sentence.spans.contains { span in
      if case .value(_, let receipt) = span { conceals(receipt: receipt) } else { false }
    }
    return hides ? nil : sentence
  }

  private func shown(_ table: Report.Table) -> Report.Table? {
    var table = table
    let kept = table.columns.indices.filter { !conceals(table.columns[$0].metric) }
    guard !kept.isEmpty else { return nil }
    table.columns = kept.map { table.columns[$0] }
    table.rows = table.rows.filter { !conceals($0.metric) && !conceals(receipt: $0.receipt) }
      .map { row in
        var row = row
        row.cells = kept.map { row.cells[$0] }
        return row
      }
    if let sorting = table.sortedBy, !table.columns.contains(where: { $0.id == sorting.column }) {
      table.sortedBy = nil
    }
    table.note = table.note.flatMap(shown)
    return table
  }

  private func conceals(_ metric: String?) -> Bool { metric.map(metrics.contains) ?? false }

  private func conceals(receipt: String?) -> Bool { receipt.map(receipts.contains) ?? false }
}
