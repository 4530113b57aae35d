import FupanData

/// Figures of some metrics, a row for each scope.
package struct MetricTable: Sendable {
  /// The names of the scope's columns; `_day` last where the request was daily.
  package let by: [String]
  /// The metrics that could be computed, parts of composed ones included.
  package let metrics: [String]
  package let rows: [Row]
  /// Metrics that could not be computed, with what they lack.
  package let unavailable: [(metric: String, lacks: [String])]

  /// The figures of one scope.
  package struct Row: Sendable {
    /// A value for each of the scope's columns.
    package let scope: [Value]
    package let figures: [String: MetricFigure]
  }

  /// The figure of a table without scopes.
  package func figure(_ metric: String) -> MetricFigure? { rows.first?.figures[metric] }
}
