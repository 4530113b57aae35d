import FupanData

/// Which year days such as `3月25日` are of.
package enum YearHint: Hashable, Sendable {
  /// All of one year.
  case year(Int)
  /// Each the last such day that is not after this one, in days since 1970-01-01: exports of the
  /// last 365 days are read right across the turn of the year.
  case until(Int)

  /// The day meant, or nil where there is none such as 02-29.
  package func day(month: Int, day: Int) -> Int? {
    switch self {
    case .year(let year): return CivilDate(year: year, month: month, day: day)?.daysSinceEpoch
    case .until(let last):
      let year = CivilDate(daysSinceEpoch: last).year
      for year in [year, year - 1] {
        if let found = CivilDate(year: year, month: month, day: day)?.daysSinceEpoch, found <= last
        {
          return found
        }
      }
      return nil
    }
  }
}
