import FupanData
import FupanDiagnostics

/// Rows of the spill file in an order, sorted range by range when they are read.
struct SortedStretches: RowStretches {
  let ranges: KeyRanges
  let sort: SortOperator

  var count: Int { ranges.count }

  func rowCount(_ stretch: Int) -> Int { ranges.rowCount(stretch) }

  func batch(_ stretch: Int, _ report: inout MorselReport) throws(Problems) -> Batch {
    sort.sortedByOneWorker(try ranges.rows(stretch))
  }
}
