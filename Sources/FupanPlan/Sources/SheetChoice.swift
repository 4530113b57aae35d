/// Which sheets of a workbook are read. Sheets that are hidden are read only by their names.
package enum SheetChoice: Hashable, Sendable {
  /// The only sheet with anything on it; among several, the one with the wanted headers.
  case only
  /// By its name.
  case name(String)
  /// By its place among the sheets that are shown, 1 for the first.
  case number(Int)
  /// All shown sheets whose names fit a pattern: `2026-*`.
  case pattern(String)

  /// As it is written: `问题`, `2`, `2026-*`.
  package init(_ text: String) {
    if text.contains(where: { "*?[".contains($0) }) {
      self = .pattern(text)
    } else if let number = Int(text), number > 0 {
      self = .number(number)
    } else {
      self = .name(text)
    }
  }

  /// As it is written; nil for the only sheet, which nobody has to name.
  package var written: String? {
    switch self {
    case .only: nil
    case .name(let text), .pattern(let text): text
    case .number(let number): String(number)
    }
  }
}
