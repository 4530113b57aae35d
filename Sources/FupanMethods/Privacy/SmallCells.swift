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
    let grid = Grid(counts: counts, totals: totals)
    let verdicts = CountedSums.verdicts(
      grid.counts, lines: grid.lines, minimumGroup: minimumGroup, hidesZero: hidesZero)
    let width = grid.columns + 1
    cells = (0..<grid.rows).map { Array(verdicts[$0 * width..<$0 * width + grid.columns]) }
    rowTotals = (0..<grid.rows).map { verdicts[$0 * width + grid.columns] }
    columnTotals = Array(verdicts[grid.rows * width..<grid.rows * width + grid.columns])
    grandTotal = verdicts[grid.rows * width + grid.columns]
  }

  /// Verdicts for a list of counts that has one published total.
  package static func list(_ counts: [Int], minimumGroup: Int) -> [Suppression] {
    SmallCells(counts: [counts], minimumGroup: minimumGroup, totals: .rows).cells.first ?? []
  }

  /// The counts with their margins as one more row and column, so that margins are lines as well.
  private struct Grid {
    let rows: Int
    let columns: Int
    /// Row by row.
    let counts: [Int]
    let lines: [CountedSums.Line]

    init(counts: [[Int]], totals: Totals) {
      let rows = counts.count
      let columns = counts.map { $0.count }.max() ?? 0
      var full = counts.map { $0 + [Int](repeating: 0, count: columns - $0.count) }
      for row in full.indices { full[row].append(full[row].reduce(0, +)) }
      full.append((0...columns).map { column in full.reduce(0) { $0 + $1[column] } })
      self.rows = rows
      self.columns = columns
      self.counts = full.flatMap { $0 }
      let width = columns + 1
      func lines(_ first: Range<Int>, _ own: (Int) -> [Int], hasTotals: Bool) -> [CountedSums.Line]
      {
        first.map { index in
          let places = own(index)
          return CountedSums.Line(Array(places.dropLast()), total: hasTotals ? places.last : nil)
        }
      }
      func across(_ row: Int) -> [Int] { (0..<width).map { row * width + $0 } }
      func down(_ column: Int) -> [Int] { (0...rows).map { $0 * width + column } }
      self.lines =
        switch totals {
        case .rowsAndColumns:
          lines(0..<rows + 1, across, hasTotals: true) + lines(0..<width, down, hasTotals: true)
        case .rows:
          lines(0..<rows, across, hasTotals: true) + lines(0..<columns, down, hasTotals: false)
        case .columns:
          lines(0..<columns, down, hasTotals: true) + lines(0..<rows, across, hasTotals: false)
        case .none: []
        }
    }
  }
}
