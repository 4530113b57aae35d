import FupanData
import FupanDiagnostics

/// Rows of the spill file in the order of their numbers, whole batches of them at a time; where one
/// of them ends the run, the rows before it and then its problem.
struct PlacedStretches: RowStretches {
  /// The rows by their batches, cut.
  let ranges: KeyRanges
  let numbering: RowNumbering
  var refusal: RowRefusal?

  var count: Int { ranges.count + (refusal == nil ? 0 : 1) }

  func rowCount(_ stretch: Int) -> Int { stretch < ranges.count ? ranges.rowCount(stretch) : 1 }

  func batch(_ stretch: Int, _ report: inout MorselReport) throws(Problems) -> Batch {
    if stretch == ranges.count, let refusal { throw refusal.problems }
    let rows = SortOperator(keys: [SortKey(numbering.row)])
      .sortedByOneWorker(try ranges.rows(stretch))
    guard let refusal else { return rows }
    let numbers = numbering.numbers(of: rows)
    return rows.slice(0..<numbers.indices.firstPosition { numbers[$0] >= refusal.row })
  }
}
