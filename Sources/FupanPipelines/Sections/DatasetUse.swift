import FupanConfig
import FupanDiagnostics
import FupanStages

/// A dataset that a section shows, perhaps under a heading of its own.
///
///     - people: [tiers, cohorts, leaders: {title: 团长榜}]
struct DatasetUse: Sendable {
  let name: DatasetName
  let title: String?

  init(_ name: DatasetName, title: String? = nil) {
    self.name = name
    self.title = title
  }

  /// What may stand after the name.
  struct Settings: Parameterised {
    @Parameter("The heading it gets.") var title: String?
  }
}

extension DatasetUse: ParameterValue {
  static var kind: ParameterKind { Named<Settings>.kind }

  init?(from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]) {
    guard let use = Named<Settings>(from: node, in: context, gathering: &problems) else {
      return nil
    }
    self.init(DatasetName(use.name, at: use.place), title: use.settings.title)
  }

  var written: String {
    let name = Node.quotedIfNeeded(name.text)
    return title.map { "\(name): {title: \(Node.quotedIfNeeded($0))}" } ?? name
  }
}
