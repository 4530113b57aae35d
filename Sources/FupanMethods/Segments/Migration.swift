/// Who moved from which segment to which between two snapshots under the same rules.
///
/// A row for each earlier segment and one for those who are new, a column for each later segment and
/// one for those who are lost: the margins are the two snapshots.
///
///     var migration = Migration(segments: 3)      // low, mid, high
///     migration.add(1, from: 2, to: 1)            // from high to mid
///     migration.count(.lower)                     // 1
package struct Migration: Equatable, Sendable {
  /// People by earlier segment (`segments` for those who are new) and later one (`segments` for
  /// those who are lost).
  package private(set) var counts: [[Int]]
  /// How many segments there are.
  package let segments: Int

  /// Where somebody of both snapshots stands in the list of segments.
  package enum Direction: Equatable, Sendable {
    case lower, same, higher
  }

  package init(segments: Int) {
    self.segments = segments
    counts = Array(repeating: Array(repeating: 0, count: segments + 1), count: segments + 1)
  }

  /// People with these positions; nil is in none of the segments at that time.
  package mutating func add(_ people: Int, from earlier: Int?, to later: Int?) {
    let (row, column) = (earlier ?? segments, later ?? segments)
    // In neither snapshot: nobody of whom anything is told.
    guard row < segments || column < segments else { return }
    counts[row][column] += people
  }

  /// People of each segment before, those who are lost included.
  package var before: [Int] { (0..<segments).map { counts[$0].reduce(0, +) } }
  /// People of each segment after, those who are new included.
  package var after: [Int] {
    (0..<segments).map { column in counts.reduce(0) { $0 + $1[column] } }
  }
  /// People of each earlier segment who are in none any more.
  package var lost: [Int] { (0..<segments).map { counts[$0][segments] } }
  /// People of each later segment who were in none.
  package var new: [Int] { Array(counts[segments].prefix(segments)) }
  /// People of both snapshots.
  package var both: Int { count(.lower) + count(.same) + count(.higher) }

  /// People of both snapshots by whether their later segment stands lower or higher in the list.
  package func count(_ direction: Direction) -> Int {
    (0..<segments).reduce(0) { sum, row in
      sum
        + (0..<segments).filter { column in
          switch direction {
          case .lower: column < row
          case .same: column == row
          case .higher: column > row
          }
        }.reduce(0) { $0 + counts[row][$1] }
    }
  }

  /// Of a segment's earlier people the share that is in a later one, or lost at `segments`.
  package func share(from row: Int, to column: Int) -> Estimate {
    Estimate.proportion(counts[row][column], of: counts[row].reduce(0, +))
  }

  /// People who left a segment for another and who came into it from another, of both snapshots.
  package func exchanged(_ segment: Int) -> (left: Int, entered: Int) {
    (0..<segments).filter { $0 != segment }.reduce((0, 0)) { sum, other in
      (sum.0 + counts[segment][other], sum.1 + counts[other][segment])
    }
  }
}
