import FupanData
import FupanDiagnostics

/// Days and hours of the calendar; an instant has them in the pipeline's zone.
enum DateFunctions {
  static let all: [Function] = [
    part("year", "The year of a day or instant.", "year") { Int64($0.year) },
    part("quarter", "The quarter of a day or instant, 1 to 4.", "quarter") {
      Int64(($0.month + 2) / 3)
    },
    part("month", "The month of a day or instant, 1 to 12.", "month") { Int64($0.month) },
    part("day", "The day of the month of a day or instant, 1 to 31.", "day") { Int64($0.day) },
    hour,
    weekday, isoWeek, truncated, added, difference, toDate, toTimestamp, microseconds, instant,
  ]

  /// `microseconds(x)`: what plans of our own measure the time between two instants with.
  static let microseconds = Function(
    "microseconds", .dates, "The microseconds from 1970-01-01T00:00:00Z to an instant.",
    usage: ["microseconds(x)"], isInternal: true,
    sql: .template("CAST(epoch_us({0}) AS {type})"),
    dialects: [.spark: .template("unix_micros({0})")],
    resolve: Signature.of([.timestamp], .integer)
  ) { arguments, _, count, _ in
    guard case .timestamp(let instants) = arguments[0].column else {
      preconditionFailure("microseconds is resolved to instants")
    }
    return .integer(ElementLoops.map(instants, arguments[0], count: count) { $0 })
  }

  /// `instant(x)`: what plans of our own turn such a number back into an instant with.
  static let instant = Function(
    "instant", .dates, "The instant so many microseconds from 1970-01-01T00:00:00Z.",
    usage: ["instant(x)"], isInternal: true, sql: .template("make_timestamp({0})"),
    dialects: [.spark: .template("timestamp_micros({0})")],
    resolve: Signature.of([.integer], .timestamp)
  ) { arguments, _, count, _ in
    guard case .integer(let numbers) = arguments[0].column else {
      preconditionFailure("instant is resolved to integers")
    }
    return .timestamp(ElementLoops.map(numbers, arguments[0], count: count) { $0 })
  }

  static let hour = Function(
    "hour", .dates, "The hour of an instant, 0 to 23.", usage: ["hour(x)"],
    sql: .template("CAST(hour({0:local}) AS {type})"),
    resolve: Signature.of([.timestamp], .integer)
  ) { arguments, _, count, context in
    guard case .timestamp(let instants) = arguments[0].column else {
      preconditionFailure("hour is resolved to instants")
    }
    return .integer(
      ElementLoops.map(
        FixedColumn(context.zone.locals(instants.values)), arguments[0], count: count
      ) { InstantText.split($0).inDay / 3_600_000_000 })
  }

  static let weekday = Function(
    "weekday", .dates, "The day of the week of a day or instant, 1 for Monday to 7 for Sunday.",
    usage: ["weekday(x)"], sql: .template("CAST(isodow({0:local}) AS {type})"),
    dialects: [.spark: .template("CAST(weekday({0:local}) + 1 AS {type})")],
    resolve: dayOrInstant(.integer)
  ) { arguments, _, count, context in
    .integer(
      perDay(days(arguments[0], context), arguments[0], count: count) {
        Int64(CivilDate.weekday(daysSinceEpoch: Int($0)))
      })
  }

  /// Text, so that weeks sort across years.
  static let isoWeek = Function(
    "iso_week", .dates, "The ISO 8601 week of a day or instant with its year, as 2026-W17.",
    usage: ["iso_week(x)"], sql: .template("strftime({0:local}, '%G-W%V')"),
    dialects: [
      .spark: .template(
        "concat(lpad(CAST(extract(YEAROFWEEK FROM {0:local}) AS STRING), 4, '0'), '-W', "
          + "lpad(CAST(weekofyear({0:local}) AS STRING), 2, '0'))")
    ],
    resolve: dayOrInstant(.text)
  ) { arguments, _, count, context in
    let days = days(arguments[0], context).values
    var result = TextColumn()
    var last: (day: Int32, text: [UInt8])?
    for row in 0..<count {
      let day = days[row * arguments[0].step]
      if last?.day != day {
        let (year, week) = CivilDate(daysSinceEpoch: Int(day)).isoWeek
        var text: [UInt8] = []
        DecimalText.appendDigits(UInt64(max(0, year)), atLeast: 4, to: &text)
        text.append(contentsOf: "-W".utf8)
        DecimalText.appendDigits(UInt64(week), atLeast: 2, to: &text)
        last = (day, text)
      }
      result.append(last?.text ?? [])
    }
    return .text(result)
  }

