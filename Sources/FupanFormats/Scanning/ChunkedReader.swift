import FupanData
import FupanPlan

/// Reads one input in two steps, so that workers share the work: a single owner takes raw chunks in
/// order, and any worker turns a chunk into rows.
///
///     var reader = try CSVReader(files: files, options: options, columns: columns)
///     while let chunk = try reader.next() {
///       let parsed = try reader.parse(chunk)      // on any worker
///     }
///     let account = reader.finish(parsedAccounts)
///
/// Results do not depend on the chunk size.
package protocol ChunkedReader: Sendable {
  /// The fields of every batch: text for delimited files.
  var schema: Schema { get }
  /// The files in reading order, as the user named them; `Provenance.files` points here.
  var files: [String] { get }
  /// The next piece of raw input, or nil at the end. Called by one owner, in order.
  mutating func next() throws -> RawChunk?
  /// The rows of a chunk. Pure: called by any worker, in any order.
  func parse(_ chunk: RawChunk) throws -> ParsedChunk
}

/// Whole records of one file as raw bytes.
package struct RawChunk: Sendable {
  /// 0 for the first chunk of the input, then 1, 2, …: the order in which results are merged.
  package var index: Int
  /// The position of the file in the reader's list.
  package var file: Int32
  /// The bytes as they stand in the file (after decompression).
  package var bytes: [UInt8]
  /// The offset of the first byte in the file (after decompression).
  package var offset: Int
  /// The physical line of the first byte, counted from 1.
  package var line: Int64

  package init(index: Int, file: Int32, bytes: [UInt8], offset: Int, line: Int64) {
    self.index = index
    self.file = file
    self.bytes = bytes
    self.offset = offset
    self.line = line
  }
}

/// What a chunk held.
package struct ParsedChunk: Sendable {
  /// The rows, with their provenance.
  package var batch: Batch
  /// Records that could not be read.
  package var rejections: [Rejection]
  /// Total rows, kept apart to be checked against the columns' own sums.
  package var totals: [TotalRow]
  package var account: FileAccount

  package init(
    batch: Batch, rejections: [Rejection] = [], totals: [TotalRow] = [], account: FileAccount
  ) {
    self.batch = batch
    self.rejections = rejections
    self.totals = totals
    self.account = account
  }
}

/// A total row as the file has it.
package struct TotalRow: Hashable, Sendable {
  package var file: Int32
  package var line: Int64
  /// The cells of the reader's schema, nil where empty.
  package var cells: [String?]

  package init(file: Int32, line: Int64, cells: [String?]) {
    self.file = file
    self.line = line
    self.cells = cells
  }
}

/// Where the records of a file went: records = preamble + headers + totals + read + rejected.
package struct FileAccount: Hashable, Sendable {
  package var records = 0
  package var preamble = 0
  package var headers = 0
  package var totals = 0
  package var read = 0
  package var rejected = 0

  package init() {}

  /// Whether every record is somewhere.
  package var isClosed: Bool { records == preamble + headers + totals + read + rejected }

  package static func + (left: FileAccount, right: FileAccount) -> FileAccount {
    var sum = left
    sum.records += right.records
    sum.preamble += right.preamble
    sum.headers += right.headers
    sum.totals += right.totals
    sum.read += right.read
    sum.rejected += right.rejected
    return sum
  }
}
