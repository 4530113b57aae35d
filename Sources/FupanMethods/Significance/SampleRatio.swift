import CSpecialFunctions

/// Whether units fell to the variants of a test as they were planned to.
///
/// A mismatch means that assignment or counting is broken, so that no difference can be trusted
/// (Fabijan et al. 2019, "Diagnosing sample ratio mismatch in online controlled experiments").
///
///     SampleRatio(counts: [50312, 49188]).p  // 0.00036619, an alarm
package struct SampleRatio: Equatable, Sendable {
  /// p below this is an alarm.
  package static let alarm = 0.001
  /// p below this is a warning.
  package static let warning = 0.01

  /// What the counts say.
  package enum Verdict: String, Equatable, Sendable, CaseIterable {
    case fine
    case warning
    case mismatch
    /// There is nothing to compare.
    case unknown
  }

  /// Pearson's χ² of the counts against the plan; nil where it cannot be computed.
  package let statistic: Double?
  /// Variants less one.
  package let degrees: Int
  package let p: Double?

  package var verdict: Verdict {
    guard let p else { return .unknown }
    return p < Self.alarm ? .mismatch : p < Self.warning ? .warning : .fine
  }

  /// - Parameters:
  ///   - counts: units of each variant.
  ///   - shares: planned shares in any unit; equal ones by default. A share of 0 or a count of
  ///     shares that does not fit gives no result.
  package init(counts: [Int], shares: [Double]? = nil) {
    let shares = shares ?? counts.map { _ in 1 }
    let total = counts.reduce(0, +)
    let weight = NeumaierSum.of(shares)
    degrees = max(0, counts.count - 1)
    guard counts.count > 1, shares.count == counts.count, total > 0,
      counts.allSatisfy({ $0 >= 0 }), shares.allSatisfy({ $0 > 0 && $0.isFinite })
    else {
      (statistic, p) = (nil, nil)
      return
    }
    let parts = zip(counts, shares).map { count, share in
      let expected = Double(total) * (share / weight)
      let distance = Double(count) - expected
      return distance * distance / expected
    }
    let statistic = NeumaierSum.of(parts)
    self.statistic = statistic
    p = fupan_chi_squared_sf(statistic, Double(degrees))
  }
}
