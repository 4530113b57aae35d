import FupanData
import FupanDiagnostics

/// Values of a report as its readers see them.
///
/// Halves round away from zero, or to the even neighbour where the report says so. A double is rounded by its shortest decimal text, a ratio with
/// known parts from those parts, so that what is shown is what one would round by hand.
package struct ReportFormat: Sendable {
  package let language: Language
  /// The ISO 4217 code of every amount.
  package let currency: String
  /// How halves are rounded.
  package let rounding: Report.Rounding
  let text: ReportText

  package init(
    language: Language, currency: String, rounding: Report.Rounding = .halfUp
  ) {
    self.language = language
    self.currency = currency
    self.rounding = rounding
    self.text = ReportText(language)
  }

  /// The value in full, as tables and hovers show it: `¥12,345.60`, `12,345`, `3.5%`.
  package func exact(_ value: Report.Value) -> String { format(value, brief: false, signed: false) }

  /// The value in short, as cards, prose and axes show it: `¥1.2万`, `1.2万`, `3.5%`.
  package func brief(_ value: Report.Value) -> String { format(value, brief: true, signed: false) }

  /// The value in full with a sign before it: `+¥12,345.60`.
  package func signed(_ value: Report.Value) -> String { format(value, brief: false, signed: true) }

  /// The value in short with a sign before it: `+¥1.2万`.
  package func signedBrief(_ value: Report.Value) -> String {
    format(value, brief: true, signed: true)
  }

  /// A change as a share: `+12.0%`.
  package func relative(_ change: Double) -> String {
    format(.ratio(change), brief: true, signed: true)
  }

  /// A day: `2026年4月10日`, `10 Apr 2026`.
  package func date(_ day: CivilDate) -> String {
    language == .english
      ? "\(day.day) \(monthName(day.month)) \(day.year)" : "\(day.year)年\(day.month)月\(day.day)日"
  }

  /// A day where room is short: `4/10`, `10 Apr`.
  package func shortDate(_ day: CivilDate) -> String {
    language == .english ? "\(day.day) \(monthName(day.month))" : "\(day.month)/\(day.day)"
  }

  /// Days from the first to the last: `2026年4月10日—4月24日`, `10–24 Apr 2026`.
  package func period(_ period: Report.Period) -> String {
    let (first, last) = (period.first, period.last)
    if first == last { return date(first) }
    guard first.year == last.year else {
      return language == .english
        ? "\(date(first)) – \(date(last))" : "\(date(first))—\(date(last))"
    }
    if language == .english {
      return first.month == last.month
        ? "\(first.day)–\(date(last))" : "\(shortDate(first)) – \(date(last))"
    }
    return first.month == last.month
      ? "\(date(first))—\(last.day)日" : "\(date(first))—\(last.month)月\(last.day)日"
  }

  /// An instant to the minute, as its ISO 8601 text has it: `2026-04-25 06:29`.
  func minute(_ instant: String) -> String {
    let parts = instant.split(separator: "T", maxSplits: 1)
    guard parts.count == 2, parts[1].utf8.count >= 5 else { return instant }
    return "\(parts[0]) \(parts[1].prefix(5))"
  }

  /// A label along an axis: a day in short form, anything else as it stands.
  func axisLabel(_ label: String) -> String {
    CivilDate(Array(label.utf8)).map(shortDate) ?? label
  }

  private func monthName(_ month: Int) -> String {
    let names = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    return names.indices.contains(month - 1) ? names[month - 1] : String(month)
  }

  private func format(_ value: Report.Value, brief: Bool, signed: Bool) -> String {
    switch value {
    case .text(let words): words
    case .integer(let number):
      plain(.init(number), places: 0, brief: brief, signed: signed, unit: "")
    case .money(let amount):
      plain(
        amount, places: brief ? min(amount.scale, 2) : amount.scale, brief: brief, signed: signed,
        unit: currencySymbol)
    case .ratio(let ratio): percent(ratio, brief: brief, signed: signed)
    case .points(let number): points(number)
    case .multiple(let number): multiple(number, brief: brief, signed: signed)
    case .number(let number, let places):
      Report.ExactNumber(decimalTextOf: number).map {
        plain($0, places: places, brief: brief, signed: signed, unit: "")
      } ?? text[.missingUndefined]
    case .date(let day): brief ? date(day) : day.description
    case .status(let status): text.word(status)
    case .missing(let reason): text.word(reason)
    case .suppressed: text[.suppressed]
    }
  }

  /// `3.2×` in short, `3.20×` in full.
  private func multiple(_ number: Double, brief: Bool, signed: Bool) -> String {
    guard let exact = Report.ExactNumber(decimalTextOf: number),
      let rounded = exact.rounded(to: 2, rounding)
    else { return text[.missingUndefined] }
    let shown = brief ? rounded.withoutTrailingZeros : rounded
    return sign(of: rounded, shown: signed) + digits(shown) + "×"
  }

  /// `+1.2 pp`, `+1.2 个百分点`.
  private func points(_ number: Double) -> String {
    shifted(number, by: 2, places: 1, signed: true) + " " + text[.unitPoints]
  }

  /// One decimal; two below 1 %, and in full below 10 %, where one would hide a difference.
  private func percent(_ ratio: Report.Ratio, brief: Bool, signed: Bool) -> String {
    let magnitude = abs(ratio.value)
    let places = magnitude == 1 || magnitude == 0 ? 0 : magnitude < (brief ? 0.01 : 0.1) ? 2 : 1
    if let numerator = ratio.numerator, let denominator = ratio.denominator,
      let exact = Report.ExactNumber.quotient(
        numerator, denominator, places: places + 2, rounding)
    {
      let percent = Report.ExactNumber(unscaled: exact.unscaled, scale: places)
      return sign(of: percent, shown: signed) + digits(percent) + "%"
    }
    return shifted(ratio.value, by: 2, places: places, signed: signed) + "%"
  }

  /// A double times 10^`by`, rounded to `places`.
  private func shifted(_ number: Double, by shift: Int, places: Int, signed: Bool) -> String {
    guard let exact = Report.ExactNumber(decimalTextOf: number),
      let rounded = exact.shifted(by: shift).rounded(to: places, rounding)
    else { return text[.missingUndefined] }
    return sign(of: rounded, shown: signed) + digits(rounded)
  }

  private func plain(
    _ number: Report.ExactNumber, places: Int, brief: Bool, signed: Bool, unit: String
  ) -> String {
    if brief, let short = shortened(number) {
      return sign(of: number, shown: signed) + unit + short
    }
    guard let rounded = number.rounded(to: places, rounding) else { return number.description }
    return sign(of: rounded, shown: signed) + unit + digits(rounded)
  }

  /// `1.2万` from ten thousand up, or nil below.
  private func shortened(_ number: Report.ExactNumber) -> String? {
    let steps: [(power: Int, suffix: String)] =
      language == .english ? [(9, "B"), (6, "M"), (3, "k")] : [(8, "亿"), (4, "万")]
    guard number.isAtLeast(powerOfTen: 4) else { return nil }
    for (power, suffix) in steps where number.isAtLeast(powerOfTen: power) {
      // Two decimals up to 10, one above: enough to tell a figure from its target.
      let places = number.isAtLeast(powerOfTen: power + 1) ? 1 : 2
      guard let rounded = number.shifted(by: -power).rounded(to: places, rounding)
      else { return nil }
      return digits(rounded.withoutTrailingZeros) + suffix
    }
    return nil
  }

  /// The digits without a sign, thousands apart: `12,345.60`.
  private func digits(_ number: Report.ExactNumber) -> String {
    let text = DecimalText.string(number.unscaled, scale: number.scale)
    let bare = text.utf8.first == UInt8(ascii: "-") ? text.dropFirst() : text[...]
    let whole = bare.prefix { $0 != "." }
    var grouped = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index).isMultiple(of: 3) { grouped.append(",") }
      grouped.append(digit)
    }
    return grouped + bare.dropFirst(whole.count)
  }

  private func sign(of number: Report.ExactNumber, shown: Bool) -> String {
    number.unscaled < 0 ? "−" : shown && number.unscaled > 0 ? "+" : ""
  }

  /// What stands before an amount.
  var currencySymbol: String { Unit(currency).currencyPrefix }
}
