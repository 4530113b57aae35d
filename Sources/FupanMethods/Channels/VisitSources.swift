/// What is known of the web: which click ids are whose, and which sites are search engines, social
/// networks and payment pages.
package struct VisitSources: Sendable {
  /// A click id or a domain, and the tags that it stands for.
  package struct Known: Hashable, Sendable {
    package let name: String
    package let source: String
    package let medium: String

    package init(_ name: String, source: String, medium: String) {
      self.name = name
      self.source = source
      self.medium = medium
    }
  }

  /// Parameters of links, the first that a link has counts.
  package var clickIDs: [Known]
  /// Domains; the longest that fits counts.
  package var hosts: [Known]
  /// Domains from which nobody comes anew: payment pages and one's own.
  package var ignored: [String]

  package init(clickIDs: [Known] = [], hosts: [Known] = [], ignored: [String] = []) {
    self.clickIDs = clickIDs
    self.hosts = hosts
    self.ignored = ignored
  }
}
