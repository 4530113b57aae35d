import Synchronization

/// How much memory the rows that wait may take, and the file for those that do not fit.
///
/// Whoever keeps rows counts them by a ``MemoryLease``; whoever can do without some asks
/// ``isExceeded(by:)`` now and then. Rows on their way through workers are not counted: they are as
/// few as there are workers.
final class MemoryBudget: Sendable {
  /// Bytes that rows may take while they wait: half of the memory that a run is allowed, so that
  /// what is made of them has room too.
  let limit: Int
  let file: SpillFile
  /// How many rows are written to the file as one piece.
  let pieceRows: Int
  private let held = Atomic<Int>(0)

  init(_ options: EngineOptions) {
    limit = options.maxMemory / 2
    file = SpillFile(in: options.spillFolder, maximum: options.maxDisk ?? .max)
    pieceRows = options.batchRows
  }

  /// How many bytes rows take now.
  var bytes: Int { held.load(ordering: .relaxed) }

  /// Whether somebody should make room.
  ///
  /// - Parameter more: bytes that are not counted otherwise.
  func isExceeded(by more: Int = 0) -> Bool { bytes + more > limit }

  /// Whether so many bytes are worth being written: many small pieces would be slow to read.
  func isWorthSpilling(_ bytes: Int) -> Bool { bytes > limit / 16 }

  fileprivate func add(_ bytes: Int) { held.add(bytes, ordering: .relaxed) }
}

/// Some bytes counted in a budget for as long as somebody holds it.
final class MemoryLease: Sendable {
  let bytes: Int
  private let budget: MemoryBudget

  init(_ bytes: Int, of budget: MemoryBudget) {
    self.bytes = bytes
    self.budget = budget
    budget.add(bytes)
  }

  deinit { budget.add(-bytes) }
}
