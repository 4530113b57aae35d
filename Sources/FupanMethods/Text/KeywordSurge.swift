import CSpecialFunctions

/// Whether a word came up more often than the windows before let expect.
///
/// Windows of one length; the rate is Gamma(k + ½, B) after k mentions in B of them, so that the next
/// count is negative binomial (Kleinberg 2003, "Bursty and hierarchical structure in streams", for the
/// question). A surge has p < 0.001, at least 5 mentions and twice the mean.
///
///     KeywordSurge(count: 18, base: [3, 5, 4, 4, 2, 6, 4]).p  // 3.898796e-06
package struct KeywordSurge: Equatable, Sendable {
  package let count: Int
  /// Mentions in the windows before, all together.
  package let baseCount: Int
  /// Windows before.
  package let windows: Int
  /// This window's volume over the mean of those before, where it changed by more than 30 %; else 1.
  package let exposure: Double
  /// P(X ≥ count); nil without windows before.
  package let p: Double?
  /// The count over what was expected; nil where nothing was.
  package let ratio: Double?

  /// - Parameters:
  ///   - base: mentions of each window before.
  ///   - volume: texts of this window and of each before.
  package init(count: Int, base: [Int], volume: (now: Int, base: [Int])? = nil) {
    self.count = count
    baseCount = base.reduce(0, +)
    windows = base.count
    var exposure = 1.0
    if let volume, !volume.base.isEmpty {
      let mean = Double(volume.base.reduce(0, +)) / Double(volume.base.count)
      if mean > 0, abs(Double(volume.now) / mean - 1) > 0.3 { exposure = Double(volume.now) / mean }
    }
    self.exposure = exposure
    guard windows > 0 else {
      (p, ratio) = (nil, nil)
      return
    }
    let expected = Double(baseCount) / Double(windows) * exposure
    ratio = expected > 0 ? Double(count) / expected : nil
    // P(X ≥ c) = I_{1−π}(c, r) with r = k + ½ and π = B / (B + e).
    p =
      count <= 0 || exposure <= 0
      ? 1
      : fupan_beta_cdf(
        exposure / (Double(windows) + exposure), Double(count), Double(baseCount) + 0.5)
  }

  /// Whether it is a surge at this p, which may be corrected for how many words were looked at.
  package func isSurge(at p: Double?) -> Bool {
    guard let p, p < 0.001, count >= 5 else { return false }
    return ratio.map { $0 >= 2 } ?? true
  }
}
