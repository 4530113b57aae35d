import FupanData
import FupanFormats

/// Rows on their way: where they come from, and what is done to each batch of them.
struct RowStream: Sendable {
  var schema: Schema
  /// One after the other: more than one after a union.
  var branches: [Branch]

  struct Branch: Sendable {
    var source: Source
    var operators: [any StreamingOperator]
  }

  enum Source: Sendable {
    /// Rows in memory.
    case batches([Batch], node: Int)
    /// Rows of files; their provenance counts files from `firstFile`.
    case files(any ChunkedReader, firstFile: Int32, node: Int)
  }

  init(_ schema: Schema, _ source: Source) {
    self.schema = schema
    branches = [Branch(source: source, operators: [])]
  }

  init(_ schema: Schema, branches: [Branch]) {
    self.schema = schema
    self.branches = branches
  }

  /// The same rows after one more step.
  func then(_ step: any StreamingOperator, _ schema: Schema) -> RowStream {
    RowStream(
      schema,
      branches: branches.map { Branch(source: $0.source, operators: $0.operators + [step]) })
  }
}
