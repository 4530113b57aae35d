import Foundation
import Testing

@testable import FupanReports

@Suite struct ChartPaletteTests {
  /// Relative luminance and contrast of WCAG 2.2.
  private func luminance(_ colour: String) -> Double {
    let number = Int(colour.dropFirst(), radix: 16) ?? 0
    let parts = [number >> 16, number >> 8 & 255, number & 255].map { part in
      let share = Double(part) / 255
      return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
    }
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]
  }

  private func contrast(_ name: String, on ground: String, dark: Bool) throws -> Double {
    func colour(_ name: String) throws -> String {
      let found = try #require(ChartPalette.colours.first { $0.name == name })
      return dark ? found.dark : found.light
    }
    let pair = try [luminance(colour(name)), luminance(colour(ground))].sorted()
    return (pair[1] + 0.05) / (pair[0] + 0.05)
  }

  @Test(
    "text stands out from its ground at level AA, in light and in dark", arguments: [false, true])
  func text(dark: Bool) throws {
    var pairs: [(String, String)] = []
    for ground in ["page", "panel", "hover", "neutralBack"] {
      pairs += [("ink", ground), ("inkSoft", ground)]
    }
    for tone in ["good", "caution", "bad"] {
      pairs += [(tone, tone + "Back"), (tone, "panel"), ("ink", tone + "Back")]
    }
    pairs += [("accent", "page"), ("accent", "panel"), ("ink", "band"), ("panel", "ink")]
    pairs += (0...3).map { ("heatInkLow", "heat\($0)") }
    pairs += (4...6).map { ("heatInkHigh", "heat\($0)") }
    for (name, ground) in pairs {
      let ratio = try contrast(name, on: ground, dark: dark)
      #expect(ratio >= 4.5, "\(name) on \(ground): \(ratio)")
    }
  }

  @Test("marks stand out from the panel", arguments: [false, true])
  func marks(dark: Bool) throws {
    for name in (1...6).map({ "s\($0)" }) + ["positive", "negative"] {
      let ratio = try contrast(name, on: "panel", dark: dark)
      #expect(ratio >= 3, "\(name): \(ratio)")
    }
  }

  @Test("each light colour has one meaning, so that it can be exchanged for its variable")
  func unique() {
    #expect(Set(ChartPalette.colours.map { $0.light }).count == ChartPalette.colours.count)
    #expect(
      ChartPalette.withVariables(##"<a fill="#2f5f8c">#2f5f8c</a>"##)
        == ##"<a fill="var(--s1)">#2f5f8c</a>"##)
  }
}
