import FupanData

extension MetricRegistry {
  /// The figures of metrics from the values of their aggregates, as a query finishes them.
  ///
  /// - Parameter terms: the values by the names of the terms; those of no rows are missing.
  package func figures(
    of names: [String], terms: [String: Value], parameters: [String: Value]
  ) -> [String: MetricFigure] {
    var figures: [String: MetricFigure] = [:]
    for metric in closure(of: names) {
      figures[metric.id] = MetricFinish(metric, parameters: parameters).figure(
        terms, rows: [:], others: figures)
    }
    return figures
  }
}
