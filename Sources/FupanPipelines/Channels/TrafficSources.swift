import FupanConfig
import FupanMethods

/// What is known of sites and click ids, as the program carries it: `channels/sources.yaml`.
struct TrafficSources: Parameterised {
  @Parameter("Parameters that advertisers add to links, and the tags that they stand for.")
  var clickIds: OrderedMap<TrafficTags>
  @Parameter("Domains of search engines by source.") var search: OrderedMap<[String]>
  @Parameter("Domains of social networks by source.") var social: OrderedMap<[String]>
  @Parameter("Domains of payment pages.") var payment: [String]
  @Parameter("Usual media.") var mediums: [String]

  init() {}

  /// As the method takes it.
  ///
  /// - Parameter own: domains of the user's own.
  func visitSources(own: [String]) -> VisitSources {
    func known(_ map: OrderedMap<[String]>, _ medium: String) -> [VisitSources.Known] {
      map.entries.flatMap { entry in
        entry.value.map { VisitSources.Known($0, source: entry.name, medium: medium) }
      }
    }
    return VisitSources(
      clickIDs: clickIds.entries.map {
        VisitSources.Known($0.name, source: $0.value.source, medium: $0.value.medium)
      },
      hosts: known(search, "organic") + known(social, "social"), ignored: own + payment)
  }
}

/// The tags that a click id stands for.
struct TrafficTags: Parameterised {
  @Parameter("The source.") var source: String
  @Parameter("The medium.") var medium: String

  init() {}
}
