/// How well the items of a scale hang together: Cronbach's α = k/(k−1)·(1 − Σs²ᵢ / s²_total).
///
/// Cronbach 1951, "Coefficient alpha and the internal structure of tests". Taken over respondents who
/// answered every item.
///
///     CronbachAlpha(rows: [[4, 5, 4], [3, 4, 3], [5, 5, 4]], minimum: 2).value
package struct CronbachAlpha: Equatable, Sendable {
  /// α, or nil with a `reason`.
  package let value: Double?
  /// `too_few` below two items or `minimum` respondents, `no_variance` where all totals are equal.
  package let reason: Reason?
  /// Respondents who answered every item.
  package let n: Int

  /// From exact sums over `n` respondents: of each item and its square, and of respondents' totals;
  /// of weighted ones with the sum of their weights, all in one unit.
  package init(
    n: Int, weight: Int128? = nil, items: [(sum: Int128, squares: Int128)],
    total: (sum: Int128, squares: Int128), minimum: Int = 10
  ) {
    self.n = n
    guard items.count >= 2, n >= max(2, minimum) else {
      value = nil
      reason = n == 0 ? .empty : .tooFew
      return
    }
    // n·Σx² − (Σx)², which are whole numbers, are the variances times n(n − 1).
    let count = weight ?? Int128(n)
    func spread(_ sums: (sum: Int128, squares: Int128)) -> Int128 {
      count * sums.squares - sums.sum * sums.sum
    }
    let whole = spread(total)
    guard whole > 0 else {
      value = nil
      reason = .noVariance
      return
    }
    let parts = items.reduce(Int128(0)) { $0 + spread($1) }
    let k = Double(items.count)
    value = k / (k - 1) * (Double(whole - parts) / Double(whole))
    reason = nil
  }

  /// From the answers of each respondent, one an item.
  package init(rows: [[Int]], minimum: Int = 10) {
    let width = rows.first?.count ?? 0
    let items = (0..<width).map { item in
      rows.reduce((sum: Int128(0), squares: Int128(0))) { sums, row in
        (sums.sum + Int128(row[item]), sums.squares + Int128(row[item] * row[item]))
      }
    }
    let total = rows.reduce((sum: Int128(0), squares: Int128(0))) { sums, row in
      let sum = Int128(row.reduce(0, +))
      return (sums.sum + sum, sums.squares + sum * sum)
    }
    self.init(n: rows.count, items: items, total: total, minimum: minimum)
  }
}
