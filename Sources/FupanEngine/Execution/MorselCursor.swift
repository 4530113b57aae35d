import FupanData
import FupanFormats

/// Cuts a stream into morsels, in order. It has one owner, which alone asks readers for chunks.
struct MorselCursor {
  private let branches: [RowStream.Branch]
  private let morselRows: Int
  private var branch = 0
  private var batch = 0
  private var row = 0
  private var reader: (any ChunkedReader)?
  /// What the files were that were read to their end, by their position in the run's list.
  private(set) var inputs: [Int: InputSummary] = [:]

  init(_ stream: RowStream, morselRows: Int) {
    branches = stream.branches
    self.morselRows = morselRows
  }

  mutating func next() throws -> Morsel? {
    while branch < branches.count {
      switch branches[branch].source {
      case .batches(let batches, _):
        if let rows = nextRows(batches) {
          return Morsel(work: .rows(rows), branch: branches[branch])
        }
      case .stretches(let stretches, _):
        let first = batch
        var room = morselRows
        while room > 0, batch < stretches.count {
          room -= stretches.rowCount(batch)
          batch += 1
        }
        if batch > first {
          return Morsel(work: .stretches(first..<batch), branch: branches[branch])
        }
      case .files(let opened, let firstFile, _):
        var current = reader ?? opened
        reader = nil
        if let chunk = try current.next() {
          reader = current
          // Workers share the reader as it was opened, so that the owner's buffers stay its own.
          return Morsel(work: .chunk(chunk, opened), branch: branches[branch])
        }
        for (file, input) in current.inputs.enumerated() {
          inputs[Int(firstFile) + file] = input
        }
      }
      branch += 1
      batch = 0
      row = 0
      reader = nil
    }
    return nil
  }

  private mutating func nextRows(_ batches: [WaitingBatch]) -> [(batch: Int, range: Range<Int>)]? {
    var taken: [(batch: Int, range: Range<Int>)] = []
    var room = morselRows
    while room > 0, batch < batches.count {
      let end = min(batches[batch].count, row + room)
      if end > row { taken.append((batch, row..<end)) }
      room -= end - row
      row = end
      if row == batches[batch].count {
        batch += 1
        row = 0
      }
    }
    return taken.isEmpty ? nil : taken
  }
}
