import FupanMetrics
import FupanPlan
import FupanReports

/// A section whose needs are planned: fragments to compute, and the section made of their results.
package struct PreparedSection: Sendable {
  /// The figures it asks for; their fragments are computed with the rest of the plan.
  package let queries: [MetricQuery]
  /// Datasets and reductions whose tables it reads, each by the fragment's name.
  package let fragments: [Fragment]
  package let build: @Sendable (ReportResults) -> BuiltSection

  package init(
    queries: [MetricQuery] = [], fragments: [Fragment] = [],
    build: @escaping @Sendable (ReportResults) -> BuiltSection
  ) {
    self.queries = queries
    self.fragments = fragments
    self.build = build
  }
}
