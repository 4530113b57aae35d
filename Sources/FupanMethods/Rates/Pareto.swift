/// Things in the order of what they weigh, each with the running sum, and the vital few that make up
/// most of the whole.
///
/// Source: Juran 1954, "Universals in Management Planning and Controlling" (the vital few and the
/// trivial many, after Pareto 1896).
///
///     Pareto([300, 9000, 700])?.vitalFew  // 1: the second makes up 90 %
package struct Pareto: Sendable {
  /// One thing.
  package struct Row: Sendable {
    /// Its position among the weights given.
    package let index: Int
    package let weight: ScaledInteger
    /// The weight of it and all before it.
    package let running: ScaledInteger
  }

  /// The heaviest first; of equal ones the earlier first.
  package let rows: [Row]
  package let total: ScaledInteger
  /// How many of the first rows make up four fifths of the whole.
  package let vitalFew: Int

  /// Nil where a weight is below zero, nothing weighs anything, or the sum does not fit.
  package init?(_ weights: [ScaledInteger]) {
    guard !weights.contains(where: { $0 < 0 }) else { return nil }
    let order = weights.indices.sorted { left, right in
      weights[left] == weights[right] ? left < right : weights[right] < weights[left]
    }
    var sum = ScaledInteger(0)
    var rows: [Row] = []
    for index in order {
      guard let next = sum.adding(weights[index]) else { return nil }
      sum = next
      rows.append(Row(index: index, weight: weights[index], running: sum))
    }
    guard !sum.isZero, let most = sum.times(4) else { return nil }
    self.rows = rows
    total = sum
    let needed = rows.firstIndex { row in row.running.times(5).map { !($0 < most) } ?? true }
    vitalFew = (needed ?? rows.count - 1) + 1
  }
}

extension ScaledInteger {
  fileprivate func times(_ factor: Int128) -> ScaledInteger? {
    let (product, overflow) = units.multipliedReportingOverflow(by: factor)
    return overflow ? nil : ScaledInteger(product, scale: scale)
  }
}
