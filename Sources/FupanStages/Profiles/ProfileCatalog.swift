import FupanConfig
import FupanDiagnostics

/// The export profiles that are known.
package struct ProfileCatalog: Sendable {
  /// Profiles by name, sorted by name.
  package let all: [(name: String, profile: Profile)]

  /// The catalogue of these documents, each named by its file.
  ///
  /// - Throws: every problem of every document.
  package init(_ documents: [(name: String, text: String)]) throws(Problems) {
    var found: [Diagnostic] = []
    var profiles: [(name: String, profile: Profile)] = []
    for document in documents {
      let profile = found.gather { () throws(Problems) in
        let profile = try Profile.decode(
          try YAMLDocument.parse(document.text, file: "profiles/\(document.name).yaml").root)
        try profile.requireReadable()
        return profile
      }
      if let profile { profiles.append((document.name, profile)) }
    }
    if let problems = Problems(found) { throw problems }
    all = profiles.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// Just one profile.
  package init(only name: String, _ profile: Profile) { all = [(name, profile)] }

  /// No profiles.
  package init() { all = [] }

  /// The profile with this name.
  ///
  /// - Throws: an unknown profile, with the nearest name.
  package func profile(_ name: Located<String>) throws(Problems) -> Profile {
    if let entry = all.first(where: { $0.name == name.value }) { return entry.profile }
    let names = all.map { $0.name }
    var diagnostic = Diagnostic(.profileMismatch, at: name.place, ["name": .text(name.value)])
    if let nearest = NearestName.to(name.value, among: names) {
      diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
    }
    throw Problems(diagnostic.with("profiles", .list(names)))
  }
}
