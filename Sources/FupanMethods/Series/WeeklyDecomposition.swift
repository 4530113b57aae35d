/// A daily series taken apart into trend, weekday and rest, so that one promotion day does not leak
/// into its neighbours.
///
/// Two passes of centred 7-day moving medians; weekday effects are medians that sum to zero; the
/// first and last three trend values continue the Theil–Sen slope of the nearest seven. Below 14
/// days there is no weekday effect and the trend is the median.
package struct WeeklyDecomposition: Equatable, Sendable {
  /// One per day; nil without any value.
  package let trend: [Double?]
  /// Effect of each weekday, by day index modulo 7.
  package let weekdays: [Double]
  /// value − trend − weekday effect; nil where the value is missing.
  package let rest: [Double?]

  /// `values` are consecutive days; the first one has weekday index `firstWeekday` in 0…6.
  ///
  /// Days in `holidays` (indices) do not shape the weekday effects.
  package init(_ values: [Double?], firstWeekday: Int = 0, holidays: Set<Int> = []) {
    let values = values.map { value in value.flatMap { $0.isFinite ? $0 : nil } }
    func weekday(_ day: Int) -> Int { ((day + firstWeekday) % 7 + 7) % 7 }
    var effects = [Double](repeating: 0, count: 7)
    var trend = [Double?](
      repeating: Quantile.median(of: values.compactMap { $0 }), count: values.count)
    if values.count >= 14 {
      for _ in 0..<2 {
        let adjusted = values.indices.map { day in values[day].map { $0 - effects[weekday(day)] } }
        trend = Self.trend(adjusted)
        let medians = (0..<7).map { index in
          let days = values.indices.filter { weekday($0) == index && !holidays.contains($0) }
          return Quantile.median(
            of: days.compactMap { day in
              if let value = values[day], let level = trend[day] { value - level } else { nil }
            }) ?? 0
        }
        let mean = NeumaierSum.of(medians) / 7
        effects = medians.map { $0 - mean }
      }
    }
    self.trend = trend
    weekdays = effects
    rest = values.indices.map { day in
      if let value = values[day], let level = trend[day] {
        value - level - effects[weekday(day)]
      } else {
        nil
      }
    }
  }

  /// Centred moving medians, continued over three days at both ends.
  private static func trend(_ values: [Double?]) -> [Double?] {
    let last = values.count - 1
    var trend = values.indices.map { day in
      day < 3 || day > last - 3
        ? nil : Quantile.median(of: values[(day - 3)...(day + 3)].compactMap { $0 })
    }
    let first = Array(3..<min(10, last - 2))
    let final = Array(max(3, last - 9)..<(last - 2))
    if let edge = trend[3] {
      let slope = theilSen(first, trend)
      for day in 0..<3 { trend[day] = edge - slope * Double(3 - day) }
    }
    if let edge = trend[last - 3] {
      let slope = theilSen(final, trend)
      for day in (last - 2)...last { trend[day] = edge + slope * Double(day - last + 3) }
    }
    return trend
  }

  /// The median slope between all pairs (Sen 1968); 0 without a pair.
  private static func theilSen(_ days: [Int], _ values: [Double?]) -> Double {
    var slopes: [Double] = []
    for (position, i) in days.enumerated() {
      for j in days[(position + 1)...] {
        if let a = values[i], let b = values[j] { slopes.append((b - a) / Double(j - i)) }
      }
    }
    return Quantile.median(of: slopes) ?? 0
  }
}
