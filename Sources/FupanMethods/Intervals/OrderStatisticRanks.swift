import CSpecialFunctions

/// Which order statistics bound a quantile, without any assumption on the distribution.
///
/// `lower` is the largest j in 0…n with B(j−1; n, p) ≤ α/2 and `upper` the smallest j in 1…n+1 with
/// B(j−1; n, p) ≥ 1−α/2, B the binomial distribution function; ranks are one-based.
package struct OrderStatisticRanks: Equatable, Sendable {
  /// One-based rank of the lower bound; nil where that side is unbounded.
  package let lower: Int?
  /// One-based rank of the upper bound; nil where that side is unbounded.
  package let upper: Int?

  /// The ranks that bound the `p`-quantile of `count` values; nil for no value.
  package init?(count n: Int, p: Double, level: Double = Interval.defaultLevel) {
    guard n > 0, p > 0, p < 1 else { return nil }
    let tail = (1 - level) / 2
    func cumulative(_ j: Int) -> Double {
      if j <= 0 { return 0 }
      if j > n { return 1 }
      return fupan_binomial_cdf(Double(j - 1), Double(n), p)
    }
    // B grows with j, so both ranks are found by halving.
    var (low, high) = (0, n)
    while low < high {
      let middle = (low + high + 1) / 2
      if cumulative(middle) <= tail { low = middle } else { high = middle - 1 }
    }
    lower = low == 0 ? nil : low
    (low, high) = (1, n + 1)
    while low < high {
      let middle = (low + high) / 2
      if cumulative(middle) >= 1 - tail { high = middle } else { low = middle + 1 }
    }
    upper = low == n + 1 ? nil : low
  }
}