  /// Always a day, of an instant too: the day on which its week, month … begins.
  static let truncated = Function(
    "date_trunc", .dates, "The first day of the week, month, quarter or year of a day or instant.",
    usage: ["date_trunc('week', x)"],
    sql: .custom { call in
      "CAST(date_trunc(\(call.sql[0]), \(call.civil(1))) AS DATE)"
    },
    resolve: { arguments in
      guard arguments.count == 2, arguments[0].literal?.text != nil else { return nil }
      let type = arguments[1].type ?? .date
      return type == .date || type == .timestamp ? .init([.text, type], .date) : nil
    },
    verify: { CalendarUnit.problem(in: $0[0].literal) }
  ) { arguments, _, count, context in
    let unit = CalendarUnit.of(arguments[0])
    return .date(
      perDay(days(arguments[1], context), arguments[1], count: count) { unit.start(of: $0) })
  }

  /// A month later is the same day of the month, or its last day where there is none such:
  /// 31 January plus a month is 28 February.
  static let added = Function(
    "date_add", .dates, "The day so many days, weeks, months, quarters or years later.",
    usage: ["date_add(day, 7, 'day')"],
    sql: addedSQL(
      days: { "CAST(\($0) + CAST(\($1) AS INTEGER) AS DATE)" },
      months: { "CAST(\($0) + to_months(CAST(\($1) AS INTEGER)) AS DATE)" }),
    dialects: [
      .spark: addedSQL(
        days: { "date_add(\($0), CAST(\($1) AS INT))" },
        months: { "add_months(\($0), CAST(\($1) AS INT))" })
    ],
    resolve: Signature.of([.date, .integer, .text], literals: [2], .date),
    verify: { CalendarUnit.problem(in: $0[2].literal) }
  ) { (arguments, _, count, _) throws(EvaluationError) in
    guard case .date(let days) = arguments[0].column,
      case .integer(let amounts) = arguments[1].column
    else { preconditionFailure("date_add is resolved to a day and an integer") }
    let unit = CalendarUnit.of(arguments[2])
    var result: [Int32] = []
    result.reserveCapacity(count)
    for row in 0..<count {
      let day = days.values[row * arguments[0].step]
      if let sum = unit.adding(amounts.values[row * arguments[1].step], to: day) {
        result.append(sum)
      } else {
        guard !(arguments[0].isValid(row) && arguments[1].isValid(row)) else {
          throw EvaluationError(.arithmeticOverflow, row: row)
        }
        result.append(0)
      }
    }
    return .date(FixedColumn(result))
  }

