import FupanData
import FupanDiagnostics

/// Rows that wait in batches of whole groups, which nobody may cut.
struct WholeBatches: RowStretches {
  let batches: [WaitingBatch]

  var count: Int { batches.count }

  func rowCount(_ stretch: Int) -> Int { batches[stretch].count }

  func batch(_ stretch: Int, _ report: inout MorselReport) throws(Problems) -> Batch {
    try batches[stretch].rows()
  }
}
