import FupanData
import FupanDiagnostics
import FupanMethods
import FupanReports

extension PresentationContext {
  /// The words in the report's language.
  func say(_ chinese: String, _ english: String) -> String {
    language == .english ? english : chinese
  }

  /// The sentence in the report's language.
  func say(sentence chinese: Report.Sentence, _ english: Report.Sentence) -> Report.Sentence {
    language == .english ? english : chinese
  }

  /// What readers call a column: its canonical label, the header of the export, or its own name.
  func label(of column: ColumnName?) -> String {
    guard let name = column?.text else { return "" }
    return CanonicalLabel.column(name, in: language)
      ?? material?[name]?.title ?? name
  }

  /// A probability of a test as sentences tell it: `p = 0.0312`, `p < 0.0001`.
  package func p(_ value: Double, places: Int = 4) -> String {
    let format = ReportFormat(language: language, currency: currency)
    let shown = format.exact(Report.Value(p: value, places: places))
    return shown.hasPrefix("<") ? "p < \(shown.dropFirst())" : "p = \(shown)"
  }

  /// A value as titles tell it: `¥1.87万`.
  func brief(_ value: Report.Value) -> String {
    ReportFormat(language: language, currency: currency).brief(value)
  }

  /// The name of a group; a missing one has a name too.
  func name(of group: Value) -> String { group.text ?? say("（未知）", "(unknown)") }
}

extension Field {
  /// The header of the export without the number that surveys put before a question:
  /// `5、满意或不满意的原因` is `满意或不满意的原因`.
  package var title: String? {
    guard let originalName, !originalName.hasSuffix("*") else { return nil }
    let digits = originalName.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, let mark = originalName.dropFirst(digits.count).first,
      "、.．".contains(mark)
    else { return originalName }
    let rest = originalName.dropFirst(digits.count + 1).drop { $0 == " " }
    return rest.isEmpty ? originalName : String(rest)
  }
}

extension Report.Value {
  /// An exact cell of a result: an amount of money, or a plain number where `isMoney` says so.
  init(exact value: Value, isMoney: Bool) {
    switch value {
    case .decimal(let unscaled, let scale) where isMoney && scale <= 18:
      self = .money(Report.ExactNumber(unscaled: unscaled, scale: scale))
    case .integer(let number) where isMoney: self = .money(Report.ExactNumber(Int(number)))
    case .integer(let number): self = .integer(Int(number))
    default:
      self = value.double.map { .number($0, places: 2) } ?? .missing(.noData)
    }
  }

  /// A computed number of a result.
  init(number value: Value, places: Int) {
    self = value.double.map { .number($0, places: places) } ?? .missing(.undefined)
  }

  /// A probability of a test; one too small for its decimals is `<0.0001` and never zero.
  package init(p value: Double?, places: Int = 4) {
    let least = DecimalText.string(1, scale: places)
    self =
      switch value {
      case .none: .missing(.undefined)
      case .some(let p) where 2 * p < Double(least) ?? 0: .text("<\(least)")
      case .some(let p): .number(p, places: places)
      }
  }

  /// A computed rate of a result.
  init(ratio value: Value) { self = value.double.map { .ratio($0) } ?? .missing(.undefined) }
}

extension Value {
  /// A whole number, or 0.
  var whole: Int { count ?? 0 }

  /// A computed number, or missing.
  init(_ number: Double?) { self = number.map { .number($0) } ?? .missing }
}
