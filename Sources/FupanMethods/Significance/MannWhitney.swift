/// Whether values of one sample tend to be larger than those of another, by their ranks.
///
/// Tests stochastic dominance, not means: it is never the headline of a test on money (Mann and
/// Whitney 1947, "On a test of whether one of two random variables is stochastically larger than the
/// other"; Hodges and Lehmann 1963, "Estimates of location based on rank tests"). Values that are
/// not finite are left out.
///
///     MannWhitney(base: [3, 5, 8, 8, 12, 20], other: [8, 9, 15, 22, 30, 41, 5]).p  // 0.150296
package struct MannWhitney: Equatable, Sendable {
  /// A value and how often it occurs.
  package struct Weighted: Equatable, Sendable {
    package let value: Double
    package let count: Int

    package init(_ value: Double, count: Int) {
      self.value = value
      self.count = count
    }
  }

  /// How many pairs have the larger value in `other`, ties counting half; nil for an empty sample.
  package let u: Double?
  /// Continuity-corrected; nil where all values are equal.
  package let z: Double?
  /// Two-sided; nil for an empty sample, 1 where all values are equal.
  package let p: Double?
  /// P(other > base) + ½ P(equal).
  package let superiority: Double?
  /// The Hodges–Lehmann median of all differences other − base; nil above `mostPairs` pairs.
  package let shift: Double?

  /// Above this many pairs of different values the shift is not searched for.
  package static let mostPairs = 4_000_000

  package init(base: [Double], other: [Double]) {
    self.init(
      base: base.map { Weighted($0, count: 1) }, other: other.map { Weighted($0, count: 1) })
  }

  /// From samples given as values with how often each occurs; counts below one are left out.
  package init(base: [Weighted], other: [Weighted]) {
    let base = base.filter { $0.value.isFinite && $0.count > 0 }
    let other = other.filter { $0.value.isFinite && $0.count > 0 }
    let (n1, n2) = (base.reduce(0) { $0 + $1.count }, other.reduce(0) { $0 + $1.count })
    guard n1 > 0, n2 > 0 else {
      (u, z, p, superiority, shift) = (nil, nil, nil, nil, nil)
      return
    }
    let all = base.map { ($0.value, $0.count, 0) } + other.map { ($0.value, 0, $0.count) }
    let sorted = all.sorted { $0.0 < $1.0 }
    var rankSum = NeumaierSum()
    var ties = NeumaierSum()
    var (index, below) = (0, 0)
    while index < sorted.count {
      var (count, ofOther, next) = (0, 0, index)
      while next < sorted.count, sorted[next].0 == sorted[index].0 {
        count += sorted[next].1 + sorted[next].2
        ofOther += sorted[next].2
        next += 1
      }
      let middle = Double(below) + (Double(count) + 1) / 2
      rankSum.add(middle * Double(ofOther))
      let t = Double(count)
      ties.add(t * t * t - t)
      below += count
      index = next
    }
    let (a, b) = (Double(n1), Double(n2))
    let total = a + b
    let u = rankSum.value - b * (b + 1) / 2
    self.u = u
    superiority = u / (a * b)
    let variance = a * b / 12 * (total + 1 - ties.value / (total * (total - 1)))
    if variance > 0 {
      let z = max(0, abs(u - a * b / 2) - 0.5) / variance.squareRoot()
      self.z = u < a * b / 2 ? -z : z
      p = NormalDistribution.twoSidedP(z)
    } else {
      z = nil
      p = 1
    }
    shift = MannWhitney.medianDifference(base, other)
  }

  /// The weighted median of all differences; the mean of the two middle ones where they are even.
  private static func medianDifference(_ base: [Weighted], _ other: [Weighted]) -> Double? {
    guard base.count.multipliedReportingOverflow(by: other.count).partialValue <= mostPairs else {
      return nil
    }
    var differences: [(value: Double, count: Int)] = []
    differences.reserveCapacity(base.count * other.count)
    for right in other {
      for left in base { differences.append((right.value - left.value, left.count * right.count)) }
    }
    differences.sort { $0.value < $1.value }
    let total = differences.reduce(0) { $0 + $1.count }
    func value(atRank rank: Int) -> Double? {
      var below = 0
      for difference in differences {
        below += difference.count
        if below > rank { return difference.value }
      }
      return nil
    }
    guard let low = value(atRank: (total - 1) / 2), let high = value(atRank: total / 2) else {
      return nil
    }
    return low + (high - low) / 2
  }
}
