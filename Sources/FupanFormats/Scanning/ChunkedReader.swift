import FupanData
import FupanDiagnostics

/// Reads one input in two steps, so that workers share the work: a single owner takes raw chunks in
/// order, and any worker turns a chunk into rows.
///
///     var reader = try CSVReader(files: files, options: options, columns: columns)
///     while let chunk = try reader.next() {
///       let parsed = try reader.parse(chunk)      // on any worker
///     }
///     // the sum of the chunks' accounts is the input's
///
/// Results do not depend on the chunk size.
package protocol ChunkedReader: Sendable {
  /// The fields of every batch: text for delimited files.
  var schema: Schema { get }
  /// The files in reading order, as the user named them; `Provenance.files` points here.
  var files: [String] { get }
  /// The sheet that each entry of ``files`` is, nil where it is no workbook.
  var sheets: [SheetInput?] { get }
  /// What each file was, its hash once it was read to its end.
  var inputs: [InputSummary] { get }
  /// Repaired oddities worth telling.
  var warnings: [Diagnostic] { get }
  /// The next piece of raw input, or nil at the end. Called by one owner, in order.
  mutating func next() throws(Problems) -> RawChunk?
  /// The rows of a chunk. Pure: called by any worker, in any order, on a copy of the reader as it was
  /// before the first `next()`.
  func parse(_ chunk: RawChunk) throws(Problems) -> ParsedChunk
  /// Whether ``parse(_:delaying:keep:)`` makes delayed columns of the rows that stay alone.
  var canDelayColumns: Bool { get }
  /// The rows of a chunk in two steps: first without the delayed columns, in whose place stand empty
  /// texts; then those columns, of the rows that stay.
  ///
  /// - Parameters:
  ///   - isDelayed: one flag for each column of the schema.
  ///   - keep: takes what ``parse(_:)`` gives, and says which rows stay, in their order.
  /// - Returns: the delayed columns.
  func parse(
    _ chunk: RawChunk, delaying isDelayed: [Bool], keep: (ParsedChunk) throws -> [Int32]
  ) throws -> [Column]
}

extension ChunkedReader {
  package var sheets: [SheetInput?] { files.map { _ in nil } }
  package var inputs: [InputSummary] { [] }
  package var warnings: [Diagnostic] { [] }
  package var canDelayColumns: Bool { false }

  package func parse(
    _ chunk: RawChunk, delaying isDelayed: [Bool], keep: (ParsedChunk) throws -> [Int32]
  ) throws -> [Column] {
    let parsed = try parse(chunk)
    let kept = try keep(parsed)
    return zip(parsed.batch.columns, isDelayed).filter { $1 }.map { $0.0.gathered(kept) }
  }
}
