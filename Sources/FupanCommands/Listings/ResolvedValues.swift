import FupanConfig
import FupanDiagnostics
import FupanPipelines

/// Every value of a pipeline that is in force, with the line that set it.
struct ResolvedValues {
  private let pipeline: CompiledPipeline

  init(_ pipeline: CompiledPipeline) { self.pipeline = pipeline }

  var text: String {
    let document = pipeline.document
    var lines: [(text: String, place: String)] = []
    func add(_ values: [(key: String, value: String, place: Place?)], _ indent: String) {
      for value in values {
        lines.append(
          ("\(indent)\(value.key): \(value.value)", value.place?.description ?? "default"))
      }
    }
    lines.append(("as_of: \(pipeline.asOf)", ""))
    let apart = ["datasets", "metrics", "thresholds", "targets", "alerts", "report", "campaign"]
    add(document.resolvedParameters.filter { !apart.contains($0.key) }, "")
    if let campaign = document.campaign {
      lines.append(("campaign:", ""))
      add(campaign.resolvedParameters, "  ")
    }
    lines.append(("datasets:", ""))
    for entry in document.datasets.entries {
      lines.append(("  \(entry.name):", entry.place?.description ?? ""))
      for use in entry.value.uses {
        lines.append(("    \(use.name):", use.place.description))
        if let stage = use.stage { add(stage.resolvedParameters, "      ") }
      }
    }
    lines.append(("metrics:", ""))
    for entry in document.metrics.entries {
      lines.append(("  \(entry.name):", entry.place?.description ?? ""))
      add(entry.value.resolvedParameters.filter { !$0.value.isEmpty }, "    ")
    }
    lines.append(("targets:", ""))
    for target in pipeline.targets {
      lines.append(("  \(target.metric.id):", target.place.description))
      add(target.settings.resolvedParameters.filter { !$0.value.isEmpty }, "    ")
    }
    lines.append(("alerts:", ""))
    for alert in pipeline.alerts {
      lines.append(("  \(alert.id):", alert.place.description))
      add(alert.settings.resolvedParameters.filter { !$0.value.isEmpty }, "    ")
    }
    if let report = document.report {
      lines.append(("report:", ""))
      for use in report.sections {
        lines.append(("  \(use.name):", use.place.description))
        add(use.section.resolvedParameters, "    ")
      }
      for use in report.write { lines.append(("  write \(use.name):", use.place.description)) }
    }
    let width = min(64, lines.map { DisplayWidth.of($0.text) }.max() ?? 0)
    return lines.map { line in
      let text = TerminalText.escaped(line.text)
      return line.place.isEmpty
        ? text + "\n" : DisplayWidth.padded(text, to: width) + "  # \(line.place)\n"
    }.joined()
  }
}
