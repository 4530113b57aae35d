import FupanData
import FupanDiagnostics

/// The groups of an aggregate, some of them in memory and the rows of the others in the spill file,
/// in the order of their keys and computed range by range when they are read.
struct AggregatedStretches: RowStretches {
  let ranges: KeyRanges
  let step: AggregateOperator
  /// The results of the groups that were in memory, by key.
  let residents: Batch
  private let keys: NormalizedKeys

  init(ranges: KeyRanges, step: AggregateOperator, residents: Batch) {
    self.ranges = ranges
    self.step = step
    self.residents = residents
    keys = NormalizedKeys(
      residents.columns.prefix(step.by.count).map { $0 }, count: residents.count)
  }

  var count: Int { ranges.count }

  func rowCount(_ stretch: Int) -> Int { ranges.rowCount(stretch) }

  func batch(_ stretch: Int, _ report: inout MorselReport) throws(Problems) -> Batch {
    let groups = try Batch.combined(
      [
        residents.slice(ranges.range(stretch, of: keys)),
        try RunAggregateOperator(step, ordering: RowOrder()).result(of: try ranges.rows(stretch)),
      ], step.schema)
    return SortOperator(keys: step.by.map { SortKey($0) }, threads: 1, sharedRows: .max)
      .sortedByOneWorker(groups)
  }
}
