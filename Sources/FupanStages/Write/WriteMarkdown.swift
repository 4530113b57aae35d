import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `write_markdown`: the rows as a Markdown table in the run's folder.
///
///     - write_markdown: 团长榜.md
package struct WriteMarkdown: WriteStage {
  package static let about = StageDescription(
    "write_markdown", .write, "Writes the rows as a Markdown table in the run's folder.")

  @Parameter("The file, under the run's folder.", .principal) var file: FilePath

  package init() {}

  package func sink(for input: Relation, in scope: Scope) throws(Problems) -> Sink {
    Sink(
      fragment: scope.dataset, path: try OutputPath.checked(file), format: .markdown,
      options: WriteOptions(isPersonal: input.schema.fields.contains { $0.isPersonal }),
      origin: scope.origin)
  }
}
