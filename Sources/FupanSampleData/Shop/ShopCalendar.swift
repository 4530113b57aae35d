/// The days of the sample and their names: Shanghai's civil time, which has no summer time.
///
/// Time is counted in seconds from the first midnight of the data, 2025-04-25 in Shanghai.
struct ShopCalendar {
  /// Days since 1970-01-01 of day 0, 2025-04-25.
  static let firstEpochDay = 20_203
  /// UTC seconds since 1970 of second 0.
  static let epochSecond = firstEpochDay * 86_400 - 8 * 3_600
  static let baseline = 329...343
  static let gap = 344...349
  static let period = 350...364
  static let brokenDay = 356
  /// The day before which every order and event lies: 2026-04-25.
  static let end = 365

  private let years: [Int]
  private let months: [Int]
  private let days: [Int]

  init() {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    var years: [Int] = []
    var months: [Int] = []
    var days: [Int] = []
    // One day more at each end: UTC's date may be the day before, answers come the day after.
    var (year, month, day) = (2025, 4, 24)
    for _ in -1...(Self.end + 1) {
      years.append(year)
      months.append(month)
      days.append(day)
      day += 1
      if day > lengths[month - 1] {
        day = 1
        month += 1
      }
      if month > 12 {
        month = 1
        year += 1
      }
    }
    self.years = years
    self.months = months
    self.days = days
  }

  /// Year, month and day of the month.
  func civil(_ day: Int) -> (year: Int, month: Int, day: Int) {
    (years[day + 1], months[day + 1], days[day + 1])
  }

  /// The day as `2026-04-10`.
  func name(_ day: Int) -> String {
    var writer = ByteWriter()
    writer.date(day, in: self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension ByteWriter {
  /// A day as `2026-04-10`.
  mutating func date(_ day: Int, in calendar: ShopCalendar) {
    let civil = calendar.civil(day)
    padded(civil.year, 4)
    text("-")
    padded(civil.month, 2)
    text("-")
    padded(civil.day, 2)
  }

  /// A time as `2026-04-10 22:02:13`, Shanghai.
  mutating func dateTime(_ second: Int, in calendar: ShopCalendar) {
    date(second / 86_400, in: calendar)
    text(" ")
    clock(second % 86_400)
  }

  /// A time as `2026/4/10 22:02`, what a spreadsheet leaves of it.
  mutating func spreadsheetTime(_ second: Int, in calendar: ShopCalendar) {
    slashedDate(second / 86_400, in: calendar)
    text(" ")
    integer(second % 86_400 / 3_600)
    text(":")
    padded(second / 60 % 60, 2)
  }

  /// A time as `2026/4/25 8:05:11`, as 问卷星 writes it.
  mutating func unpaddedTime(_ second: Int, in calendar: ShopCalendar) {
    spreadsheetTime(second, in: calendar)
    text(":")
    padded(second % 60, 2)
  }

  private mutating func slashedDate(_ day: Int, in calendar: ShopCalendar) {
    let civil = calendar.civil(day)
    integer(civil.year)
    text("/")
    integer(civil.month)
    text("/")
    integer(civil.day)
  }

  /// A time as `2026年04月25日12时01分35秒`, as 小红书 writes it.
  mutating func chineseTime(_ second: Int, in calendar: ShopCalendar) {
    let civil = calendar.civil(second / 86_400)
    padded(civil.year, 4)
    text("年")
    padded(civil.month, 2)
    text("月")
    padded(civil.day, 2)
    text("日")
    padded(second / 3_600 % 24, 2)
    text("时")
    padded(second / 60 % 60, 2)
    text("分")
    padded(second % 60, 2)
    text("秒")
  }

  /// A time as `2026-04-10T14:02:13Z`.
  mutating func utc(_ second: Int, in calendar: ShopCalendar) {
    // One day is added before the division, because UTC may be before day 0.
    let shifted = second - 8 * 3_600 + 86_400
    date(shifted / 86_400 - 1, in: calendar)
    text("T")
    clock(shifted % 86_400)
    text("Z")
  }

  /// A time in milliseconds as `2026-04-10T14:02:13.045Z`.
  mutating func utcMilliseconds(_ milliseconds: Int, in calendar: ShopCalendar) {
    let shifted = milliseconds / 1_000 - 8 * 3_600 + 86_400
    date(shifted / 86_400 - 1, in: calendar)
    text("T")
    clock(shifted % 86_400)
    text(".")
    padded(milliseconds % 1_000, 3)
    text("Z")
  }

  private mutating func clock(_ second: Int) {
    padded(second / 3_600, 2)
    text(":")
    padded(second / 60 % 60, 2)
    text(":")
    padded(second % 60, 2)
  }
}
