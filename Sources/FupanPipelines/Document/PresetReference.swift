import FupanConfig
import FupanDiagnostics
import FupanMetrics

/// The reference of the shipped metrics and alerts, made from the presets themselves.
package enum PresetReference {
  /// The metrics of `presets/metrics` and the alerts of `presets/thresholds`.
  ///
  /// - Throws: what is wrong with a preset, a defect of the program.
  package static func markdown() throws(Problems) -> String {
    var text = """
      # Metrics and alerts of the presets

      `use: [presets/metrics, presets/thresholds]` brings these into a pipeline. A pipeline may
      define its own beside them.

      ## Metrics

      | Metric | 指标 | Definition | In words | Unit | Good |
      | --- | --- | --- | --- | --- | --- |

      """
    for preset in ShippedFiles.presets {
      guard let node = try root(of: preset)["metrics"] else { continue }
      for entry in try entries(of: node, as: MetricDeclaration.self) {
        text += row(of: entry)
      }
    }
    text += "\n## Alerts\n\n| Alert | Settings |\n| --- | --- |\n"
    for preset in ShippedFiles.presets {
      guard let node = try root(of: preset)["thresholds"] else { continue }
      for entry in try entries(of: node, as: AlertSettings.self) {
        text += "| `\(entry.name)` | `\(cell(entry.value.written))` |\n"
      }
    }
    return text
  }

  private static func root(of preset: (name: String, text: String)) throws(Problems) -> Node {
    try YAMLDocument.parse(preset.text, file: preset.name + ".yaml").root
  }

  private static func entries<Value: ParameterValue>(
    of node: Node, as type: Value.Type
  ) throws(Problems) -> [OrderedMap<Value>.Entry] {
    var problems: [Diagnostic] = []
    let map = OrderedMap<Value>(from: node, in: DecodingContext(), gathering: &problems)
    try Problems.throwIfAny(problems)
    return map?.entries ?? []
  }

  private static func row(of entry: OrderedMap<MetricDeclaration>.Entry) -> String {
    let metric = entry.value
    var definition: [String] = []
    if let value = metric.value { definition.append("`\(value.text)`") }
    if let upper = metric.numerator, let lower = metric.denominator {
      definition.append("`\(upper.text)` ÷ `\(lower.text)`")
    }
    if let filter = metric.filter { definition.append("where `\(filter.text)`") }
    if let at = metric.at { definition.append("by `\(at.written)`") }
    if metric.during == .all { definition.append("over all days") }
    let words = metric.formula.map { "\($0.en). \($0.zh)。" } ?? ""
    let cells = [
      "`\(entry.name)`<br>\(metric.label.en)",
      ([metric.label.zh] + metric.aliases.filter { $0 != metric.label.zh })
        .joined(separator: "、"),
      definition.joined(separator: " "), words, metric.unit, metric.direction.rawValue,
    ]
    return "| " + cells.map(cell).joined(separator: " | ") + " |\n"
  }

  private static func cell(_ text: String) -> String {
    text.split(separator: "|", omittingEmptySubsequences: false).joined(separator: "\\|")
  }
}
