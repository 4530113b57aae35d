import FupanData
import FupanDiagnostics

/// A unit in which days are grouped and counted; weeks begin on Monday.
enum CalendarUnit: String, CaseIterable {
  case day, week, month, quarter, year

  /// The unit that a verified argument names.
  static func of(_ argument: Vector) -> CalendarUnit {
    argument.value(at: 0).text.flatMap { CalendarUnit(rawValue: $0) } ?? .day
  }

  /// What is wrong with a literal that should name a unit.
  static func problem(in literal: Value?) -> Diagnostic? {
    guard let name = literal?.text, CalendarUnit(rawValue: name) == nil else { return nil }
    let problem = Diagnostic(.badDateUnit, ["unit": .text(name)])
    let nearest = NearestName.to(name, among: allCases.map { $0.rawValue })
    return nearest.map { problem.with("suggestion", .suggestion($0)) } ?? problem
  }

  /// The first day of the unit that a day lies in.
  func start(of day: Int32) -> Int32 {
    switch self {
    case .day: return day
    case .week: return day - Int32(CivilDate.weekday(daysSinceEpoch: Int(day)) - 1)
    case .month, .quarter, .year:
      let date = CivilDate(daysSinceEpoch: Int(day))
      let month =
        switch self {
        case .month: date.month
        case .quarter: (date.month - 1) / 3 * 3 + 1
        default: 1
        }
      let first = CivilDate(year: date.year, month: month, day: 1)
      return first.map { Int32($0.daysSinceEpoch) } ?? day
    }
  }

  /// Units since a fixed one, so that differences count how many begin between two days.
  func number(of day: Int32) -> Int64 {
    switch self {
    case .day: return Int64(day)
    case .week: return Int64(start(of: day) + 3) / 7
    case .month, .quarter, .year:
      let date = CivilDate(daysSinceEpoch: Int(day))
      let months = Int64(date.year * 12 + date.month - 1)
      return self == .month ? months : self == .quarter ? months / 3 : Int64(date.year)
    }
  }

  /// The day `amount` units later, or nil outside the years 1 to 9999.
  func adding(_ amount: Int64, to day: Int32) -> Int32? {
    guard amount.magnitude <= 4_000_000 else { return nil }
    switch self {
    case .day: return CalendarUnit.inRange(Int64(day) + amount)
    case .week: return CalendarUnit.inRange(Int64(day) + amount * 7)
    case .month, .quarter, .year:
      let date = CivilDate(daysSinceEpoch: Int(day))
      let step = self == .month ? 1 : self == .quarter ? 3 : 12
      let months = date.year * 12 + date.month - 1 + Int(amount) * step
      let (year, month) = (months / 12, months % 12 + 1)
      guard (1...9999).contains(year) else { return nil }
      let last = CivilDate.daysInMonth(month, ofYear: year)
      return CivilDate(year: year, month: month, day: min(date.day, last)).map {
        Int32($0.daysSinceEpoch)
      }
    }
  }

  private static func inRange(_ day: Int64) -> Int32? {
    (-719_162...2_932_896).contains(day) ? Int32(day) : nil
  }
}
