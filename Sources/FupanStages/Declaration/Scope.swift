import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// What a stage may know of the pipeline around it.
package struct Scope: Sendable {
  /// The stage being lowered and where it is written.
  package var origin: Origin
  /// The dataset being built; names of fragments start with it.
  package var dataset: String
  /// The position of the stage in its dataset, so that names are unique.
  package var position: Int
  /// The values of `:name`.
  package var parameters: [String: Value]
  /// The days the campaign's words stand for; nil outside a pipeline with a campaign.
  package var campaign: CampaignDays?
  /// The report's time zone, or nil where none was declared.
  package var zone: TimeZoneRules?
  /// The currency of money without a sign of its own.
  package var currency: String
  /// The day the report speaks from, the last one it may know.
  package var asOf: CivilDate?
  /// Groups of people smaller than this are not shown.
  package var minimumGroup: Int
  /// Whether text beside numbers and days is read strictly, as between unix pipes.
  package var readsText: Bool
  /// Columns, by the header they were read under, that are meant as text although text is read.
  package var meantAsText: Set<String> = []
  /// Keys of people, of which readers tell what is masked by ``MaskedKeys``.
  package var peopleKeys: Set<String> = []
  /// The datasets that are built already.
  package var relations: [String: Relation]
  /// Every dataset of the pipeline, for did-you-mean.
  package var datasetNames: [String]
  package var inputs: any InputInspector
  /// By dataset: the columns that later stages name of optional files that are not there.
  package var guessedColumns: [String: [String]] = [:]
  /// Whether such columns are still being gathered.
  package var isGuessing = false

  package init(
    origin: Origin, dataset: String, position: Int = 0, parameters: [String: Value] = [:],
    campaign: CampaignDays? = nil, zone: TimeZoneRules? = nil, currency: String = "CNY",
    asOf: CivilDate? = nil, minimumGroup: Int = 5, readsText: Bool = false,
    relations: [String: Relation] = [:], datasetNames: [String] = [],
    inputs: any InputInspector = NoInputs()
  ) {
    self.origin = origin
    self.dataset = dataset
    self.position = position
    self.parameters = parameters
    self.campaign = campaign
    self.zone = zone
    self.currency = currency
    self.asOf = asOf
    self.minimumGroup = minimumGroup
    self.readsText = readsText
    self.relations = relations
    self.datasetNames = datasetNames
    self.inputs = inputs
  }

  /// A name for a fragment of this stage: `tiers.rfm`, or `tiers.2.rfm` for a later stage.
  package func fragmentName(_ part: String) -> String {
    position < 2 ? "\(dataset).\(part)" : "\(dataset).\(position).\(part)"
  }

  /// The rows of another dataset.
  ///
  /// - Throws: an unknown dataset, with the nearest name.
  package func relation(_ name: DatasetName) throws(Problems) -> Relation {
    if let relation = relations[name.text] { return relation.with(origin: origin) }
    if datasetNames.contains(name.text) {
      throw Problems(Diagnostic(.dependsOnEarlierProblem, at: name.place))
    }
    var diagnostic = Diagnostic(.unknownDataset, at: name.place, ["name": .text(name.text)])
    if let nearest = NearestName.to(name.text, among: datasetNames) {
      diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
    }
    throw Problems(diagnostic.with("datasets", .list(datasetNames)))
  }

  /// Whether a column is text that is read as what it is used for: between pipes, unless somebody
  /// said that text is meant.
  package func reads(_ field: Field) -> Bool {
    readsText && field.type == .text && !meantAsText.contains(field.originalName ?? field.name)
  }

  /// The report's time zone.
  ///
  /// - Throws: that none is declared, because days depend on it.
  package func requiredZone() throws(Problems) -> TimeZoneRules {
    guard let zone else { throw Problems(Diagnostic(.timezoneMissing, at: origin.place)) }
    return zone
  }
}

extension Relation {
  /// Looks up names and types as the scope says.
  package func binder(in scope: Scope) -> ExpressionBinder {
    binder(
      parameters: scope.parameters, readsText: scope.readsText, meantAsText: scope.meantAsText)
  }
}
