/// Which cells of a table of person counts are withheld.
///
/// A cell with 0 < n < k is withheld; then, for every published total, the withheld cells of its
/// line must be two or more and sum to k or more, or others are withheld too (Hundepool et al. 2012,
/// "Statistical Disclosure Control"). Rates of a withheld count are withheld by the caller.
///
///     SmallCells(counts: [[25, 4, 30], [12, 15, 22], [40, 18, 9]], minimumGroup: 10)
package struct SmallCells: Equatable, Sendable {
  /// One verdict per cell.
  package let cells: [[Suppression]]
  /// One verdict per row total.
  package let rowTotals: [Suppression]
  /// One verdict per column total.
  package let columnTotals: [Suppression]
  package let grandTotal: Suppression

  /// Which totals stand in the table or elsewhere in the report.
  package enum Totals: Equatable, Sendable {
    /// Row totals, column totals and the grand total.
    case rowsAndColumns
    /// Only one total per row.
    case rows
    /// Only one total per column.
    case columns
    /// None.
    case none
  }

  /// - Parameters:
  ///   - counts: persons per cell, rows of one length; a shorter row ends in zeros.
  ///   - minimumGroup: k; below 2 nothing is withheld.
  ///   - hidesZero: whether a count of 0 is withheld as well.
  package init(
    counts: [[Int]], minimumGroup: Int, totals: Totals = .rowsAndColumns, hidesZero: Bool = false
  ) {
    var grid = Grid(counts: counts, minimumGroup: minimumGroup, totals: totals)
    grid.suppressPrimary(hidesZero: hidesZero)
    while grid.suppressComplementary() {}
    let (rows, columns) = (grid.rows, grid.columns)
    cells = (0..<rows).map { Array(grid.verdicts[$0].prefix(columns)) }
    rowTotals = (0..<rows).map { grid.verdicts[$0][columns] }
    columnTotals = Array(grid.verdicts[rows].prefix(columns))
    grandTotal = grid.verdicts[rows][columns]
  }

  /// Verdicts for a list of counts that has one published total.
  package static func list(_ counts: [Int], minimumGroup: Int) -> [Suppression] {
    SmallCells(counts: [counts], minimumGroup: minimumGroup, totals: .rows).cells.first ?? []
  }

  /// The counts with their margins as one more row and column, so that margins are lines as well.
  private struct Grid {
    let rows: Int
    let columns: Int
    let k: Int
    let counts: [[Int]]
    let lines: [[(row: Int, column: Int)]]
    var verdicts: [[Suppression]]

    init(counts: [[Int]], minimumGroup: Int, totals: Totals) {
      let rows = counts.count
      let columns = counts.map { $0.count }.max() ?? 0
      var full = counts.map { $0 + [Int](repeating: 0, count: columns - $0.count) }
      for row in full.indices { full[row].append(full[row].reduce(0, +)) }
      full.append((0...columns).map { column in full.reduce(0) { $0 + $1[column] } })
      self.rows = rows
      self.columns = columns
      k = minimumGroup
      self.counts = full
      verdicts = full.map { $0.map { _ in .published } }
      let across = (0...rows).map { row in (0...columns).map { (row: row, column: $0) } }
      let down = (0...columns).map { column in (0...rows).map { (row: $0, column: column) } }
      lines =
        switch totals {
        case .rowsAndColumns: across + down
        case .rows: Array(across.prefix(rows))
        case .columns: Array(down.prefix(columns))
        case .none: []
        }
    }

    mutating func suppressPrimary(hidesZero: Bool) {
      for row in counts.indices {
        for column in counts[row].indices {
          let n = counts[row][column]
          if (n > 0 && n < k) || (n == 0 && hidesZero) { verdicts[row][column] = .primary }
        }
      }
    }

    /// Withholds one more cell where a line gives one away; false once none does.
    mutating func suppressComplementary() -> Bool {
      for line in lines {
        guard let total = line.last else { continue }
        let parts = line.dropLast()
        let hidden = parts.filter { verdicts[$0.row][$0.column] != .published }
        let sum = hidden.reduce(0) { $0 + counts[$1.row][$1.column] }
        let isTotalPublished = verdicts[total.row][total.column] == .published
        let isSafe =
          isTotalPublished
          ? hidden.isEmpty || (hidden.count >= 2 && sum >= k)
          : !hidden.isEmpty || counts[total.row][total.column] == 0
        if isSafe { continue }
        let isAcross = line.first?.row == total.row
        let candidates = parts.filter {
          verdicts[$0.row][$0.column] == .published && counts[$0.row][$0.column] > 0
        }
        let best = candidates.min { left, right in
          let leftCrosses = crossing(left, isAcross: isAcross)
          let rightCrosses = crossing(right, isAcross: isAcross)
          if leftCrosses != rightCrosses { return leftCrosses }
          let (a, b) = (counts[left.row][left.column], counts[right.row][right.column])
          if a != b { return a < b }
          return (left.row, left.column) < (right.row, right.column)
        }
        if let best {
          verdicts[best.row][best.column] = .complementary
          return true
        }
        if isTotalPublished {
          verdicts[total.row][total.column] = .complementary
          return true
        }
      }
      return false
    }

    /// Whether the other line through a cell already has a withheld cell.
    private func crossing(_ cell: (row: Int, column: Int), isAcross: Bool) -> Bool {
      isAcross
        ? (0..<rows).contains { $0 != cell.row && verdicts[$0][cell.column] != .published }
        : (0..<columns).contains { $0 != cell.column && verdicts[cell.row][$0] != .published }
    }
  }
}
