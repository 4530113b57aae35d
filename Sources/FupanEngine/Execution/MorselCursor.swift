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
      case .files(let opened, _, _):
        var current = reader ?? opened
        reader = nil
        if let chunk = try current.next() {
          reader = current
          return Morsel(work: .chunk(chunk, current), branch: branches[branch])
        }
      }
      branch += 1
      batch = 0
      row = 0
      reader = nil
    }
    return nil
  }

  private mutating func nextRows(_ batches: [Batch]) -> [(batch: Int, range: Range<Int>)]? {
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
