import FupanData
import FupanDiagnostics

/// A native computation on a small table, at the end of a fragment: k-means, removal effects, a test.
///
/// The reduction before it runs on any engine; the finish is one implementation for all of them.
package struct Finish: Sendable {
  /// A finish refuses more rows than this.
  package static let maximumRows = 2_000_000

  /// The method, as plans print it: `rfm_scores`.
  package let name: String
  /// The fields of the result.
  package let schema: Schema
  /// Whether its result depends on the order of its rows.
  package let seesOrder: Bool
  package let run: @Sendable (Table) throws(Problems) -> Table
  /// What is told of the table without ending the run.
  package let warnings: @Sendable (Table) -> [Diagnostic]

  package init(
    _ name: String, schema: Schema, seesOrder: Bool = true,
    warnings: @escaping @Sendable (Table) -> [Diagnostic] = { _ in [] },
    run: @escaping @Sendable (Table) throws(Problems) -> Table
  ) {
    self.name = name
    self.schema = schema
    self.seesOrder = seesOrder
    self.warnings = warnings
    self.run = run
  }
}
