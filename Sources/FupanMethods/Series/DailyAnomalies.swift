/// Days that do not fit their series, beyond trend and weekday.
///
///     let anomalies = DailyAnomalies(revenuePerDay, firstWeekday: 4)
///     anomalies.days.map { $0.index }
package struct DailyAnomalies: Equatable, Sendable {
  /// One unusual day.
  package struct Day: Equatable, Sendable {
    /// Index in the series.
    package let index: Int
    package let value: Double
    /// Trend and weekday effect.
    package let expected: Double
    /// Robust standard units; positive above what was expected.
    package let score: Double
  }

  package let decomposition: WeeklyDecomposition
  package let scores: RobustScores
  /// In time order.
  package let days: [Day]

  /// `limit` is the |score| above which a day is unusual.
  package init(
    _ values: [Double?], firstWeekday: Int = 0, holidays: Set<Int> = [],
    limit: Double = RobustScores.limit
  ) {
    let decomposition = WeeklyDecomposition(
      values, firstWeekday: firstWeekday, holidays: holidays)
    let scores = RobustScores(decomposition.rest)
    self.decomposition = decomposition
    self.scores = scores
    days = scores.anomalies(limit: limit).compactMap { index in
      guard let value = values[index], let rest = decomposition.rest[index],
        let score = scores.scores[index]
      else { return nil }
      return Day(index: index, value: value, expected: value - rest, score: score)
    }
  }
}
