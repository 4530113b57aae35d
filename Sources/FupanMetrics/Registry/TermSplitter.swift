import FupanDiagnostics
import FupanPlan

/// Takes a metric's expression apart into aggregates, each over one dataset, and what is computed
/// from them.
struct TermSplitter {
  private let metric: String
  private var terms: [Metric.Term] = []
  /// Names outside aggregates: other metrics.
  private(set) var bareNames: [(name: String, offset: Int)] = []

  init(metric: String) { self.metric = metric }

  /// - Throws: an aggregate that reads no dataset or several.
  mutating func split(_ parsed: ParsedExpression) throws(Problems) -> Metric.TermExpression {
    let before = terms.count
    let syntax = try split(parsed.syntax, in: parsed)
    return Metric.TermExpression(
      expression: ParsedExpression(syntax, text: parsed.text, at: parsed.start),
      terms: Array(terms[before...]))
  }

  private mutating func split(
    _ syntax: ExpressionSyntax, in parsed: ParsedExpression
  ) throws(Problems) -> ExpressionSyntax {
    switch syntax {
    case .column(let qualifier, let name, let offset):
      if let qualifier {
        throw Problems(
          Diagnostic(
            .metricNeedsAggregate, at: parsed.place(at: offset),
            ["name": .text("\(qualifier).\(name)")]))
      }
      if !bareNames.contains(where: { $0.name == name }) { bareNames.append((name, offset)) }
      return syntax
    case .call(let name, _, _, let offset) where AggregateFunction.names.contains(name):
      var datasets: [String] = []
      let bare = unqualified(syntax, &datasets)
      guard datasets.count == 1, let dataset = datasets.first else {
        throw Problems(
          Diagnostic(
            .metricDatasets, at: parsed.place(at: offset),
            ["name": .text(name), "count": .integer(datasets.count)]))
      }
      let column = "_\(metric)\(terms.count)"
      terms.append(
        Metric.Term(
          dataset: dataset,
          expression: ParsedExpression(bare, text: parsed.text, at: parsed.start), name: column))
      return .column(qualifier: nil, name: column, offset: offset)
    default: return try syntax.mapParts { part throws(Problems) in try split(part, in: parsed) }
    }
  }

  /// The syntax without dataset names, which are collected.
  private func unqualified(
    _ syntax: ExpressionSyntax, _ datasets: inout [String]
  ) -> ExpressionSyntax {
    guard case .column(let qualifier, let name, let offset) = syntax else {
      return syntax.mapParts { unqualified($0, &datasets) }
    }
    if let qualifier, !datasets.contains(qualifier) { datasets.append(qualifier) }
    // `count(orders)` counts the rows of a dataset.
    return .column(qualifier: nil, name: name, offset: offset)
  }
}
