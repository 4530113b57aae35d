extension String {
  /// The text without what could disturb the text around it.
  ///
  /// Control characters and everything that turns the direction of writing become U+FFFD, which
  /// shows that something was there; line and paragraph separators become a space. Tabs and line
  /// feeds stay, and so do the joiners that emoji and Indic scripts need.
  package var neutral: String {
    guard unicodeScalars.contains(where: { String.replacement(of: $0) != nil }) else { return self }
    var result = UnicodeScalarView()
    for scalar in unicodeScalars { result.append(String.replacement(of: scalar) ?? scalar) }
    return String(result)
  }

  private static func replacement(of scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar.value {
    case 0x09, 0x0A: nil
    case 0x00...0x1F, 0x7F...0x9F: "\u{FFFD}"
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: "\u{FFFD}"
    case 0x2028, 0x2029: " "
    case 0xFDD0...0xFDEF: "\u{FFFD}"
    case let value where value & 0xFFFE == 0xFFFE: "\u{FFFD}"
    default: nil
    }
  }

  /// How many columns the text takes in a fixed-width font: East Asian wide characters take two.
  var displayWidth: Int {
    unicodeScalars.reduce(0) { $0 + String.width(of: $1) }
  }

  private static func width(of scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x200B...0x200D, 0xFE00...0xFE0F, 0x0300...0x036F: 0
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
      0xA000...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF,
      0x20000...0x3FFFD:
      2
    default: 1
    }
  }

  /// The text cut to at most `columns` columns, an ellipsis in place of the rest.
  func shortened(to columns: Int) -> String {
    guard displayWidth > columns else { return self }
    var result = ""
    var width = 0
    for character in self {
      let next = String(character).displayWidth
      guard width + next <= columns - 1 else { break }
      result.append(character)
      width += next
    }
    return result + "…"
  }
}
