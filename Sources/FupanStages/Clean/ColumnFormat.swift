import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// How a column of text is read: a format's name, or the name with its settings.
///
///     date: date
///     amount: {as: money}
///     tags: list(、)
///     views: {as: integer, lower_bound: views_at_least}
///     status: {as: text, values: {交易成功: completed, 交易关闭: closed}, otherwise: other}
package struct ColumnFormat: Parameterised {
  @Parameter(
    "The format: text, identifier, phone, integer, decimal(2), money, percent, number, bool, date, timestamp, duration, list(SEPARATOR) or ranking(SEPARATOR).",
    .principal)
  var `as`: Located<String>
  @Parameter(
    "Ways a day may be written: year_first, day_month_year, month_day_year, unix_seconds, unix_milliseconds, excel_serial."
  )
  var formats: [DateFormat] = [.yearFirst]
  @Parameter(
    "The year of days without one: 2026, or the last day they can be, such as the export's.")
  var yearHint: Located<String>?
  @Parameter("The zone of civil times; by default the pipeline's.") var timezone: String?
  @Parameter("The currency of money; by default the pipeline's.") var currency: String?
  @Parameter("Whether bare numbers are percentages, as under a header with (%).")
  var percentScale: Bool = false
  @Parameter("Cells that mean 'missing'.") var nullTokens: [String] = []
  @Parameter(
    "Cells that mean 'missing' for a reason, and the reason, such as -3 for a question skipped.")
  var codes: OrderedMap<String> = OrderedMap()
  @Parameter("The words that the column may hold, and what each becomes.")
  var values: OrderedMap<String> = OrderedMap()
  @Parameter("What every word that is not in values becomes; by default its row is refused.")
  var otherwise: String?
  @Parameter("The options of a question; others stay and are counted.") var options: [String] = []
  @Parameter("A new column: why a value is missing, of codes.") var reason: Located<String>?
  @Parameter("A new column: whether the number says 'at least', as 10万+ does.")
  var lowerBound: Located<String>?
  @Parameter("A new column: the text of values that are masked or encrypted, and missing here.")
  var masked: Located<String>?
  @Parameter("A new column: the end of a span of time, of which this one keeps the start.")
  var until: Located<String>?
  @Parameter("What happens to a row with a cell that cannot be read; by default as the stage says.")
  var onError: OnError?

  package init() {}

  /// The names that ``format(in:)`` knows, as messages list them.
  static let names = [
    "bool", "date", "decimal(2)", "duration", "identifier", "integer", "list(、)", "money", "number",
    "percent", "phone", "ranking(→)", "text", "timestamp",
  ]

  /// The reading of a column.
  ///
  /// - Parameter fallback: what happens to rows where the declaration does not say.
  /// - Throws: a format that is none, an instant without a time zone, and settings that mean nothing
  ///   for the format.
  func conversion(
    of column: String, onError fallback: OnError, in scope: Scope
  ) throws(Problems) -> Conversion {
    let format = try format(in: scope)
    var found: [Diagnostic] = []
    found += unused(by: format)
    if !values.isEmpty, !options.isEmpty {
      found.append(
        Diagnostic(.chooseOne, at: `as`.place, ["first": "values", "second": "options"]))
    }
    var conversion = Conversion(column, format, onError: onError ?? fallback)
    conversion.nullTokens = nullTokens
    conversion.codes = codes.entries.map { MissingCode($0.name, reason: $0.value) }
    if !values.isEmpty {
      conversion.vocabulary = Vocabulary(
        values.entries.map { Vocabulary.Entry($0.name, value: $0.value) },
        unknown: otherwise.map { .replaced(by: $0) } ?? .refused)
    } else if !options.isEmpty {
      conversion.vocabulary = Vocabulary(
        options.map { Vocabulary.Entry($0, value: $0) }, unknown: .kept)
    }
    conversion.yearHint = found.gather { () throws(Problems) in try hint() } ?? nil
    for (kind, name) in companions { conversion.companions.append(Companion(kind, name.value)) }
    if let problems = Problems(found) { throw problems }
    return conversion
  }

  /// The columns that are made beside this one, and where they are named.
  var companions: [(kind: Companion.Kind, name: Located<String>)] {
    [
      (.reason, reason), (.lowerBound, lowerBound), (.masked, masked), (.until, until),
    ].compactMap { kind, name in name.map { (kind, $0) } }
  }

  /// The format meant.
  ///
  /// - Throws: a name that is none, or an instant without a time zone.
  private func format(in scope: Scope) throws(Problems) -> ValueFormat {
    let name = `as`.value
    switch name {
    case "text": return .text
    case "identifier": return .identifier
    case "phone": return .phone
    case "integer": return .integer
    case "money": return .money(currency: currency ?? scope.currency)
    case "percent": return .percent(percentScale: percentScale)
    case "number": return .number
    case "bool": return .bool
    case "duration": return .duration
    case "date": return .date(formats)
    case "timestamp":
      if let timezone { return .timestamp(formats, zone: timezone) }
      return .timestamp(formats, zone: try scope.requiredZone().identifier)
    case "ranking": return .ranking(separator: "→")
    default: break
    }
    if let argument = argument(of: "list"), !argument.isEmpty { return .list(separator: argument) }
    if let argument = argument(of: "ranking"), !argument.isEmpty {
      return .ranking(separator: argument)
    }
    if let argument = argument(of: "decimal"), let scale = Int(argument), (0...18).contains(scale) {
      return .decimal(scale: scale)
    }
    var diagnostic = Diagnostic(.unknownFormat, at: `as`.place, ["name": .text(name)])
    if let nearest = NearestName.to(name, among: ColumnFormat.names) {
      diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
    }
    throw Problems(diagnostic.with("formats", .list(ColumnFormat.names)))
  }

  /// `x` of `name(x)`.
  private func argument(of name: String) -> String? {
    let text = `as`.value
    guard text.hasPrefix(name + "("), text.hasSuffix(")") else { return nil }
    return String(text.dropFirst(name.count + 1).dropLast())
  }

  private func hint() throws(Problems) -> YearHint? {
    guard let yearHint else { return nil }
    if let date = DateLiteral(yearHint.value) { return .until(date.daysSince1970) }
    if let year = Int(yearHint.value), (1900...2100).contains(year) { return .year(year) }
    throw Problems(
      Diagnostic(.notAYear, at: yearHint.place, ["found": .text(yearHint.value)]))
  }

  /// Settings that mean nothing for a format.
  private func unused(by format: ValueFormat) -> [Diagnostic] {
    let isText: Bool
    let isList: Bool
    let isTime: Bool
    let isNumber: Bool
    switch format {
    case .text, .identifier, .phone:
      (isText, isList, isTime, isNumber) = (true, false, false, false)
    case .list, .ranking: (isText, isList, isTime, isNumber) = (false, true, false, false)
    case .date, .timestamp: (isText, isList, isTime, isNumber) = (false, false, true, false)
    case .integer, .decimal, .money, .number:
      (isText, isList, isTime, isNumber) = (false, false, false, true)
    case .percent, .bool, .duration:
      (isText, isList, isTime, isNumber) = (false, false, false, false)
    }
    let settings: [(name: String, isUsed: Bool, place: Place?)] = [
      ("values", values.isEmpty || isText || isList, values.entries.first?.place),
      ("options", options.isEmpty || isText || isList, `as`.place),
      ("otherwise", otherwise == nil || !values.isEmpty, `as`.place),
      ("year_hint", yearHint == nil || isTime, yearHint?.place),
      ("reason", reason == nil || !codes.isEmpty, reason?.place),
      ("lower_bound", lowerBound == nil || isNumber, lowerBound?.place),
      ("masked", masked == nil || isText, masked?.place),
      ("until", until == nil || isTime, until?.place),
    ]
    return settings.filter { !$0.isUsed }.map { setting in
      Diagnostic(
        .settingUnused, at: setting.place ?? `as`.place,
        ["setting": .text(setting.name), "format": .text(`as`.value)])
    }
  }
}

