import FupanData
import FupanDiagnostics
import FupanFormats

/// The rows of a chunk on their way through the steps of their branch.
struct ChunkRows {
  private let chunk: RawChunk
  private let reader: any ChunkedReader
  private let firstFile: Int32
  private let node: Int
  private let branch: RowStream.Branch
  private let batchRows: Int

  /// - Parameters:
  ///   - firstFile: the reader's files are counted from here.
  ///   - node: the scan, for the account.
  init(
    _ chunk: RawChunk, _ reader: any ChunkedReader, firstFile: Int32, node: Int,
    _ branch: RowStream.Branch, batchRows: Int
  ) {
    self.chunk = chunk
    self.reader = reader
    self.firstFile = firstFile
    self.node = node
    self.branch = branch
    self.batchRows = batchRows
  }

  /// Hands out the rows that are left, batch by batch.
  ///
  /// - Throws: the problem of the first row that ends the run.
  func run(_ report: inout MorselReport, consume: (Batch) -> Void) throws {
    guard let delayed = branch.delayed else {
      let batch = counted(try reader.parse(chunk), &report)
      for range in ranges(batch.count) {
        try MorselScheduler.run(
          batch.slice(range), branch.operators, &report, consume: consume)
      }
      return
    }
    var filtered: [Batch] = []
    var failure: RowFailure?
    let columns = try reader.parse(chunk, delaying: delayed.isDelayed) { parsed in
      let batch = counted(parsed, &report)
      var kept: [Int32] = []
      for range in ranges(batch.count) where failure == nil {
        let slice = batch.slice(range)
        let done = MorselScheduler.steps(
          slice, branch.operators.prefix(delayed.steps), &report)
        failure = done.failure
        guard let rows = done.rows else { continue }
        filtered.append(rows)
        kept += ChunkRows.rows(rows, of: slice).map { $0 + Int32(range.lowerBound) }
      }
      return kept
    }
    var start = 0
    for batch in filtered {
      let end = start + batch.count
      let whole = delayed.filled(batch, columns.map { $0.slice(start..<end) })
      start = end
      try MorselScheduler.run(
        whole, branch.operators.dropFirst(delayed.steps), &report, consume: consume)
    }
    // A later step may have refused an earlier row.
    if let failure { throw Problems(failure.diagnostic) }
  }

  /// The rows as batches; a chunk not much larger than a batch is not worth copying.
  private func ranges(_ count: Int) -> [Range<Int>] {
    let size = count <= batchRows * 2 && batchRows > 1024 ? max(count, 1) : batchRows
    return stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
  }

  /// What was parsed, counted; its files counted from the scan's first.
  private func counted(_ parsed: ParsedChunk, _ report: inout MorselReport) -> Batch {
    var parsed = parsed
    if firstFile > 0 {
      parsed.batch.provenance = parsed.batch.provenance?.shifted(by: firstFile)
      for index in parsed.rejections.indices { parsed.rejections[index].file += firstFile }
      for index in parsed.totals.indices { parsed.totals[index].file += firstFile }
    }
    report.rows += parsed.batch.count
    report.count(node) {
      $0.rowsIn += parsed.batch.count + parsed.rejections.count
      $0.rowsOut += parsed.batch.count
      $0.rejected += parsed.rejections.count
    }
    report.rejections.append(contentsOf: parsed.rejections)
    report.totals.append(contentsOf: parsed.totals)
    report.accounts[Int(firstFile + chunk.file)] = parsed.account
    return parsed.batch
  }

  /// Which rows of a batch those of another are that were left of it: each begins on a line of its
  /// own.
  private static func rows(_ left: Batch, of all: Batch) -> [Int32] {
    guard left.count < all.count, let lines = left.provenance, let allLines = all.provenance
    else { return (0..<Int32(all.count)).map { $0 } }
    var rows: [Int32] = []
    rows.reserveCapacity(left.count)
    var row = 0
    for index in 0..<left.count {
      let line = lines.line(index)
      while allLines.line(row) < line { row += 1 }
      rows.append(Int32(row))
      row += 1
    }
    return rows
  }
}
