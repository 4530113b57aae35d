extension Report {
  /// The part of the report that `selection` names.
  ///
  /// A hidden metric is gone with everything that shows it: its cards, columns, rows, charts and
  /// receipts, and each sentence, finding and story that holds one of its values.
  package func selecting(_ selection: ReportSelection) -> Report {
    var report = self
    if let kinds = selection.sections {
      report.sections.removeAll { !kinds.contains($0.kind) }
    }
    guard !selection.hidden.isEmpty else { return report }
    let concealment = Concealment(
      metrics: selection.hidden,
      receipts: Set(
        receipts.lazy.filter { selection.hidden.contains($0.metric) }.map { $0.id }))
    report.receipts.removeAll { selection.hidden.contains($0.metric) }
    for index in report.sections.indices {
      let section = report.sections[index]
      report.sections[index].note = section.note.flatMap(concealment.shown)
      report.sections[index].blocks = section.blocks.compactMap(concealment.shown)
    }
    return report
  }
}
