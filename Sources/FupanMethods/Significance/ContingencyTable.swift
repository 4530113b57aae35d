import CSpecialFunctions

/// Whether two answers go together: the test of a table of counts, and what stands out in it.
///
/// Pearson's X² without Yates' correction where every expected count is at least 1 and at most a fifth
/// of them are below 5; else Fisher's exact test of a 2×2 table, and of a larger one a permutation
/// test (Agresti 2013, "Categorical Data Analysis"). Rows and columns without anybody are left out.
/// Residuals are Haberman's adjusted ones, with Benjamini and Hochberg's q over the table.
///
///     let table = ContingencyTable([[30, 50, 20], [45, 35, 20]])
///     table.p           // 0.059396
///     table.correctedV  // 0.135192
package struct ContingencyTable: Equatable, Sendable {
  /// X²; nil with a `reason`.
  package let chiSquared: Double?
  /// (r − 1)(c − 1) of the rows and columns that have anybody.
  package let degrees: Int
  package let p: Double?
  /// Which test `p` is of.
  package let test: Test
  /// Cramér's V.
  package let v: Double?
  /// Bergsma 2013, "A bias-correction for Cramér's V and Tschuprow's T": about 0.1 is small, 0.3
  /// medium, 0.5 large.
  package let correctedV: Double?
  /// Why there is no test: `too_few` rows or columns, or `empty`.
  package let reason: Reason?
  /// One verdict a cell; nil in rows and columns without anybody.
  package let cells: [[Cell?]]

  /// How `p` was found.
  package enum Test: String, Equatable, Sendable {
    case chiSquared = "chi_squared"
    case fisher
    case permutation
  }

  /// What stands out in a cell.
  package struct Cell: Equatable, Sendable {
    /// The count if rows and columns had nothing to do with each other.
    package let expected: Double
    /// (O − E) / √(E (1 − R/N) (1 − C/N)); nil where the row or column is all there is.
    package let residual: Double?
    /// The residual's two-sided p value over the whole table.
    package let q: Double?

    /// Whether the cell is more (▲, 1) or less (▼, −1) than expected, or neither.
    package var mark: Int { q.map { $0 < 0.05 ? ((residual ?? 0) > 0 ? 1 : -1) : 0 } ?? 0 }
  }

  /// Replicates of the permutation test.
  package static let replicates = 9999
  /// Above this many people a table that needs a permutation test has no p.
  package static let mostPermuted = 20_000

  /// - Parameters:
  ///   - counts: rows of one length, people in each cell.
  ///   - weights: the same table weighted; then X² is of weighted shares, over the design effect
  ///     (first-order Rao and Scott 1984), and expected counts are weighted ones scaled to n.
  ///   - designEffect: n / n_eff of the weights.
  package init(
    _ counts: [[Int]], weighted weights: [[Double]]? = nil, designEffect: Double = 1,
    seed: UInt64 = 42
  ) {
    let width = counts.first?.count ?? 0
    // What weighs nothing is expected nowhere.
    let isThere = { (row: Int, column: Int) in
      counts[row][column] > 0 && (weights.map { $0[row][column] > 0 } ?? true)
    }
    let rows = counts.indices.filter { row in (0..<width).contains { isThere(row, $0) } }
    let columns = (0..<width).filter { column in rows.contains { isThere($0, column) } }
    let n = rows.reduce(0) { sum, row in columns.reduce(sum) { $0 + counts[row][$1] } }
    degrees = max(0, rows.count - 1) * max(0, columns.count - 1)
    guard degrees > 0 else {
      (chiSquared, p, v, correctedV) = (nil, nil, nil, nil)
      test = .chiSquared
      reason = n == 0 ? .empty : .tooFew
      cells = counts.map { $0.map { _ in nil } }
      return
    }
    let total = Double(n)
    let weight = weights.map { $0.reduce(0) { $0 + $1.reduce(0, +) } } ?? 1
    let observed = rows.map { row in
      columns.map { column in
        weights.map { $0[row][column] * total / weight } ?? Double(counts[row][column])
      }
    }
    let rowSums = observed.map { NeumaierSum.of($0) }
    let columnSums = columns.indices.map { column in NeumaierSum.of(observed.map { $0[column] }) }
    let expected = rowSums.map { row in columnSums.map { row * $0 / total } }
    let all = expected.flatMap { $0 }
    let isDense =
      all.allSatisfy { $0 >= 1 } && 5 * all.count(where: { $0 < 5 }) <= all.count
    let statistic = Self.statistic(observed, expected)

    let small = Double(min(rows.count, columns.count) - 1)
    chiSquared = statistic / designEffect
    v = (statistic / (total * small)).squareRoot()
    correctedV =
      n > 1 ? Self.corrected(statistic, n: total, rows.count, columns.count) : nil
    reason = nil
    if isDense || weights != nil {
      test = .chiSquared
      p = fupan_chi_squared_sf(statistic / designEffect, Double(degrees))
    } else {
      let table = rows.map { row in columns.map { counts[row][$0] } }
      if rows.count == 2, columns.count == 2 {
        test = .fisher
        p = FisherExact.twoSidedP(table[0][0], table[0][1], table[1][0], table[1][1])
      } else {
        test = .permutation
        p = n > Self.mostPermuted ? nil : Self.permuted(table, expected, statistic, seed: seed)
      }
    }

    var residuals = counts.map { $0.map { _ in Double?.none } }
    for (i, row) in rows.enumerated() {
      for (j, column) in columns.enumerated() {
        let variance =
          expected[i][j] * (1 - rowSums[i] / total) * (1 - columnSums[j] / total) * designEffect
        if variance > 0 {
          residuals[row][column] = (observed[i][j] - expected[i][j]) / variance.squareRoot()
        }
      }
    }
    let q = MultipleTesting.benjaminiHochberg(
      residuals.flatMap { $0 }.map { $0.map { NormalDistribution.twoSidedP($0) } })
    var cells = counts.map { $0.map { _ in Cell?.none } }
    for (i, row) in rows.enumerated() {
      for (j, column) in columns.enumerated() {
        cells[row][column] = Cell(
          expected: expected[i][j], residual: residuals[row][column],
          q: q[row * width + column])
      }
    }
    self.cells = cells
  }

  private static func statistic(_ observed: [[Double]], _ expected: [[Double]]) -> Double {
    var sum = NeumaierSum()
    for (row, means) in zip(observed, expected) {
      for (count, mean) in zip(row, means) { sum.add((count - mean) * (count - mean) / mean) }
    }
    return sum.value
  }

  private static func corrected(
    _ statistic: Double, n: Double, _ rows: Int, _ columns: Int
  ) -> Double? {
    let (r, c) = (Double(rows), Double(columns))
    let phi = max(0, statistic / n - (r - 1) * (c - 1) / (n - 1))
    let smaller = min(r - (r - 1) * (r - 1) / (n - 1), c - (c - 1) * (c - 1) / (n - 1)) - 1
    return smaller > 0 ? (phi / smaller).squareRoot() : nil
  }

  /// The share of tables with these margins that are at least as far from what is expected: columns
  /// are dealt to people anew, a stream of random numbers for each replicate.
  private static func permuted(
    _ table: [[Int]], _ expected: [[Double]], _ statistic: Double, seed: UInt64
  ) -> Double {
    let width = table[0].count
    let labels = (0..<width).flatMap { column in
      [Int](repeating: column, count: table.reduce(0) { $0 + $1[column] })
    }
    let sizes = table.map { $0.reduce(0, +) }
    var atLeast = 0
    for replicate in 0..<replicates {
      var random = RandomStream.stream(
        seed: seed, name: "crosstab", replicate: UInt64(replicate))
      var dealt = labels
      random.shuffle(&dealt)
      var next = 0
      var sum = NeumaierSum()
      for (row, size) in sizes.enumerated() {
        var counts = [Int](repeating: 0, count: width)
        for label in dealt[next..<next + size] { counts[label] += 1 }
        next += size
        for (count, mean) in zip(counts, expected[row]) {
          sum.add((Double(count) - mean) * (Double(count) - mean) / mean)
        }
      }
      if sum.value >= statistic - 1e-9 { atLeast += 1 }
    }
    return Double(1 + atLeast) / Double(replicates + 1)
  }
}
