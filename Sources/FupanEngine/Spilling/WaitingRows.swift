import FupanData
import FupanDiagnostics

/// The rows of a relation that wait for their readers, as much of them in memory as has room.
struct WaitingRows: Sendable {
  private(set) var batches: [WaitingBatch] = []
  private(set) var count = 0
  private(set) var bytesInMemory = 0

  init() {}

  init(_ batches: [WaitingBatch]) {
    for batch in batches { append(batch) }
  }

  init(_ batches: [Batch], in budget: MemoryBudget) {
    for batch in batches { append(batch, in: budget) }
  }

  mutating func append(_ rows: Batch, in budget: MemoryBudget) {
    if rows.count > 0 { append(WaitingBatch(rows, in: budget)) }
  }

  mutating func append(_ batch: WaitingBatch) {
    batches.append(batch)
    count += batch.count
    bytesInMemory += batch.bytesInMemory
  }

  mutating func append(contentsOf other: WaitingRows) {
    for batch in other.batches { append(batch) }
  }

  /// About how many bytes of memory all rows would take.
  var byteCount: Int { batches.reduce(0) { $0 + $1.byteCount } }

  /// Whether no row is in the spill file.
  var areInMemory: Bool {
    batches.allSatisfy { if case .inMemory = $0 { true } else { false } }
  }

  /// Writes what is in memory to the spill file, small batches together.
  ///
  /// - Parameter isGrouped: whether batches hold whole groups and stay as they are.
  mutating func spill(to budget: MemoryBudget, isGrouped: Bool = false) throws(Problems) {
    if isGrouped {
      for index in batches.indices {
        if case .inMemory(let rows, _) = batches[index] {
          batches[index] = .spilled(try SpilledBatch(rows, to: budget.file))
        }
      }
      bytesInMemory = 0
      return
    }
    var kept: [WaitingBatch] = []
    var together: [Batch] = []
    var rows = 0
    func write() throws(Problems) {
      guard let schema = together.first?.schema else { return }
      let piece = try Batch.combined(together, schema)
      together = []
      rows = 0
      kept.append(.spilled(try SpilledBatch(piece, to: budget.file)))
    }
    let waiting = batches
    batches = []
    bytesInMemory = 0
    for batch in waiting {
      guard case .inMemory(let all, _) = batch else {
        try write()
        kept.append(batch)
        continue
      }
      for start in stride(from: 0, to: all.count, by: budget.pieceRows) {
        let part = all.slice(start..<min(start + budget.pieceRows, all.count))
        if rows + part.count > budget.pieceRows { try write() }
        together.append(part)
        rows += part.count
      }
    }
    try write()
    batches = kept
  }

  /// All rows in memory.
  consuming func loaded() throws(Problems) -> [Batch] {
    var rows: [Batch] = []
    rows.reserveCapacity(batches.count)
    for batch in batches { rows.append(try batch.rows()) }
    return rows
  }
}
