import Foundation

/// A text as terms are looked for in it.
///
/// Compatibility forms are folded (NFKC), letters made small, zero-width characters and variation
/// selectors taken out, runs of spaces made one, and traditional characters that the lexicon knows
/// written as simplified ones. There is no segmenter: CJK characters stand for themselves.
///
///     NormalisedText("ＧＯＯＤ　質量").text  // "good 质量"
package struct NormalisedText: Sendable {
  /// The characters as code points.
  package let scalars: [Unicode.Scalar]

  package init(_ text: String, folding: [Unicode.Scalar: Unicode.Scalar] = [:]) {
    let isPlain = text.unicodeScalars.allSatisfy {
      (0x20...0x7E).contains($0.value) || (0x4E00...0x9FFF).contains($0.value)
        || $0.value == 0x3002
    }
    let folded = isPlain ? text : text.precomposedStringWithCompatibilityMapping
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(folded.unicodeScalars.count)
    func append(_ scalar: Unicode.Scalar) {
      if scalar == " " || scalar == "\t" {
        if let last = scalars.last, last != " ", last != "\n" { scalars.append(" ") }
      } else {
        if scalar == "\n", scalars.last == " " { scalars.removeLast() }
        scalars.append(folding[scalar] ?? scalar)
      }
    }
    for scalar in folded.unicodeScalars {
      switch scalar.value {
      case 0x41...0x5A: append(Unicode.Scalar(UInt8(scalar.value + 0x20)))
      case 0x0D: append("\n")
      case 0x2019, 0x2018: append("'")
      case 0x200B...0x200F, 0x2060, 0xFEFF, 0xFE00...0xFE0F, 0x1F3FB...0x1F3FF: continue
      case 0..<0x80, 0x4E00...0x9FFF: append(scalar)
      default: scalar.properties.lowercaseMapping.unicodeScalars.forEach(append)
      }
    }
    if scalars.last == " " { scalars.removeLast() }
    self.scalars = scalars
  }

  /// The text again.
  package var text: String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    return String(view)
  }

  /// Whether a character is part of a Latin token: `a-z`, `0-9` and the apostrophe.
  static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x61...0x7A, 0x30...0x39, 0x27: true
    default: false
    }
  }

  /// Whether a clause ends at a character.
  static func endsClause(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "。", "!", "?", ";", ",", ".", "…", "\n": true
    default: false
    }
  }
}
