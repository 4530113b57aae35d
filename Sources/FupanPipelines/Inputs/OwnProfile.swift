import Foundation
import FupanConfig
import FupanDiagnostics
import FupanStages

/// A profile of one's own: a YAML file, named by its path wherever a profile's name stands.
///
///     - read_csv: {files: exports/我的店*.csv, profile: profiles/我的店.yaml}
package enum OwnProfile {
  /// Whether a profile's name is the path of a file.
  package static func isPath(_ name: String) -> Bool {
    name.hasSuffix(".yaml") || name.hasSuffix(".yml")
  }

  /// The profile of a file.
  ///
  /// - Parameters:
  ///   - path: as the working folder knows it.
  ///   - name: as it was written.
  ///   - catalog: the profiles that it may be `like`.
  /// - Throws: a file that is not there, or what is wrong with it, at its lines.
  static func profile(
    at path: String, named name: Located<String>, like catalog: ProfileCatalog
  ) throws(Problems) -> Profile {
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw Problems(
        Diagnostic(.usedFileMissing, at: name.place, ["path": .text(name.value)]))
    }
    return try catalog.profile(
      name.value, of: try YAMLDocument.parse(bytes: bytes, file: path).root)
  }

  /// The profiles that lie in folders, each named by its path.
  ///
  /// - Throws: what is wrong with one, at its lines.
  static func entries(
    in folders: [String], like catalog: ProfileCatalog
  ) throws(Problems) -> [ProfileCatalog.Entry] {
    var found: [ProfileCatalog.Entry] = []
    var seen: [URL] = []
    for folder in folders {
      let place = URL(filePath: folder).standardizedFileURL.resolvingSymlinksInPath()
      if seen.contains(place) { continue }
      seen.append(place)
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) })
      where isPath(name) {
        let path = folder + "/" + name
        found.append((path, try profile(at: path, named: Located(path), like: catalog)))
      }
    }
    return found
  }

  /// The paths of profiles that a document's stages name.
  static func paths(in node: Node) -> [String] {
    switch node.content {
    case .scalar: return []
    case .sequence(let items): return items.flatMap { paths(in: $0) }
    case .mapping(let entries):
      return entries.flatMap { entry -> [String] in
        guard entry.key == "profile", let name = entry.value.scalar else {
          return paths(in: entry.value)
        }
        return isPath(name) ? [name] : []
      }
    }
  }

  /// The path of a profile as the working folder knows it.
  static func path(_ name: String, in folder: String) -> String {
    var name = name
    while name.hasPrefix("./") { name.removeFirst(2) }
    return FileInputInspector(folder: folder).resolved(name)
  }
}
