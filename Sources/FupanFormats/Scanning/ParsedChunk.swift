import FupanData
import FupanPlan

/// What a chunk held.
package struct ParsedChunk: Sendable {
  /// The rows, with their provenance.
  package var batch: Batch
  /// Records that could not be read.
  package var rejections: [Rejection]
  /// Total rows, kept apart to be checked against the columns' own sums.
  package var totals: [TotalRow]
  package var account: FileAccount

  package init(
    batch: Batch, rejections: [Rejection] = [], totals: [TotalRow] = [], account: FileAccount
  ) {
    self.batch = batch
    self.rejections = rejections
    self.totals = totals
    self.account = account
  }
}
