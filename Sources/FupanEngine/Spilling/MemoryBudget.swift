import CGlibc
import Synchronization

/// How much memory the rows that wait may take, and the file for those that do not fit.
///
/// Whoever keeps rows counts them by a ``MemoryLease``; whoever can do without some asks
/// ``isExceeded(by:)`` now and then. Rows on their way through workers are not counted: they are as
/// few as there are workers. What the process takes in all is looked at now and then: what was freed
/// is given back to the system, and where that does not help, rows that wait make room.
final class MemoryBudget: Sendable {
  /// Bytes that rows may take while they wait: three eighths of the memory that a run is allowed, so
  /// that what is made of them has room too.
  let limit: Int
  let file: SpillFile
  /// How many rows are written to the file as one piece.
  let pieceRows: Int
  /// Bytes that the process may take.
  private let maxMemory: Int
  private let held = Atomic<Int>(0)
  /// What the process took when memory was last given back.
  private let settled = Atomic<Int>(0)
  private let isTight = Atomic<Bool>(false)

  init(_ options: EngineOptions) {
    maxMemory = options.maxMemory
    limit = options.maxMemory / 8 * 3
    file = SpillFile(in: options.spillFolder, maximum: options.maxDisk ?? .max)
    pieceRows = options.batchRows
  }

  /// How many bytes rows take now.
  var bytes: Int { held.load(ordering: .relaxed) }

  /// Whether somebody should make room.
  ///
  /// - Parameter more: bytes that are not counted otherwise.
  func isExceeded(by more: Int = 0) -> Bool {
    bytes + more > limit || isTight.load(ordering: .relaxed)
  }

  /// Gives memory that was freed back to the system, where the process takes much: the allocator
  /// keeps what lies between pieces in use, as much again as rows take.
  func settle() {
    let resident = Int(fupan_resident_bytes())
    if resident < settled.load(ordering: .relaxed) {
      settled.store(resident, ordering: .relaxed)
      isTight.store(resident > maxMemory / 4 * 3, ordering: .relaxed)
    }
    let step = max(maxMemory / 16, 16 << 20)
    guard resident > maxMemory / 2, resident > settled.load(ordering: .relaxed) + step
    else { return }
    fupan_trim_memory()
    let left = Int(fupan_resident_bytes())
    settled.store(left, ordering: .relaxed)
    isTight.store(left > maxMemory / 4 * 3, ordering: .relaxed)
  }

  /// Whether so many bytes are worth being written: many small pieces would be slow to read.
  ///
  /// - Parameter part: the fewest are one in so many of ``limit``.
  func isWorthSpilling(_ bytes: Int, part: Int = 16) -> Bool { bytes > limit / part }

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
