/// How far each value of a series is from its middle, in robust standard units.
///
/// z = 0.6745·(x − median)/MAD (Iglewicz and Hoaglin 1993, "How to Detect and Handle Outliers"). Where
/// the MAD is 0, the mean absolute deviation is used; where that is 0 as well, there is no score.
package struct RobustScores: Equatable, Sendable {
  /// |z| above this is an anomaly.
  package static let limit = 3.5

  /// The median; nil for no value.
  package let median: Double?
  /// Median absolute deviation from the median; nil for no value.
  package let deviation: Double?
  /// One per value; nil where the value is missing or nothing varies.
  package let scores: [Double?]

  /// Indices whose |z| is above `limit`.
  package func anomalies(limit: Double = limit) -> [Int] {
    scores.indices.filter { index in scores[index].map { abs($0) > limit } ?? false }
  }

  package init(_ values: [Double?]) {
    let known = values.compactMap { $0 }.filter { $0.isFinite }
    guard let median = Quantile.median(of: known),
      let deviation = Quantile.median(of: known.map { abs($0 - median) }), median.isFinite
    else {
      self.median = nil
      self.deviation = nil
      scores = values.map { _ in nil }
      return
    }
    let mean = NeumaierSum.of(known.lazy.map { abs($0 - median) }) / Double(known.count)
    let unit = deviation > 0 ? deviation / 0.6744897502 : 1.253314 * mean
    self.median = median
    self.deviation = deviation
    scores = values.map { value in
      guard let value, value.isFinite, unit > 0 else { return nil }
      let score = (value - median) / unit
      return score.isFinite ? score : nil
    }
  }
}
