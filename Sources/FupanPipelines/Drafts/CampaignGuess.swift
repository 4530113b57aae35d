import FupanConfig
import FupanData

/// The days a campaign probably had: the run of days at the end of the data in which far more
/// happened than before.
///
/// Of all runs of 3 to 45 days the one whose daily mean stands out most, (in − out)·√(n·m/(n+m)), as
/// segments are found in circular binary segmentation (Olshen, Venkatraman, Lucito and Wigler 2004).
package struct CampaignGuess: Sendable {
  /// Days since 1970.
  package let period: ClosedRange<Int>
  /// As many days, whole weeks earlier; nil where the data does not reach back.
  package let baseline: ClosedRange<Int>?

  /// How many of the last days are looked at.
  private static let lookback = 120
  private static let lengths = 3...45
  /// How many times the others' mean stands out clearly.
  private static let clear = 1.5

  /// - Parameters:
  ///   - daily: what is counted, by days since 1970.
  ///   - known: the days that all daily data covers, for the baseline.
  init?(_ daily: [Int: Int], known: ClosedRange<Int>?) {
    guard let first = daily.keys.min(), let last = daily.keys.max() else { return nil }
    var start = max(first, last - Self.lookback + 1)
    var counts = (start...last).map { Double(daily[$0] ?? 0) }
    var found = false
    // A season may lie around the campaign: what stands out of the days that stand out is looked
    // for as long as it stands out clearly.
    while let run = Self.standingOut(of: counts), !found || run.ratio >= Self.clear {
      found = true
      start += run.days.lowerBound
      counts = Array(counts[run.days])
    }
    let length = found ? counts.count : min(14, counts.count)
    period = (start + counts.count - length)...(start + counts.count - 1)
    let shift = (period.count + 6) / 7 * 7
    let before = (period.lowerBound - shift)...(period.upperBound - shift)
    baseline = (known?.lowerBound ?? first) <= before.lowerBound ? before : nil
  }

  /// The run of days whose mean stands out most, and how many times that of the others it is.
  private static func standingOut(of counts: [Double]) -> (days: Range<Int>, ratio: Double)? {
    var sums = [0.0]
    for count in counts { sums.append(sums[sums.count - 1] + count) }
    var best: (score: Double, days: Range<Int>, ratio: Double)?
    for from in counts.indices {
      for length in lengths where from + length <= counts.count && length < counts.count {
        let (n, m) = (Double(length), Double(counts.count - length))
        let inside = sums[from + length] - sums[from]
        let mean = (sums[counts.count] - inside) / m
        let score = (inside / n - mean) * (n * m / (n + m)).squareRoot()
        if score > best?.score ?? 0 {
          best = (score, from..<(from + length), inside / n / max(mean, 1e-9))
        }
      }
    }
    return best.map { ($0.days, $0.ratio) }
  }

  /// `2026-04-10..2026-04-24`.
  static func text(_ days: ClosedRange<Int>) -> String {
    "\(CivilDate(daysSinceEpoch: days.lowerBound))..\(CivilDate(daysSinceEpoch: days.upperBound))"
  }
}
