import FupanMethods

/// A day whose count does not fit its series, beyond trend, weekday and chance.
///
/// A day is unusual where its robust score is beyond ±3.5, its count is at least 30 % off what was
/// expected, and a Poisson tail of what was expected stays below 0.1 % after correction for the
/// number of days looked at.
package struct UnusualDay: Equatable, Sendable {
  /// Index in the series.
  package let index: Int
  package let value: Double
  /// What trend and weekday let expect.
  package let expected: Double
  /// Robust standard units; negative below what was expected.
  package let score: Double
  /// The corrected p of the Poisson tail.
  package let q: Double

  /// How far below (or above) what was expected, as a share of it.
  package var deviation: Double { expected > 0 ? (value - expected) / expected : 0 }

  /// The unusual days of a series of counts, in time order.
  ///
  /// Below 28 days a weekday is seen too rarely to be told from a day that went wrong, so the
  /// series is compared with its median alone.
  ///
  /// - Parameter firstWeekday: the first day's weekday, 0 for Monday.
  package static func find(_ counts: [Double?], firstWeekday: Int) -> [UnusualDay] {
    let known = counts.compactMap { $0 }
    guard known.count >= 7 else { return [] }
    var candidates: [(index: Int, value: Double, expected: Double, score: Double)] = []
    if counts.count >= 28 {
      candidates = DailyAnomalies(counts, firstWeekday: firstWeekday).days.map {
        ($0.index, $0.value, $0.expected, $0.score)
      }
    } else {
      let scores = RobustScores(counts)
      let middle = scores.median ?? 0
      candidates = scores.anomalies().compactMap { index in
        guard let value = counts[index], let score = scores.scores[index] else { return nil }
        return (index, value, middle, score)
      }
    }
    // Every day was looked at, so every day counts in the correction.
    var tails = [Double?](repeating: 1, count: known.count)
    for (position, day) in candidates.enumerated() {
      let count = Int(day.value.rounded())
      let mean = max(day.expected, 0.5)
      tails[position] =
        day.value < day.expected
        ? PoissonTail.atMost(count, mean: mean) : PoissonTail.atLeast(count, mean: mean)
    }
    let corrected = MultipleTesting.benjaminiHochberg(tails)
    return zip(candidates, corrected).compactMap { day, q in
      guard let q, q < 0.001, abs(day.value - day.expected) >= 0.3 * max(day.expected, 1) else {
        return nil
      }
      return UnusualDay(
        index: day.index, value: day.value, expected: day.expected, score: day.score, q: q)
    }
  }
}
