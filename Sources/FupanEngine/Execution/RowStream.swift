import FupanData
import FupanFormats

/// Rows on their way: where they come from, and what is done to each batch of them.
struct RowStream: Sendable {
  var schema: Schema
  /// Columns whose groups are whole: rows equal in them are in one batch and stand together, and
  /// groups come in the order of them. Empty where nothing is known.
  private(set) var wholeBy: [String] = []
  /// By what the rows within each whole group are ordered, as far as that is known.
  private(set) var orderedBy = RowOrder()
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

  /// The same rows after one more step, which keeps them in their groups and order.
  func then(_ step: any StreamingOperator, _ schema: Schema) -> RowStream {
    var result = self
    result.schema = schema
    for index in branches.indices {
      if let filter = step as? FilterOperator,
        let last = branches[index].operators.last as? FilterOperator
      {
        result.branches[index].operators.removeLast()
        result.branches[index].operators.append(last.then(filter))
      } else {
        result.branches[index].operators.append(step)
      }
    }
    return result
  }

  /// The same rows, known to be whole groups in an order.
  func grouped(by columns: [String], orderedBy order: RowOrder) -> RowStream {
    var result = self
    result.wholeBy = columns
    result.orderedBy = columns.isEmpty ? RowOrder() : order
    return result
  }

  /// The same rows, of whose groups nothing is known.
  var ungrouped: RowStream { grouped(by: [], orderedBy: RowOrder()) }

  /// The same rows with their groups and order by the names that columns have now.
  ///
  /// - Parameter names: the columns with the order of a former one.
  func regrouped(_ names: (String) -> [String]) -> RowStream {
    let columns = wholeBy.compactMap { names($0).first }
    guard columns.count == wholeBy.count else { return ungrouped }
    return grouped(by: columns, orderedBy: orderedBy.renamed(names))
  }

  /// By what all rows are ordered, as far as that is known.
  var ordering: RowOrder { RowOrder(wholeBy.map { SortKey($0) }).followed(by: orderedBy) }

  /// Whether rows that are equal in these columns are sure to be in one batch, and batches come in
  /// the order of them.
  func isWhole(by columns: [String]) -> Bool {
    !wholeBy.isEmpty && columns.starts(with: wholeBy)
  }

  /// Whether groups are whole by some of these columns.
  func isWhole(within columns: [String]) -> Bool {
    !wholeBy.isEmpty && wholeBy.allSatisfy { columns.contains($0) }
  }
}
