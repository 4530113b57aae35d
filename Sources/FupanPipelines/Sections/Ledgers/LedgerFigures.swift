import FupanDiagnostics
import FupanMetrics
import FupanReports

/// The figures that ledgers refer to.
struct LedgerFigures: Sendable {
  private let query: MetricQuery?
  /// The days that the figures are of.
  let days: Report.Period?

  /// - Parameter names: metrics by their names; those that this pipeline does not have are words only.
  init(of names: [String], in scope: ReportScope) throws(Problems) {
    let known = names.compactMap { scope.registry.metric(called: $0)?.id }.uniqued()
    days = scope.clock.period.map { Report.Period($0) }
    query =
      known.isEmpty
      ? nil : try scope.query(MetricRequest("period", known, during: scope.clock.period))
  }

  var queries: [MetricQuery] { [query].compactMap { $0 } }

  /// The metrics with these names that have a figure, each as words and a value.
  func sentence(
    _ names: [String], _ scope: ReportScope, _ results: ReportResults, _ book: inout ReceiptBook
  ) -> Report.Sentence? {
    var spans: [Report.Sentence.Span] = []
    for name in names {
      guard let (metric, figure) = figure(name, scope, results), !figure.value.isMissing else {
        continue
      }
      if !spans.isEmpty { spans.append(.words(scope.language == .english ? ", " : "，")) }
      spans.append(.words(metric.label(in: scope.language) + " "))
      spans.append(
        .value(
          FigureFormat(metric).value(figure), receipt: book.add(metric, figure, during: days)))
    }
    return spans.isEmpty ? nil : Report.Sentence(spans)
  }

  /// What a metric came to; nil where this pipeline does not have it.
  func figure(
    _ name: String, _ scope: ReportScope, _ results: ReportResults
  ) -> (metric: Metric, figure: MetricFigure)? {
    guard let query, let metric = scope.registry.metric(called: name),
      let figure = results.figures(query).figure(metric.id)
    else { return nil }
    return (metric, figure)
  }
}
