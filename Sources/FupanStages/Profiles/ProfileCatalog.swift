import FupanConfig
import FupanDiagnostics

/// The export profiles that are known. Each is decoded when somebody asks for it, so that a pipeline
/// that names two of them does not wait for all.
///
///     let catalog = ProfileCatalog([("youzan_orders", text), …])
///     try catalog.profile(Located("youzan_orders")).table    // "orders"
package struct ProfileCatalog: Sendable {
  /// A profile and the name that pipelines know it by.
  package typealias Entry = (name: String, profile: Profile)

  private let documents: [(name: String, text: String)]
  private let known = Remembered<String, Profile>()

  /// - Parameter documents: the YAML of each profile, named by its file.
  package init(_ documents: [(name: String, text: String)] = []) {
    self.documents = documents.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// The names of all profiles, sorted.
  package var names: [String] { documents.map { $0.name } }

  /// All profiles, sorted by name.
  ///
  /// - Throws: every problem of every document.
  package func all() throws(Problems) -> [Entry] {
    var found: [Diagnostic] = []
    let entries = names.compactMap { name in
      found.gather { () throws(Problems) in (name: name, profile: try profile(Located(name))) }
    }
    if let problems = Problems(found) { throw problems }
    return entries
  }

  /// The profile with this name.
  ///
  /// - Throws: an unknown profile, with the nearest name, and every problem of its document.
  package func profile(_ name: Located<String>) throws(Problems) -> Profile {
    try known.value(of: name.value) { () throws(Problems) in
      try profile(name.value, of: try node(name))
    }
  }

  /// A declaration as a profile, with whatever the one that it is `like` says beyond it.
  ///
  /// - Throws: every problem of it.
  package func profile(_ name: String, of node: Node) throws(Problems) -> Profile {
    var node = node
    if let like = node["like"], let base = like.scalar {
      node = ProfileCatalog.merged(node, over: try self.node(Located(base, at: like.place)))
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

  /// What the profile with this name is read from.
  private func node(_ name: Located<String>) throws(Problems) -> Node {
    guard let document = documents.first(where: { $0.name == name.value }) else {
      var diagnostic = Diagnostic(.profileMismatch, at: name.place, ["name": .text(name.value)])
      if let nearest = NearestName.to(name.value, among: names) {
        diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
      }
      throw Problems(diagnostic.with("profiles", .list(names)))
    }
    return try YAMLDocument.parse(document.text, file: "profiles/\(document.name).yaml").root
  }

  /// The settings of both; of those that both have the upper's. Columns are taken one by one.
  private static func merged(_ upper: Node, over lower: Node) -> Node {
    var entries = lower.mapping ?? []
    for entry in upper.mapping ?? [] where entry.key != "like" {
      guard let index = entries.firstIndex(where: { $0.key == entry.key }) else {
        entries.append(entry)
        continue
      }
      let isByName = ["columns", "constants", "by_name", "derive"].contains(entry.key)
      let isMap = isByName && entries[index].value.mapping != nil && entry.value.mapping != nil
      let value = isMap ? merged(entry.value, over: entries[index].value) : entry.value
      entries[index] = Node.Entry(key: entry.key, keyPlace: entry.keyPlace, value: value)
    }
    return Node(.mapping(entries), at: upper.place, in: upper.source)
  }
}
