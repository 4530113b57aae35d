import FupanData
import FupanDiagnostics

/// Rows that wait for a reader: in memory, or in the spill file.
enum WaitingBatch: Sendable {
  case inMemory(Batch, MemoryLease)
  case spilled(SpilledBatch)

  init(_ rows: Batch, in budget: MemoryBudget) {
    self = .inMemory(rows, MemoryLease(rows.byteCount, of: budget))
  }

  var count: Int {
    switch self {
    case .inMemory(let rows, _): rows.count
    case .spilled(let rows): rows.count
    }
  }

  /// How many bytes of memory the rows take.
  var bytesInMemory: Int {
    switch self {
    case .inMemory(_, let lease): lease.bytes
    case .spilled: 0
    }
  }

  /// About how many bytes of memory the rows would take, wherever they are.
  var byteCount: Int {
    switch self {
    case .inMemory(_, let lease): lease.bytes
    case .spilled(let rows): rows.byteCount
    }
  }

  func rows() throws(Problems) -> Batch {
    switch self {
    case .inMemory(let rows, _): rows
    case .spilled(let rows): try rows.rows()
    }
  }
}
