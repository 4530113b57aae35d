import FupanData

/// Keeps the first rows; the input is read to its end all the same, so that what is rejected does
/// not depend on a limit.
struct LimitOperator: BlockingOperator {
  let limit: Int

  struct Partial: Sendable {
    var batches: [Batch] = []
    var count = 0
  }

  func begin() -> Partial { Partial() }

  func consume(_ batch: Batch, into partial: inout Partial) {
    let room = limit - partial.count
    guard room > 0, batch.count > 0 else { return }
    let kept = batch.slice(0..<min(room, batch.count))
    partial.batches.append(kept)
    partial.count += kept.count
  }

  func merge(_ partial: consuming Partial, into total: inout Partial) {
    for batch in partial.batches { consume(batch, into: &total) }
  }
}
