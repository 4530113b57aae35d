/// The colours of reports by what they mean, each in light and in dark.
///
/// Charts are drawn once with the light colours, which are all different, so that each can be
/// exchanged for the page's variable of the same name.
struct ChartPalette {
  /// One meaning and its two colours.
  struct Colour {
    let name: String
    let light: String
    let dark: String

    init(_ name: String, _ light: String, _ dark: String) {
      self.name = name
      self.light = light
      self.dark = dark
    }
  }

  static let colours: [Colour] = [
    Colour("page", "#f6f5f1", "#15171a"),
    Colour("panel", "#fefefd", "#1d2024"),
    Colour("ink", "#1f2429", "#e6e8ea"),
    Colour("inkSoft", "#59616a", "#a3abb4"),
    Colour("inkFaint", "#9aa1a8", "#6d757e"),
    Colour("line", "#e3e1da", "#33383e"),
    Colour("hover", "#efeee8", "#262a2f"),
    Colour("accent", "#23527c", "#8fbbe3"),
    Colour("good", "#1d6f42", "#6fca94"),
    Colour("goodBack", "#e4f1e8", "#1a3325"),
    Colour("caution", "#855800", "#e3b454"),
    Colour("cautionBack", "#faf0d8", "#3a2f14"),
    Colour("bad", "#b02a26", "#f28b82"),
    Colour("badBack", "#fbe7e4", "#44201f"),
    Colour("neutralBack", "#ecebe5", "#2a2e33"),
    Colour("s1", "#2f5f8c", "#6ea6d8"),
    Colour("s2", "#c77f2e", "#e0a458"),
    Colour("s3", "#4c8a75", "#74b8a1"),
    Colour("s4", "#94536b", "#cf8aa4"),
    Colour("s5", "#6f6f98", "#a3a3d0"),
    Colour("s6", "#8f8455", "#c2b77f"),
    Colour("positive", "#3b7f6a", "#72b6a0"),
    Colour("negative", "#bf6f4a", "#dd9473"),
    Colour("band", "#d5dfe9", "#2c3a49"),
    Colour("heat0", "#f0efe9", "#24282d"),
    Colour("heat1", "#dce6ef", "#22364a"),
    Colour("heat2", "#bfd3e5", "#294a69"),
    Colour("heat3", "#97b8d6", "#345f88"),
    Colour("heat4", "#4876a3", "#5286b7"),
    Colour("heat5", "#31628f", "#79aada"),
    Colour("heat6", "#1f4d78", "#a5cbee"),
    Colour("heatInkLow", "#20252b", "#e5e8eb"),
    Colour("heatInkHigh", "#ffffff", "#0f1720"),
  ]

  /// The light colours as a JSON object, for drawing.
  static let lightJSON =
    "{" + colours.map { "\"\($0.name)\":\"\($0.light)\"" }.joined(separator: ",") + "}"

  /// The variables of the light or dark page: `--ink:#1f2429;…`.
  static func variables(dark: Bool) -> String {
    colours.map { "--\($0.name):\(dark ? $0.dark : $0.light);" }.joined()
  }

  /// A drawing in which each colour has become the page's variable.
  static func withVariables(_ svg: String) -> String {
    var result: [UInt8] = []
    let bytes = Array(svg.utf8)
    result.reserveCapacity(bytes.count * 5 / 4)
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "#"), index + 7 <= bytes.count,
        let name = names[String(decoding: bytes[index..<index + 7], as: UTF8.self)],
        index > 0, bytes[index - 1] == UInt8(ascii: "\"")
      {
        result.append(contentsOf: "var(--\(name))".utf8)
        index += 7
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let names = Dictionary(
    colours.map { ($0.light, $0.name) }, uniquingKeysWith: { first, _ in first })
}
