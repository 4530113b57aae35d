import FupanConfig
import FupanDiagnostics

/// The export profiles that are known.
package struct ProfileCatalog: Sendable {
  /// Profiles by name, sorted by name.
  package let all: [(name: String, profile: Profile)]
  /// What each was read from.
  private let nodes: [String: Node]

  /// The catalogue of these documents, each named by its file.
  ///
  /// - Throws: every problem of every document.
  package init(_ documents: [(name: String, text: String)]) throws(Problems) {
    var found: [Diagnostic] = []
    var profiles: [(name: String, profile: Profile)] = []
    var nodes: [String: Node] = [:]
    for document in documents {
      found.gather { () throws(Problems) in
        let file = "profiles/\(document.name).yaml"
        nodes[document.name] = try YAMLDocument.parse(document.text, file: file).root
      }
    }
    let read = ProfileCatalog(sorted: [], nodes)
    for document in documents {
      guard let node = nodes[document.name] else { continue }
      let profile = found.gather { () throws(Problems) in
        try read.profile(document.name, of: node)
      }
      if let profile { profiles.append((document.name, profile)) }
    }
    if let problems = Problems(found) { throw problems }
    self.init(sorted: profiles, nodes)
  }

  /// Just one profile.
  package init(only name: String, _ profile: Profile) { self.init(sorted: [(name, profile)], [:]) }

  /// No profiles.
  package init() { self.init(sorted: [], [:]) }

  private init(sorted profiles: [(name: String, profile: Profile)], _ nodes: [String: Node]) {
    all = profiles.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    self.nodes = nodes
  }

  /// These profiles and another one.
  package func adding(_ name: String, _ profile: Profile) -> ProfileCatalog {
    ProfileCatalog(sorted: all.filter { $0.name != name } + [(name, profile)], nodes)
  }

  /// The profile with this name.
  ///
  /// - Throws: an unknown profile, with the nearest name.
  package func profile(_ name: Located<String>) throws(Problems) -> Profile {
    if let entry = all.first(where: { $0.name == name.value }) { return entry.profile }
    throw unknown(name, among: all.map { $0.name })
  }

  /// A declaration as a profile, with whatever the one that it is `like` says beyond it.
  ///
  /// - Throws: every problem of it.
  package func profile(_ name: String, of node: Node) throws(Problems) -> Profile {
    var node = node
    if let like = node["like"], let base = like.scalar {
      guard let below = nodes[base] else {
        throw unknown(Located(base, at: like.place), among: nodes.keys.sorted())
      }
      node = ProfileCatalog.merged(node, over: below)
    }
    let profile = try Profile.decode(node)
    try profile.requireReadable()
    try Problems.throwIfAny(profile.faults)
    guard !profile.columns.isEmpty else {
      throw Problems(
        Diagnostic(.profileWithoutColumns, at: node.place, ["name": .text(name)]))
    }
    return profile
  }

  private func unknown(_ name: Located<String>, among names: [String]) -> Problems {
    var diagnostic = Diagnostic(.profileMismatch, at: name.place, ["name": .text(name.value)])
    if let nearest = NearestName.to(name.value, among: names) {
      diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
    }
    return Problems(diagnostic.with("profiles", .list(names)))
  }

  /// The settings of both; of those that both have the upper's. Columns are taken one by one.
  private static func merged(_ upper: Node, over lower: Node) -> Node {
    var entries = lower.mapping ?? []
    for entry in upper.mapping ?? [] where entry.key != "like" {
      guard let index = entries.firstIndex(where: { $0.key == entry.key }) else {
        entries.append(entry)
        continue
      }
      let isByName = ["columns", "constants", "derive"].contains(entry.key)
      let isMap = isByName && entries[index].value.mapping != nil && entry.value.mapping != nil
      let value = isMap ? merged(entry.value, over: entries[index].value) : entry.value
      entries[index] = Node.Entry(key: entry.key, keyPlace: entry.keyPlace, value: value)
    }
    return Node(.mapping(entries), at: upper.place, in: upper.source)
  }
}
