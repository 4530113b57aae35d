import FupanConfig
import FupanDiagnostics
import FupanPlan

extension MetricDeclaration {
  /// The name of a metric that is counted in one of several ways.
  static func name(_ metric: String, _ mode: Mode) -> String { "\(metric)_\(mode.rawValue)" }

  /// One declaration for each way in which a metric is counted, or the metric itself.
  ///
  /// - Throws: an expression that cannot be read with the mode in it.
  static func expanded(
    _ entry: OrderedMap<MetricDeclaration>.Entry
  ) throws(Problems) -> [OrderedMap<MetricDeclaration>.Entry] {
    guard !entry.value.modes.isEmpty else { return [entry] }
    var entries: [OrderedMap<MetricDeclaration>.Entry] = []
    for mode in entry.value.modes {
      entries.append(
        .init(
          name: name(entry.name, mode), place: entry.place,
          value: try entry.value.counted(mode)))
    }
    return entries
  }

  /// The declaration with `:mode` said and the label telling it.
  private func counted(_ mode: Mode) throws(Problems) -> MetricDeclaration {
    var copy = self
    copy.modes = []
    copy.aliases = []
    copy.label.zh += "（\(mode.label.zh)）"
    copy.label.en += " (\(mode.label.en))"
    copy.value = try value.map { (text) throws(Problems) in try text.saying(mode) }
    copy.numerator = try numerator.map { (text) throws(Problems) in try text.saying(mode) }
    copy.denominator = try denominator.map { (text) throws(Problems) in try text.saying(mode) }
    copy.filter = try filter.map { (text) throws(Problems) in try text.saying(mode) }
    return copy
  }
}

extension ParsedExpression {
  fileprivate func saying(_ mode: MetricDeclaration.Mode) throws(Problems) -> ParsedExpression {
    try ParsedExpression(text.replacing(":mode", with: "'\(mode.rawValue)'"), at: start)
  }
}
