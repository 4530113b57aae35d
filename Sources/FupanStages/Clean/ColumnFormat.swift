import FupanConfig
import FupanDiagnostics
import FupanPlan

/// How a column of text is read: a format's name, or the name with its settings.
///
///     date: date
///     amount: {as: money}
///     tags: list(、)
package struct ColumnFormat: Parameterised {
  @Parameter(
    "The format: text, identifier, integer, decimal(2), money, percent, number, bool, date, timestamp, duration or list(SEPARATOR).",
    .principal)
  var `as`: Located<String>
  @Parameter(
    "Ways a day may be written: year_first, day_month_year, month_day_year, unix_seconds, unix_milliseconds, excel_serial."
  )
  var formats: [DateFormat] = [.yearFirst]
  @Parameter("The zone of civil times; by default the pipeline's.") var timezone: String?
  @Parameter("The currency of money; by default the pipeline's.") var currency: String?
  @Parameter("Whether bare numbers are percentages, as under a header with (%).")
  var percentScale: Bool = false

  package init() {}

  /// The names that ``format(in:)`` knows, as messages list them.
  static let names = [
    "bool", "date", "decimal(2)", "duration", "identifier", "integer", "list(、)", "money", "number",
    "percent", "text", "timestamp",
  ]

  /// The format meant.
  ///
  /// - Throws: a name that is none, or an instant without a time zone.
  func format(in scope: Scope) throws(Problems) -> ValueFormat {
    let name = `as`.value
    switch name {
    case "text": return .text
    case "identifier": return .identifier
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
    default: break
    }
    if let argument = argument(of: "list"), !argument.isEmpty { return .list(separator: argument) }
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
}

extension DateFormat: ParameterChoice {}
