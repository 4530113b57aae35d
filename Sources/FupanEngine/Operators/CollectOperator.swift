import FupanData
import FupanDiagnostics

/// Keeps all rows as they are.
struct CollectOperator: BlockingOperator {
  let budget: MemoryBudget

  func begin() -> WaitingRows { WaitingRows() }

  func consume(_ batch: Batch, into partial: inout WaitingRows) {
    partial.append(batch, in: budget)
  }

  func merge(_ partial: consuming WaitingRows, into total: inout WaitingRows) {
    total.append(contentsOf: partial)
  }

  func isTooLarge(_ total: WaitingRows) -> Bool {
    budget.isExceeded() && budget.isWorthSpilling(total.bytesInMemory)
  }

  func relieved(_ total: inout WaitingRows) async throws -> CollectOperator {
    try total.spill(to: budget)
    return self
  }
}
