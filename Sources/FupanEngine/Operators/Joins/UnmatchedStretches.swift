import FupanData
import FupanDiagnostics

/// The right rows of the spill file that nobody found, range by range.
struct UnmatchedStretches: RowStretches {
  /// Right rows, cut.
  let ranges: KeyRanges
  let numbering: RowNumbering
  /// Which right rows were found, by their numbers.
  let isMatched: [Bool]
  let unmatched: UnmatchedRows

  var count: Int { ranges.count }

  func rowCount(_ stretch: Int) -> Int { ranges.rowCount(stretch) }

  func batch(_ stretch: Int, _ report: inout MorselReport) throws(Problems) -> Batch {
    let rows = try ranges.rows(stretch)
    var picked: [Int32] = []
    for (row, number) in numbering.numbers(of: rows).enumerated()
    where number >= isMatched.count || !isMatched[Int(number)] {
      picked.append(Int32(row))
    }
    return unmatched.rows(rows, picked)
  }
}
