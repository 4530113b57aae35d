import FupanData
import FupanFormats

/// Rows on their way: where they come from, and what is done to each batch of them.
struct RowStream: Sendable {
  var schema: Schema
  /// Columns whose groups are whole: rows equal in them are in one batch, and batches come in the
  /// order of them. Empty where nothing is known.
  var wholeBy: [String] = []
  /// One after the other: more than one after a union.
  var branches: [Branch]

  struct Branch: Sendable {
    var source: Source
    var operators: [any StreamingOperator]

    /// The columns of files that are made only of the rows that a filter leaves.
    var delayed: DelayedColumns? {
      guard case .files(let reader, _, _) = source, reader.canDelayColumns else { return nil }
      return DelayedColumns(reader.schema, operators)
    }
  }

  enum Source: Sendable {
    /// Rows that were computed before.
    case batches([WaitingBatch], node: Int)
    /// Rows computed a stretch at a time when they are read.
    case stretches(any RowStretches, node: Int)
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

  /// The same rows after one more step, which keeps groups whole unless it is told which still are.
  func then(
    _ step: any StreamingOperator, _ schema: Schema, wholeBy: [String]? = nil
  ) -> RowStream {
    var result = self
    result.schema = schema
    result.wholeBy = wholeBy ?? self.wholeBy
    for index in branches.indices { result.branches[index].operators.append(step) }
    return result
  }

  /// Whether rows that are equal in these columns are sure to be in one batch, and batches come in
  /// the order of them.
  func isWhole(by columns: [String]) -> Bool {
    !wholeBy.isEmpty && columns.starts(with: wholeBy)
  }
}
