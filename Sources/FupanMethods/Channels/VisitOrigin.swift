/// Whence one visit came, as far as it tells: by its tags, else by the click id that an advertiser
/// put into the link, else by the site before; a visit that tells nothing came directly.
///
///     VisitOrigin(link: "/?gclid=x", referrer: "", sources).tags[0]  // .value("google")
package struct VisitOrigin: Equatable, Sendable {
  /// What tells whence the visit came.
  package enum Basis: String, Sendable {
    case tags
    case clickID = "click_id"
    case referrer
    case direct
    /// It came from an own domain or from a payment page: it goes on, and is no visit of its own.
    case own
  }

  package let basis: Basis
  /// A tag of each kind, in the order of ``CampaignTag/names``.
  package let tags: [CampaignTag]
  /// The source as it is written where tags tell.
  package let writtenSource: String?
  /// Tags that are placeholders which nobody filled in, as they are written.
  package let macros: [String]

  /// What a referrer stands for that is the visited site itself.
  package static let itself = "(self)"

  /// - Parameters:
  ///   - columns: the tags that stand in columns of their own, nil for kinds without one.
  ///   - link: where the visit arrived; what stands before `?` and `#` is not looked at.
  ///   - referrer: the link or the host before, or ``itself``; empty where nothing tells.
  package init(
    columns: [String?] = [], link: String = "", referrer: String = "", _ sources: VisitSources
  ) {
    let parameters = LinkParameters(link)
    let width = CampaignTag.names.count
    var written = columns + [String?](repeating: nil, count: max(0, width - columns.count))
    var tags = written.map { CampaignTag($0) }
    var macros = tags.compactMap { $0.macro }
    if tags.allSatisfy({ $0.text == nil }) {
      written = CampaignTag.names.map { parameters.tag($0) }
      let others = written.map { CampaignTag($0) }
      if macros.isEmpty || others.contains(where: { $0.text != nil }) { tags = others }
      macros += others.compactMap { $0.macro }
    }
    self.macros = macros
    if tags.contains(where: { $0.text != nil }) {
      self.tags = tags
      basis = .tags
      writtenSource = tags[0].text == nil ? nil : written[0]
      return
    }
    writtenSource = nil
    let nothing = [CampaignTag](repeating: .missing, count: width - 2)
    if let known = sources.clickIDs.first(where: { CampaignTag(parameters[$0.name]).text != nil }) {
      self.tags = [.value(known.source), .value(known.medium)] + nothing
      basis = .clickID
      return
    }
    if referrer == VisitOrigin.itself {
      self.tags = tags
      basis = .own
      return
    }
    guard let host = LinkHost(referrer) else {
      self.tags = tags
      basis = .direct
      return
    }
    if sources.ignored.contains(where: { host.belongs(to: $0) }) {
      self.tags = tags
      basis = .own
      return
    }
    // The longest name tells most: tieba.baidu.com is not baidu.com. Sites that nobody knows refer.
    let known = sources.hosts.filter { host.belongs(to: $0.name) }
      .max { $0.name.utf8.count < $1.name.utf8.count }
    self.tags =
      [.value(known?.source ?? host.name), .value(known?.medium ?? "referral")] + nothing
    basis = .referrer
  }
}
