/// The rows of one pass in two runs, put side by side by what they are known by.
struct RowComparison: Sendable {
  /// How a row stands in its own run, seen from the other.
  enum Standing: Sendable, CaseIterable {
    /// The same in both.
    case same
    /// In both, with other values.
    case changed
    /// Of a day that the other run knew, and not there.
    case alone
    /// Of a day that the other run did not know.
    case otherDay
  }

  /// A row, and how it stands.
  struct Placed: Sendable {
    let row: FactRow
    let standing: Standing
  }

  let before: [Placed]
  let after: [Placed]

  /// - Parameters:
  ///   - knownBefore: the days that the earlier run knew.
  ///   - comparesValues: whether the values mean the same in both.
  init(
    _ before: FactPass, _ after: FactPass, knownBefore: (Int?) -> Bool, knownAfter: (Int?) -> Bool,
    comparesValues: Bool
  ) {
    let isLabel = before.terms.map { $0.function == "distinct" }
    /// People have other numbers in every run; that somebody is known counts.
    func isSame(_ left: FactRow, _ right: FactRow) -> Bool {
      guard comparesValues, left.values.count == right.values.count else { return true }
      return left.values.indices.allSatisfy { index in
        isLabel[index]
          ? (left.values[index] == nil) == (right.values[index] == nil)
          : left.values[index] == right.values[index]
      }
    }
    var left = [Standing?](repeating: nil, count: before.rows.count)
    var right = [Standing?](repeating: nil, count: after.rows.count)
    // Rows are in the order of their keys; those of one key stand together.
    var i = 0
    var j = 0
    while i < before.rows.count, j < after.rows.count {
      let (a, b) = (before.rows[i].key, after.rows[j].key)
      if a != b {
        if a.utf8.lexicographicallyPrecedes(b.utf8) { i += 1 } else { j += 1 }
        continue
      }
      let lefts = RowComparison.run(of: a, from: i, in: before.rows)
      let rights = RowComparison.run(of: a, from: j, in: after.rows)
      var open = Array(rights)
      for index in lefts {
        guard let match = open.firstIndex(where: { isSame(before.rows[index], after.rows[$0]) })
        else { continue }
        left[index] = .same
        right[open.remove(at: match)] = .same
      }
      for index in lefts where left[index] == nil {
        guard let partner = open.first else { break }
        open.removeFirst()
        left[index] = .changed
        right[partner] = .changed
      }
      i = lefts.upperBound
      j = rights.upperBound
    }
    self.before = zip(before.rows, left).map { row, standing in
      Placed(row: row, standing: standing ?? (knownAfter(row.day) ? .alone : .otherDay))
    }
    self.after = zip(after.rows, right).map { row, standing in
      Placed(row: row, standing: standing ?? (knownBefore(row.day) ? .alone : .otherDay))
    }
  }

  private static func run(of key: Substring, from start: Int, in rows: [FactRow]) -> Range<Int> {
    var end = start
    while end < rows.count, rows[end].key == key { end += 1 }
    return start..<end
  }
}
