import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan
import FupanStages

/// What a report says of people: who they are, and what those who are left out would add.
struct PeopleReport: Sendable {
  let plan: PeoplePlan
  /// Revenue with everybody; nil where nobody is left out or there is no such metric.
  let everybody: MetricQuery?

  /// The metric that is told before and after.
  static let told = "revenue"

  /// Nil where the document does not ask who people are.
  init?(
    _ compiler: DatasetCompiler, _ registry: MetricRegistry,
    _ surroundings: MetricQuery.Surroundings, _ campaign: CampaignDays?, asOf: CivilDate
  ) throws(Problems) {
    guard let plan = compiler.people else { return nil }
    self.plan = plan
    let metrics = registry.closure(of: [PeopleReport.told])
    let isSound = !compiler.problems.contains { $0.severity == .error }
    guard plan.hasExceptions, isSound, !metrics.isEmpty else {
      everybody = nil
      return
    }
    var all = surroundings
    let fragments = compiler.withEverybody(metrics.flatMap { $0.datasets })
    for (name, relation) in surroundings.relations {
      guard let fragment = fragments[name] else { continue }
      all.relations[name] = Relation(scanning: fragment, origin: relation.origin)
    }
    everybody = try MetricQuery(
      MetricRequest(
        "everybody", [PeopleReport.told], during: ReportClock(campaign, asOf: asOf).period),
      registry, all)
  }
}
