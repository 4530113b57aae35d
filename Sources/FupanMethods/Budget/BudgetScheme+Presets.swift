extension BudgetScheme {
  /// A scheme that people know by its numbers.
  package struct Preset: Equatable, Sendable {
    /// The name in documents: `60/20/15/5`.
    package let name: String
    /// Whole per cents, largest first.
    package let percents: [Int]
  }

  /// 80 % for the core, and four quadrants. Which budget line belongs to which part is said by the
  /// document; the labels of the parts are its own.
  package static let presets = [
    Preset(name: "80/20", percents: [80, 20]),
    Preset(name: "60/20/15/5", percents: [60, 20, 15, 5]),
  ]

  /// The scheme of a name.
  package init?(preset name: String) {
    guard let preset = BudgetScheme.presets.first(where: { $0.name == name }) else { return nil }
    self.init(shares: preset.percents.map { Double($0) / 100 })
  }
}
