import FupanData
import FupanDiagnostics
import FupanPlan

/// Left rows matched with the right rows of equal keys, in the order of the left rows.
struct JoinOperator: StreamingOperator {
  let node: Int
  let join: Join
  let right: JoinTable
  let schema: Schema
  let places: RowPlaces
  let origin: Origin

  func apply(_ batch: Batch, _ report: inout MorselReport) throws(RowFailure) -> Batch {
    let keys = join.on.compactMap { batch[$0.left] }
    let keyOfRow = right.keys(keys, count: batch.count)
    let (left, found, matched, unmatched) =
      right.isUnique ? uniquePairs(keyOfRow) : try pairs(batch, keyOfRow)
    report.matches[node, default: []].append(contentsOf: matched)
    report.count(node) {
      $0.rowsIn += batch.count
      $0.rowsOut += left.count
      $0.unmatchedLeft += unmatched
    }
    let kept = batch.gathered(left)
    var columns = kept.columns
    if join.kind != .semi, join.kind != .anti {
      for column in right.taken { columns.append(right.rows.columns[column].gathered(found)) }
    }
    return Batch(schema, columns, count: left.count, provenance: kept.provenance)
  }

  /// Left rows of the result and what was found for them: a right row, or -1; then every right row
  /// that was found, and how many left rows found none.
  private typealias Pairs = (left: [Int32], found: [Int32], matched: [Int32], unmatched: Int)

  /// Where a key has one right row at most, what was found for a row is its key.
  private func uniquePairs(_ keyOfRow: [Int32]) -> Pairs {
    var matched: [Int32] = []
    matched.reserveCapacity(keyOfRow.count)
    for key in keyOfRow where key >= 0 { matched.append(key) }
    let unmatched = keyOfRow.count - matched.count
    func rows(_ isKept: (Int32) -> Bool) -> [Int32] {
      var rows: [Int32] = []
      rows.reserveCapacity(keyOfRow.count)
      for row in keyOfRow.indices where isKept(keyOfRow[row]) { rows.append(Int32(row)) }
      return rows
    }
    switch join.kind {
    case .left, .full: return (rows { _ in true }, keyOfRow, matched, unmatched)
    case .inner, .semi: return (rows { $0 >= 0 }, matched, matched, unmatched)
    case .anti: return (rows { $0 < 0 }, [], matched, unmatched)
    }
  }

  private func pairs(_ batch: Batch, _ keyOfRow: [Int32]) throws(RowFailure) -> Pairs {
    var left: [Int32] = []
    var found: [Int32] = []
    left.reserveCapacity(batch.count)
    found.reserveCapacity(batch.count)
    var matched: [Int32] = []
    matched.reserveCapacity(batch.count)
    var unmatched = 0
    for row in 0..<batch.count {
      let matches = right.matches(keyOfRow[row])
      if matches.count > 1, join.matches == .one {
        throw RowFailure(row: row, diagnostic: violation(batch, row, matches))
      }
      for position in matches { matched.append(right.row(position)) }
      if matches.isEmpty { unmatched += 1 }
      switch join.kind {
      case .semi: if !matches.isEmpty { left.append(Int32(row)) }
      case .anti: if matches.isEmpty { left.append(Int32(row)) }
      case .left, .inner, .full:
        for position in matches {
          left.append(Int32(row))
          found.append(right.row(position))
        }
        if matches.isEmpty, join.kind != .inner {
          left.append(Int32(row))
          found.append(-1)
        }
      }
    }
    return (left, found, matched, unmatched)
  }

  private func violation(_ batch: Batch, _ row: Int, _ matches: Range<Int>) -> Diagnostic {
    let notes = matches.prefix(2).compactMap { position in
      places.place(right.rows.provenance, Int(right.row(position))).map {
        Diagnostic.Note(.matchedRow, at: $0)
      }
    }
    return places.diagnostic(
      .joinMatchesMany,
      [
        Fact("columns", .list(join.on.map(\.left))), Fact("count", .integer(matches.count)),
      ], batch.provenance, row, stage: origin, notes: notes)
  }
}
