import CSpecialFunctions

/// Whether answers of several groups lie at different heights: Kruskal and Wallis' rank test.
///
/// Kruskal and Wallis 1952, "Use of ranks in one-criterion variance analysis", corrected for ties. Of
/// two groups it is the Mann–Whitney test with its normal approximation, squared.
///
///     KruskalWallis(counts: [[0, 0, 1, 2, 2], [1, 1, 2, 1, 0], [0, 0, 1, 1, 3]])
package struct KruskalWallis: Equatable, Sendable {
  /// H, or nil with a `reason`.
  package let statistic: Double?
  /// Groups with answers, less one.
  package let degrees: Int
  /// From the chi-squared distribution.
  package let p: Double?
  /// `too_few` below two groups with answers, `no_variance` where all answers are equal.
  package let reason: Reason?

  /// `counts[group][point]` answers; points in the scale's order.
  package init(counts: [[Int]]) {
    let groups = counts.filter { $0.contains { $0 > 0 } }
    degrees = max(0, groups.count - 1)
    let points = groups.map { $0.count }.max() ?? 0
    let ties = (0..<points).map { point in
      groups.reduce(0) { $0 + ($1.indices.contains(point) ? $1[point] : 0) }
    }
    let n = ties.reduce(0, +)
    guard groups.count > 1 else {
      (statistic, p, reason) = (nil, nil, n == 0 ? .empty : .tooFew)
      return
    }
    // Twice the mean rank of each point, a whole number.
    var below = 0
    let doubled = ties.map { count -> Int128 in
      defer { below += count }
      return Int128(2 * below + count + 1)
    }
    let (total, size) = (Double(n), Int128(n))
    let tied = ties.reduce(Int128(0)) { sum, count in
      sum + Int128(count) * Int128(count) * Int128(count) - Int128(count)
    }
    let correction = 1 - Double(tied) / Double(size * size * size - size)
    guard correction > 0 else {
      (statistic, p, reason) = (nil, nil, .noVariance)
      return
    }
    var spread = NeumaierSum()
    for group in groups {
      let ranks = group.indices.reduce(Int128(0)) { $0 + Int128(group[$1]) * doubled[$1] }
      let sum = Double(ranks) / 2
      spread.add(sum * sum / Double(group.reduce(0, +)))
    }
    let plain = 12 / (total * (total + 1)) * spread.value - 3 * (total + 1)
    let h = max(0, plain / correction)
    statistic = h
    p = fupan_chi_squared_sf(h, Double(degrees))
    reason = nil
  }

  /// From whole answers of each group.
  package init(values: [[Int]]) {
    let all = values.flatMap { $0 }
    let points = Array(Set(all)).sorted()
    self.init(counts: values.map { group in points.map { point in group.count { $0 == point } } })
  }
}
