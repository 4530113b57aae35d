import FupanData

/// A step that needs all rows before it gives any.
///
/// Workers each consume the batches of a morsel into a partial result of their own; partial results
/// are merged in the order of the morsels, so that timing never shows.
protocol BlockingOperator: Sendable {
  associatedtype Partial: Sendable

  /// The partial result of no rows.
  func begin() -> Partial
  func consume(_ batch: Batch, into partial: inout Partial)
  /// Makes a worker's partial result ready to be merged.
  func seal(_ partial: inout Partial)
  /// Adds the rows that come after those of `total`.
  func merge(_ partial: consuming Partial, into total: inout Partial)
  /// Whether memory is short and `total` holds what can do without.
  func isTooLarge(_ total: Partial) -> Bool
  /// Makes room, while no worker is at work.
  ///
  /// - Returns: the step as the rows that come later go through it.
  func relieved(_ total: inout Partial) async throws -> Self
}

extension BlockingOperator {
  func isTooLarge(_ total: Partial) -> Bool { false }
  func relieved(_ total: inout Partial) async throws -> Self { self }
}

extension BlockingOperator {
  func seal(_ partial: inout Partial) {}
}