  /// Counts how many first days of a unit lie between: from 31 January to 1 February is one month,
  /// from Sunday to Monday one week. Negative where the second is earlier.
  static let difference = Function(
    "date_diff", .dates,
    "How many days, weeks, months, quarters or years begin between two days or instants.",
    usage: ["date_diff('day', from, to)"],
    sql: .custom { call in
      let unit = CalendarUnit(rawValue: call.arguments[0].literal?.text ?? "") ?? .day
      let days = [1, 2].map { "CAST(\(call.civil($0)) AS DATE)" }
      func months(_ day: String) -> String { "(year(\(day)) * 12 + month(\(day)))" }
      func quarters(_ day: String) -> String { "(year(\(day)) * 4 + quarter(\(day)))" }
      let isSpark = call.name(.text) == "STRING"
      func dayNumber(_ day: String) -> String {
        isSpark ? "datediff(\(day), DATE '1970-01-01')" : "(\(day) - DATE '1970-01-01')"
      }
      // 1970-01-01 was a Thursday; the dividend stays positive so that both engines cut alike.
      func weeks(_ day: String) -> String {
        isSpark
          ? "((\(dayNumber(day)) + 719463) div 7)" : "((\(dayNumber(day)) + 719463) // 7)"
      }
      let difference =
        switch unit {
        case .day: "\(dayNumber(days[1])) - \(dayNumber(days[0]))"
        case .week: "\(weeks(days[1])) - \(weeks(days[0]))"
        case .month: "\(months(days[1])) - \(months(days[0]))"
        case .quarter: "\(quarters(days[1])) - \(quarters(days[0]))"
        case .year: "year(\(days[1])) - year(\(days[0]))"
        }
      return "CAST(\(difference) AS \(call.name(.integer)))"
    },
    resolve: { arguments in
      guard arguments.count == 3, arguments[0].literal?.text != nil else { return nil }
      let types = arguments.dropFirst().map { $0.type ?? .date }
      guard types.allSatisfy({ $0 == .date || $0 == .timestamp }) else { return nil }
      return .init([.text] + types, .integer)
    },
    verify: { CalendarUnit.problem(in: $0[0].literal) }
  ) { arguments, _, count, context in
    let unit = CalendarUnit.of(arguments[0])
    let numbers = arguments.dropFirst().map { argument in
      perDay(days(argument, context), argument, count: count) { unit.number(of: $0) }
    }
    return .integer(
      ElementLoops.map(
        numbers[0], numbers[1], numbers.map { Vector(.integer($0)) }, count: count
      ) { $1 - $0 })
  }

  /// Strict as a cast: text that is no such day is an error of its row. In a format, `%Y` stands for
  /// four digits, `%m` and `%d` for two.
  static let toDate = Function(
    "to_date", .dates, "The day that a text writes, as 2026-04-24 or in the format given.",
    usage: ["to_date(x)", "to_date(x, '%Y/%m/%d')"], sql: reading(CivilFormat.Dialect.duckdb),
    dialects: [.spark: reading(CivilFormat.Dialect.spark)],
    resolve: Signature.of([.text, .text], optional: 1, literals: [1], .date),
    verify: { CivilFormat.problem(in: $0.dropFirst().first?.literal, withTime: false) }
  ) { (arguments, _, count, context) throws(EvaluationError) in
    try read(arguments, count: count, "%Y-%m-%d", .date) { days, _ in .date(Int32(days)) }
  }

  /// Without a format the text carries its offset, as 2026-04-24T08:05:00+08:00. With one it is civil
  /// time in the pipeline's zone: the first instant that shows it, and an hour later in a spring gap.
  static let toTimestamp = Function(
    "to_timestamp", .dates, "The instant that a text writes, in RFC 3339 or in the format given.",
    usage: ["to_timestamp(x)", "to_timestamp(x, '%Y-%m-%d %H:%M:%S')"],
    sql: reading(CivilFormat.Dialect.duckdb),
    dialects: [.spark: reading(CivilFormat.Dialect.spark)],
    resolve: Signature.of([.text, .text], optional: 1, literals: [1], .timestamp),
    verify: { CivilFormat.problem(in: $0.dropFirst().first?.literal, withTime: true) }
  ) { (arguments, _, count, context) throws(EvaluationError) in
    if arguments.count == 1 {
      return try CastKernel.cast(arguments[0].column, to: .timestamp, context)
    }
    return try read(arguments, count: count, "", .timestamp) { days, microseconds in
      let local = days * 86_400_000_000 + microseconds
      let found =
        context.zone.instants(ofLocal: local).first
        ?? context.zone.instants(ofLocal: local + 3_600_000_000).first
      return found.map { .timestamp($0) }
    }
  }

  private static func read(
    _ arguments: [Vector], count: Int, _ standard: String, _ type: DataType,
    _ value: (Int64, Int64) -> Value?
  ) throws(EvaluationError) -> Column {
    let written = arguments.count == 2 ? arguments[1].value(at: 0).text ?? "" : standard
    guard let format = CivilFormat(written, withTime: type == .timestamp) else {
      preconditionFailure("the format was verified")
    }
    let texts = TextLoops.texts(arguments[0])
    var builder = ColumnBuilder(type)
    for row in 0..<count {
      guard arguments[0].isValid(row) else {
        builder.appendMissing()
        continue
      }
      guard let (days, microseconds) = format.read(texts.slice(row * arguments[0].step)),
        let result = value(days, microseconds)
      else {
        throw EvaluationError(
          .castFailed, row: row, facts: [Fact("type", .text(type.description))])
      }
      builder.append(result)
    }
    return builder.finish()
  }

