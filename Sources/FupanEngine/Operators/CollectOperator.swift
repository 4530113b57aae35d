import FupanData

/// Keeps all rows as they are.
struct CollectOperator: BlockingOperator {
  func begin() -> [Batch] { [] }

  func consume(_ batch: Batch, into partial: inout [Batch]) {
    if batch.count > 0 { partial.append(batch) }
  }

  func merge(_ partial: consuming [Batch], into total: inout [Batch]) {
    total.append(contentsOf: partial)
  }
}