extension DateFormat: ParameterChoice {}

extension Relation {
  /// The rows read by conversions, with the columns that are made beside them.
  ///
  /// - Throws: a new column that has the name of another.
  func converted(
    by conversions: [Conversion], at place: Place?
  ) throws(Problems) -> Relation {
    var taken = schema.names
    var found: [Diagnostic] = []
    for name in conversions.flatMap({ $0.companions.map { $0.name } }) {
      if taken.contains(where: { $0.utf8.elementsEqual(name.utf8) }) {
        found.append(Diagnostic(.newColumnTaken, at: place, ["name": .text(name)]))
      }
      taken.append(name)
    }
    if let problems = Problems(found) { throw problems }
    return checked(Check(conversions: conversions))
  }
}

extension Message {
  static let newColumnTaken = Message(
    "new_column_taken", exit: .config, en: "there is a column '{name}' already",
    zh: "已经有名为“{name}”的列", hint: (en: "choose another name", zh: "请换一个列名"))
  static let notAYear = Message(
    "not_a_year", exit: .config, en: "'{found}' is neither a year nor a day",
    zh: "“{found}”既不是年份也不是日期",
    hint: (en: "write it like 2026 or 2026-06-20", zh: "请写成 2026 或 2026-06-20 这样"))
  static let settingUnused = Message(
    "setting_unused", exit: .config, en: "'{setting}' means nothing for {format} here",
    zh: "{setting} 在这里对 {format} 不起作用",
    hint: (
      en:
        "lower_bound is of numbers, until and year_hint of days and instants, values and options of text and lists, masked of text; reason needs codes, otherwise needs values",
      zh:
        "lower_bound 用于数字，until、year_hint 用于日期时间，values、options 用于文本和列表，masked 用于文本；reason 需要 codes，otherwise 需要 values"
    ))
}