  private static func reading(_ dialect: CivilFormat.Dialect) -> SQLForm {
    .custom { call in
      let withTime = call.result == .timestamp
      guard call.sql.count == 2 else {
        return withTime
          ? dialect.instant(call.sql[0], call.quoted)
          : CivilFormat("%Y-%m-%d", withTime: false)?.sql(call, dialect) ?? "NULL"
      }
      return CivilFormat(call.arguments[1].literal?.text ?? "", withTime: withTime)?
        .sql(call, dialect) ?? "NULL"
    }
  }

  private static func part(
    _ name: String, _ summary: String, _ sql: String,
    _ value: @escaping @Sendable (CivilDate) -> Int64
  ) -> Function {
    Function(
      name, .dates, summary, usage: ["\(name)(x)"],
      sql: .template("CAST(\(sql)({0:local}) AS {type})"), resolve: dayOrInstant(.integer)
    ) { arguments, _, count, context in
      .integer(
        perDay(days(arguments[0], context), arguments[0], count: count) {
          value(CivilDate(daysSinceEpoch: Int($0)))
        })
    }
  }

  private static func addedSQL(
    days: @escaping @Sendable (String, String) -> String,
    months: @escaping @Sendable (String, String) -> String
  ) -> SQLForm {
    .custom { call in
      let unit = CalendarUnit(rawValue: call.arguments[2].literal?.text ?? "") ?? .day
      let (day, amount) = (call.sql[0], call.sql[1])
      return switch unit {
      case .day: days(day, amount)
      case .week: days(day, "\(amount) * 7")
      case .month: months(day, amount)
      case .quarter: months(day, "\(amount) * 3")
      case .year: months(day, "\(amount) * 12")
      }
    }
  }

  private static func dayOrInstant(_ result: DataType) -> Signature.Resolve {
    { arguments in
      guard arguments.count == 1 else { return nil }
      let type = arguments[0].type ?? .date
      return type == .date || type == .timestamp ? .init([type], result) : nil
    }
  }

  /// `body` of each row's day. Where rows lie within few days, it is asked once a day.
  private static func perDay<R: BitwiseCopyable & Hashable & Sendable>(
    _ days: FixedColumn<Int32>, _ vector: Vector, count: Int, _ body: (Int32) -> R
  ) -> FixedColumn<R> {
    guard let span = span(of: days.values, vector.column.validity), span.count * 2 < count else {
      return ElementLoops.map(days, vector, count: count, body)
    }
    let low = Int(span.lowerBound)
    return span.map(body).withUnsafeBufferPointer { table in
      ElementLoops.map(days, vector, count: count) { day in
        // A missing row's day may lie anywhere.
        let place = Int(day) - low
        return UInt(bitPattern: place) < UInt(table.count) ? table[place] : body(day)
      }
    }
  }

  /// From the first to the last day that is not missing.
  private static func span(of days: [Int32], _ validity: Validity?) -> ClosedRange<Int32>? {
    var (first, last) = (Int32.max, Int32.min)
    if let validity, validity.missingCount > 0 {
      for row in validity.rows {
        first = min(first, days[Int(row)])
        last = max(last, days[Int(row)])
      }
    } else {
      for day in days {
        first = min(first, day)
        last = max(last, day)
      }
    }
    return first <= last ? first...last : nil
  }

  /// The civil days of days and instants.
  private static func days(_ vector: Vector, _ context: EvaluationContext) -> FixedColumn<Int32> {
    switch vector.column {
    case .date(let days): return days
    case .timestamp(let instants):
      return FixedColumn(context.zone.localDays(instants.values))
    default: preconditionFailure("resolved to days or instants")
    }
  }
}
