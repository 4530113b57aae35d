import FupanDiagnostics
import FupanPipelines

/// A difference for a terminal: a row for each metric, and what has to be said of it.
struct DifferenceText {
  private let difference: RunDifference
  private let language: Language

  init(_ difference: RunDifference, _ language: Language) {
    self.difference = difference
    self.language = language
  }

  var text: String {
    let causes = difference.causes
    let header =
      [
        word("metric", "指标"), difference.before.name, difference.after.name,
        word("difference", "差额"),
      ]
      + causes.map { $0.title(in: language) }
    let rows = difference.metrics.map { metric in
      [
        metric.label,
        difference.words(metric.before, metric.unit, isChange: false, in: language),
        difference.words(metric.after, metric.unit, isChange: false, in: language),
        difference.words(metric.difference, metric.unit, isChange: true, in: language),
      ]
        + causes.map { cause in
          metric.parts.first { $0.cause == cause }.map { part in
            difference.words(part.amount, metric.unit, isChange: true, in: language)
              + (difference.metrics.count == 1 ? rowCount(part.rows) : "")
          } ?? "–"
        }
    }
    let notes = difference.remarks(in: language)
    return AlignedTable(header: header, rows: rows, numeric: 1..<header.count).text
      + notes.map { TerminalText.escaped($0) + "\n" }.joined()
  }

  private func rowCount(_ rows: Int?) -> String {
    guard let rows else { return "" }
    return word(" (\(rows.counting("row", "rows")))", "（\(rows) 行）")
  }

  private func word(_ english: String, _ chinese: String) -> String {
    language == .english ? english : chinese
  }
}
