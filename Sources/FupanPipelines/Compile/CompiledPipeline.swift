import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan
import FupanReports
import FupanStages

/// A pipeline that can run: everything `check` says it is, and exactly what `run` runs.
package struct CompiledPipeline: Sendable {
  package let document: PipelineDocument
  /// The document's path as the user named it.
  package let path: String
  /// The files the document was made of, for the manifest.
  package let documentFiles: [(name: String, bytes: [UInt8])]
  package let datasets: [CompiledDataset]
  package let sinks: [Sink]
  package let registry: MetricRegistry
  package let targets: [TargetPlan]
  package let alerts: [AlertPlan]
  /// What the alerts are judged on, in their order.
  package let alertQueries: [MetricQuery]
  package let sections: [(kind: Report.Section.Kind, section: PreparedSection)]
  package let zone: TimeZoneRules?
  /// The last day the report may know.
  package let asOf: CivilDate
  /// The values of the pipeline's parameters, as the run uses them.
  package let parameters: [(name: String, value: Value)]
  /// Warnings that do not stop a run.
  package let warnings: [Diagnostic]
  /// The rows behind the report's figures, which a published run keeps; nil without a report.
  package var facts: MetricRows?

  /// The plan of a run that is published: what it computes, and the rows it keeps.
  package var publishedProgram: Program {
    program(keeping: facts?.passes.map { $0.fragment } ?? [])
  }

  /// Who everybody is; nil where the document does not ask.
  var people: PeoplePlan?

  /// The plan of everything a run computes: datasets that are written or shown, and figures.
  package var program: Program { program(keeping: []) }

  private func program(keeping kept: [Fragment]) -> Program {
    var wanted: [Fragment] = []
    func add(_ fragment: Fragment) {
      if !wanted.contains(where: { $0.name == fragment.name }) { wanted.append(fragment) }
    }
    // Without a campaign the days of the report are those of the rows.
    if document.campaign == nil { datasets.forEach { add($0.fragment) } }
    for sink in sinks {
      if let dataset = datasets.first(where: { $0.name == sink.fragment }) { add(dataset.fragment) }
    }
    for query in alertQueries { query.fragments.forEach(add) }
    for (_, section) in sections {
      section.fragments.forEach(add)
      for query in section.queries { query.fragments.forEach(add) }
    }
    kept.forEach(add)
    // Every dataset runs, so that what it rejects does not depend on who looks at it. Its people are
    // counted at once, so that the rows need not be kept for that.
    let asked = Set(Program(results: wanted).fragments.map { $0.name })
    let running = datasets.flatMap { dataset in
      [dataset.fragment, people?.reduction(of: dataset.name)].compactMap { $0 }
        .filter { $0.name == dataset.fragment.name || asked.contains($0.name) }
    }
    return Program(results: wanted, running: running)
  }
}
