import FupanData

/// Number formats by what numbers are, in the language of spreadsheets.
package enum NumberFormat {
  /// `¥1,234.50`
  package static func money(_ currency: String, digits: Int) -> String {
    "\"\(Unit(currency).currencyPrefix)\"#,##0" + fraction(digits)
  }

  /// `12.34%`
  package static func percent(digits: Int = 2) -> String { "0" + fraction(digits) + "%" }

  /// `1,234.5`: a number of something that is counted or measured.
  package static func quantity(digits: Int = 0) -> String { "#,##0" + fraction(digits) }

  /// `2026`, `1234.50`: a number of which nothing is known.
  package static func plain(digits: Int = 0) -> String { "0" + fraction(digits) }

  /// `+1.2 pp`
  package static func signed(digits: Int, unit: String) -> String {
    let number = "0" + fraction(digits)
    let suffix = unit.isEmpty ? "" : "\" \(unit)\""
    return "+\(number)\(suffix);-\(number)\(suffix);\(number)\(suffix)"
  }

  package static let date = "yyyy-mm-dd"
  package static let timestamp = "yyyy-mm-dd hh:mm:ss"

  private static func fraction(_ digits: Int) -> String {
    digits > 0 ? "." + String(repeating: "0", count: digits) : ""
  }
}
