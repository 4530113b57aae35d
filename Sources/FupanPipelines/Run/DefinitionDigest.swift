import FupanData
import FupanMetrics
import FupanPlan
import FupanStages

/// What stands for a metric's whole definition, so that two figures can be told to measure the same.
///
/// It covers the expressions of the metric and of those it is made of, the stages behind their
/// datasets as the pipeline writes them, and the parameters they name. Which files were read is
/// data, not definition.
struct DefinitionDigest: Sendable {
  private let document: PipelineDocument
  private let registry: MetricRegistry
  private let parameters: [String: Value]
  /// What bears on every figure.
  private let surroundings: [String]
  /// The digits of SHA-256 that are kept.
  private static let length = 16

  init(
    _ document: PipelineDocument, _ registry: MetricRegistry, _ parameters: [String: Value]
  ) {
    self.document = document
    self.registry = registry
    self.parameters = parameters
    surroundings = document.resolvedParameters.filter { parameter in
      parameter.place != nil
        && ["timezone", "currency", "people", "channels"].contains(parameter.key)
    }.map { "\($0.key): \($0.value)" }
  }

  /// 16 hexadecimal digits.
  func digest(of metric: Metric) -> String {
    let text = lines(of: metric).joined(separator: "\n")
    return String(Hexadecimal.sha256(Array(text.utf8)).prefix(DefinitionDigest.length))
  }

  private func lines(of metric: Metric) -> [String] {
    let parts = registry.closure(of: [metric.id])
    var lines: [String] = []
    for part in parts {
      let declaration = part.declaration
      lines.append("metric \(part.id) \(declaration.unit) \(declaration.during.rawValue)")
      for expression in [
        declaration.value, declaration.numerator, declaration.denominator, declaration.filter,
      ] {
        lines.append("  " + (expression?.text ?? ""))
      }
      lines.append("  at " + (declaration.at?.text ?? ""))
    }
    lines += datasetLines(parts.flatMap { $0.datasets })
    return lines + parameterLines(in: lines) + surroundings
  }

  /// The stages of datasets and of those they are made from, each once, in the document's order.
  private func datasetLines(_ names: [String]) -> [String] {
    var wanted: Set<String> = []
    func want(_ name: String) {
      guard wanted.insert(name).inserted, let stages = document.datasets[name] else { return }
      for use in stages.uses { use.stage?.datasets.forEach { want($0.text) } }
    }
    names.forEach(want)
    var lines: [String] = []
    for entry in document.datasets.entries where wanted.contains(entry.name) {
      lines.append("dataset \(entry.name)")
      for use in entry.value.uses {
        guard let stage = use.stage, !(stage is any WriteStage) else { continue }
        lines.append("  " + use.name)
        for (key, value, place) in stage.resolvedParameters
        // A default says nothing new, and the names of files are not part of what is meant.
        where place != nil && !(stage is any ReadStage && ["files", "optional"].contains(key)) {
          lines.append("    \(key): \(value)")
        }
      }
    }
    return lines
  }

  private func parameterLines(in lines: [String]) -> [String] {
    document.parameters.entries.compactMap { entry in
      guard lines.contains(where: { $0.contains(":" + entry.name) }) else { return nil }
      // What comes from the environment is not told, not even by its digest.
      return "parameter \(entry.name) "
        + (entry.value.isSecret ? "***" : parameters[entry.name]?.text ?? "")
    }
  }
}
