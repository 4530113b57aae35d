import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan
import FupanReports
import FupanStages

/// What a section may know of the pipeline while it is planned.
package struct ReportScope: Sendable {
  package var document: PipelineDocument
  package var language: Language
  package var registry: MetricRegistry
  package var targets: [TargetPlan]
  package var alerts: [AlertPlan]
  package var datasets: [CompiledDataset]
  /// What metrics need of the pipeline.
  package var surroundings: MetricQuery.Surroundings
  /// The days of the report, its baseline and phases; nil without a campaign.
  package var campaign: CampaignDays?
  /// The last day the report may know.
  package var asOf: CivilDate
  /// The place of the section's name.
  package var place: Place?
  /// Ledgers read from the pipeline's folder.
  package var ledgers: Ledgers
  /// The earlier campaign that this one is compared with.
  package var earlier: EarlierCampaign?
  /// The closed campaigns before this one.
  package var past: PastCampaigns
  /// Who people are; nil where the document does not ask.
  var people: PeopleReport?
  /// How rows came by their channels.
  var channels: [DatasetChannels] = []
  /// What looks wrong about tags; nil where the document does not ask for channels.
  var tagLint: Relation?

  /// The dataset with this name, or nil where it is absent.
  ///
  /// - Throws: an unknown dataset, with the nearest name.
  package func dataset(_ name: DatasetName) throws(Problems) -> CompiledDataset {
    if let dataset = datasets.first(where: { $0.name == name.text }) { return dataset }
    let names = datasets.map { $0.name }
    var diagnostic = Diagnostic(.unknownReportDataset, at: name.place, ["name": .text(name.text)])
    if let nearest = NearestName.to(name.text, among: names) {
      diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
    }
    throw Problems(diagnostic.with("datasets", .list(names)))
  }

  /// A query for metrics of this report.
  ///
  /// - Throws: metrics that do not exist.
  package func query(_ request: MetricRequest) throws(Problems) -> MetricQuery {
    var found: [Diagnostic] = []
    for name in request.metrics {
      found.gather { () throws(Problems) in _ = try registry.metric(name, at: place) }
    }
    if let problems = Problems(found) { throw problems }
    return try MetricQuery(request, registry, surroundings)
  }
}
