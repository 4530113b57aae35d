/// A cohort triangle's rates, finished from counts.
///
/// A cell is shown only where every member of the cohort could be observed at that age; people that
/// are not eligible yet are never counted as lost.
package struct RetentionTriangle: Equatable, Sendable {
  /// One cohort's counts.
  package struct Cohort: Equatable, Sendable {
    /// Members at age 0.
    package let size: Int
    /// For each age, members that could be observed at that age.
    package let eligible: [Int]
    /// For each age, eligible members that came back.
    package let retained: [Int]

    package init(size: Int, eligible: [Int], retained: [Int]) {
      self.size = size
      self.eligible = eligible
      self.retained = retained
    }
  }

  /// One row per cohort, one estimate per age; `not_observed` where the age is not complete.
  package let cells: [[Estimate]]
  /// For each age, Σ retained / Σ size over the cells shown.
  package let byAge: [Estimate]

  /// Rows keep the order of `cohorts`; ages run to the longest row.
  package init(_ cohorts: [Cohort], level: Double = Interval.defaultLevel) {
    let ages = cohorts.map { min($0.eligible.count, $0.retained.count) }.max() ?? 0
    var retained = [Int](repeating: 0, count: ages)
    var eligible = [Int](repeating: 0, count: ages)
    cells = cohorts.map { cohort in
      (0..<ages).map { age in
        guard age < cohort.eligible.count, age < cohort.retained.count, cohort.size > 0,
          cohort.eligible[age] == cohort.size
        else { return Estimate(none: .notObserved, n: cohort.size) }
        retained[age] += cohort.retained[age]
        eligible[age] += cohort.size
        return Estimate.proportion(cohort.retained[age], of: cohort.size, level: level)
      }
    }
    byAge = zip(retained, eligible).map { retained, eligible in
      eligible == 0
        ? Estimate(none: .notObserved)
        : Estimate.proportion(retained, of: eligible, level: level)
    }
  }
}
