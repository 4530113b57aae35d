import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `peaks`: at which hours of the day and days of the week things happen, and how much of it falls
/// into the busiest hours.
///
/// Hours and weekdays are those of the report's zone; 1 is Monday. One row for each of the 168 hours
/// of a week, empty ones too, and 24 rows with `is_total`, over all weekdays: the share of the hours
/// of the window that begins there, past midnight too. `is_peak` is true of the busiest window, the
/// earliest of equals, or of the one that is asked for.
///
///     - peaks: {at: created_at}
///     - peaks: {at: created_at, hours: [19, 21]}
package struct Peaks: TransformStage {
  package static let about = StageDescription(
    "peaks", .analyse, "Counts rows by weekday and hour, and finds the busiest hours of the day.")

  @Parameter("The column that says when; by default the table's own time.", .principal)
  var at: ColumnName?
  @Parameter("How many hours the window of the day has.", .in(1...23)) var windowHours: Int = 2
  @Parameter("The window to tell of instead of the busiest: its first hour and the one it ends at.")
  var hours: [Int] = []

  static let schema = Schema([
    Field("weekday", .integer), Field("hour", .integer), Field("n", .integer),
    Field("share", .number, unit: .ratio), Field("window_n", .integer),
    Field("window_share", .number, unit: .ratio), Field("ci_lo", .number, unit: .ratio),
    Field("ci_hi", .number, unit: .ratio), Field("is_peak", .bool), Field("is_total", .bool),
  ])

  package init() {}

  /// The first hour that is asked for, if any, and the hours of a window.
  var window: (start: Int?, length: Int) {
    hours.count == 2 ? (hours[0] % 24, (hours[1] - hours[0] + 24) % 24) : (nil, windowHours)
  }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let isWindow = hours.count == 2 && hours.allSatisfy { (0...24).contains($0) }
    if !hours.isEmpty, !isWindow || window.length == 0 {
      found.append(Diagnostic(.hoursWanted, at: $hours.place ?? scope.origin.place))
    }
    let time = found.gather { () throws(Problems) in
      try TimeColumn.instant(at, in: input, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let time else { preconditionFailure("a missing column is a problem") }
    let binder = input.binder()
    let counts =
      try input
      .projected([
        Projection(
          "weekday", try binder.call("weekday", [Expression(time)], at: scope.origin.place)),
        Projection("hour", try binder.call("hour", [Expression(time)], at: scope.origin.place)),
      ])
      .filtered("hour is not null")
      .aggregated([Aggregation("n", .count)], by: ["weekday", "hour"])
    let (start, length) = window
    return counts.finished(
      Finish("peak_hours", schema: Peaks.schema, seesOrder: false) { table in
        var cells = Array(repeating: Array(repeating: 0, count: 24), count: 7)
        for row in table.rows { cells[row[0].whole - 1][row[1].whole] = row[2].whole }
        return Table(Peaks.schema, rows: Peaks.rows(cells, start: start, length: length))
      }, named: scope.fragmentName("peaks"))
  }

  private static func rows(_ cells: [[Int]], start: Int?, length: Int) -> [[Value]] {
    let byHour = (0..<24).map { hour in cells.reduce(0) { $0 + $1[hour] } }
    let total = byHour.reduce(0, +)
    guard total > 0 else { return [] }
    func share(_ part: Int) -> Value { .number(Double(part) / Double(total)) }
    let windows = (0..<24).map { hour in
      (0..<length).reduce(0) { $0 + byHour[(hour + $1) % 24] }
    }
    let peak = start ?? windows.firstIndex(of: windows.max() ?? 0)
    let hours = cells.enumerated().flatMap { weekday, counts in
      counts.enumerated().map { hour, n -> [Value] in
        [.integer(Int64(weekday + 1)), .integer(Int64(hour)), .integer(Int64(n)), share(n)]
          + [.missing, .missing, .missing, .missing, .bool(false), .bool(false)]
      }
    }
    return hours
      + (0..<24).map { hour -> [Value] in
        let interval = Interval.wilson(successes: windows[hour], trials: total)
        return [
          .missing, .integer(Int64(hour)), .integer(Int64(byHour[hour])), share(byHour[hour]),
          .integer(Int64(windows[hour])), share(windows[hour]), Value(interval?.lower),
          Value(interval?.upper), .bool(hour == peak), .bool(true),
        ]
      }
  }
}

extension Message {
  static let hoursWanted = Message(
    "hours_wanted", exit: .config, en: "a window is two different hours of the day",
    zh: "时段需要两个不同的钟点", hint: (en: "write hours: [19, 21]", zh: "请写 hours: [19, 21]"))
  static let noTimeOfDay = Message(
    "no_time_of_day", exit: .config, en: "'{name}' is a day and has no hour",
    zh: "“{name}”只有日期，没有钟点",
    hint: (
      en: "name a column with a time of day, at: created_at",
      zh: "请用带时刻的列，例如 at: created_at"
    ))
}
