/// How values of older cohorts went on, applied to younger ones: a projection, never a finding.
///
/// The factor from one age to the next is the sum over cohorts that have both. Mack 1993.
///
///     ChainLadder([[100, 150, 180, 195], [120, 174, 210], [90, 140], [110]], minimumCohorts: 1)
///       .ultimates  // 195, 227.5, 182.56, 214.70
package struct ChainLadder: Equatable, Sendable {
  /// From the first age to the second, and so on, as far as enough cohorts reach.
  package let factors: [Double]
  /// The last known value of each cohort times the factors that follow; nil for a cohort without
  /// values, or older than the factors where `factors` ends before the oldest age.
  package let ultimates: [Double?]
  /// The age that values are projected to.
  package let horizon: Int

  /// - Parameter cumulative: one row a cohort, values by age that do not end before they began.
  package init(_ cumulative: [[Double]], minimumCohorts: Int = 3) {
    let longest = cumulative.map { $0.count }.max() ?? 0
    var factors: [Double] = []
    for age in 0..<max(0, longest - 1) {
      let both = cumulative.filter { $0.count > age + 1 }
      let before = NeumaierSum.of(both.lazy.map { $0[age] })
      guard both.count >= max(1, minimumCohorts), before > 0 else { break }
      factors.append(NeumaierSum.of(both.lazy.map { $0[age + 1] }) / before)
    }
    self.factors = factors
    let horizon = longest == 0 ? 0 : factors.count + 1
    self.horizon = horizon
    ultimates = cumulative.map { row in
      guard let last = row.last else { return nil }
      if row.count >= horizon { return row[horizon - 1] }
      return factors[(row.count - 1)...].reduce(last, *)
    }
  }
}
