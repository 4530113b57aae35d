import FupanData
import FupanDiagnostics
import FupanPlan

/// A join whose sides both wait in the spill file: a range of keys is joined by itself, when it is
/// read (the partitions of Kitsuregawa, Tanaka, Moto-oka 1983, Application of hash to data base
/// machine; ranges instead of hashes, which the other steps have anyway).
///
/// Rows of both sides have their numbers. A range holds all right rows of its keys, but not all left
/// rows: those of one key may be cut, so that a key that most rows have, or lack, is no trouble.
struct JoinedStretches: RowStretches {
  let join: Join
  /// Left rows by their keys and numbers.
  let left: KeyRanges
  /// Right rows by their keys.
  let right: KeyRanges
  let surroundings: Surroundings
  private let bounds: KeyBounds

  /// What a join needs to know beside its rows.
  struct Surroundings: Sendable {
    var node: Int
    var numbering: RowNumbering
    /// Positions of the right columns that go into the result.
    var taken: [Int]
    /// The left columns, the numbers of left rows, and the right columns taken.
    var schema: Schema
    var places: RowPlaces
    var origin: Origin
  }

  /// - Parameter size: about how many rows of both sides a worker joins at once.
  init(
    _ join: Join, left: KeyRanges, right: KeyRanges, _ surroundings: Surroundings, of size: Int
  ) {
    self.join = join
    self.left = left
    self.right = right
    self.surroundings = surroundings
    // No left row of a right block's last key, whatever its number, comes behind that.
    bounds = KeyBounds(
      left.ends + right.ends.map { KeyBounds.End($0.key + [0xFF], rows: $0.rows) },
      of: max(size, left.fewestRows + right.fewestRows))
  }

  var count: Int { left.isEmpty ? 0 : bounds.count }

  func rowCount(_ stretch: Int) -> Int { bounds.rowCounts[stretch] }

  func batch(_ stretch: Int, _ report: inout MorselReport) throws(Problems) -> Batch {
    let numbering = surroundings.numbering
    let unordered = try left.rows(bounds[stretch])
    if unordered.count == 0 { return Batch(empty: surroundings.schema) }
    // In their own order, so that of several refused rows the first is found.
    let rows = SortOperator(keys: [SortKey(numbering.row)])
      .sortedByOneWorker(unordered)
    let found = try right.rows(bounds[stretch])
    let node = surroundings.node
    let step = JoinOperator(
      node: node, join: join,
      right: JoinTable(
        found, keys: join.on.map(\.right), taken: surroundings.taken, isWhole: false,
        in: right.budget),
      schema: surroundings.schema, places: surroundings.places, origin: surroundings.origin)
    var joined = MorselReport()
    let (result, failure) = MorselScheduler.steps(rows, [step], &joined)
    if let failure {
      report.refuse(
        node, row: Int(numbering.numbers(of: rows)[failure.row]), Problems(failure.diagnostic))
    }
    let numbers = numbering.numbers(of: found)
    report.matches[node, default: []]
      .append(contentsOf: (joined.matches[node] ?? []).map { Int32(numbers[Int($0)]) })
    report.count(node) {
      $0.rowsIn += rows.count
      $0.unmatchedLeft += joined.counts[node]?.unmatchedLeft ?? 0
    }
    return result ?? Batch(empty: surroundings.schema)
  }
}
