import CAssets
import FupanConfig
import FupanDiagnostics
import FupanStages

/// The YAML files that the program carries with it: export profiles and presets.
package enum ShippedFiles {
  /// The presets by the name under which a document uses them: `presets/metrics`.
  package static var presets: [(name: String, text: String)] {
    texts(under: "presets/").map { ("presets/" + $0.name, $0.text) }
  }

  /// The export profiles.
  package static let profiles = ProfileCatalog(texts(under: "profiles/"))

  /// What is known of sites and click ids.
  ///
  /// - Throws: what is wrong with the file, a defect of the program.
  static func trafficSources() throws(Problems) -> TrafficSources {
    let text = text(of: "channels/sources.yaml") ?? ""
    return try TrafficSources.decode(
      try YAMLDocument.parse(text, file: "channels/sources.yaml").root)
  }

  /// The texts of a folder by name without `.yaml`, in the order of their names.
  private static func texts(under folder: String) -> [(name: String, text: String)] {
    var found: [(name: String, text: String)] = []
    for index in 0..<fupan_asset_count() {
      guard let pointer = fupan_asset_name(index) else { continue }
      let name = String(cString: pointer)
      guard name.hasPrefix(folder), name.hasSuffix(".yaml") else { continue }
      guard let text = text(of: name) else { continue }
      found.append((String(name.dropFirst(folder.count).dropLast(".yaml".count)), text))
    }
    return found
  }

  /// The example of a stage as it is printed, a case of its own; nil where there is none.
  package static func example(ofStage name: String) -> String? {
    text(of: "reference/\(name).txt")
  }

  private static func text(of name: String) -> String? {
    var length = 0
    guard let bytes = fupan_asset(name, &length) else { return nil }
    return String(decoding: UnsafeBufferPointer(start: bytes, count: length), as: UTF8.self)
  }
}
