import FupanConfig
import FupanDiagnostics
import FupanPlan

/// `write_ndjson`: the rows as a file of JSON lines in the run's folder.
///
///     - write_ndjson: 订单.ndjson
package struct WriteNDJSON: WriteStage {
  package static let about = StageDescription(
    "write_ndjson", .write, "Writes the rows as JSON, one object a line, in the run's folder.")

  @Parameter("The file, under the run's folder.", .principal) var file: FilePath

  package init() {}

  package func sink(for input: Relation, in scope: Scope) throws(Problems) -> Sink {
    Sink(
      fragment: scope.dataset, path: try OutputPath.checked(file), format: .ndjson,
      options: WriteOptions(isPersonal: input.schema.fields.contains { $0.isPersonal }),
      origin: scope.origin)
  }
}
