import Foundation
import FupanConfig
import FupanDiagnostics

/// Reads a pipeline file and the files it uses, and merges them into one document.
///
/// Later files win, the pipeline itself last. Maps such as `metrics` are merged name by name.
package struct DocumentLoader: Sendable {
  /// The presets that are shipped, by name: `presets/metrics`.
  private let presets: [(name: String, text: String)]
  private let known = Remembered<String, Loaded>()

  package init(presets: [(name: String, text: String)]) { self.presets = presets }

  /// A merged document and where its parts came from.
  package struct Loaded: Sendable {
    package let root: Node
    /// Every file read, the pipeline first, with its bytes for the manifest.
    package let files: [(name: String, bytes: [UInt8])]
    /// The lines of the files, for diagnostics.
    package let sources: [SourceFile]
  }

  /// The document at a path, read once: all that is said of it is said of the same text.
  ///
  /// - Throws: files that are missing or no YAML.
  package func load(_ path: String) throws(Problems) -> Loaded {
    try known.value(of: path) { () throws(Problems) in try read(document: path) }
  }

  private func read(document path: String) throws(Problems) -> Loaded {
    var files: [(name: String, bytes: [UInt8])] = []
    var sources: [SourceFile] = []
    let bytes = try read(path)
    files.append((path, bytes))
    let document = try YAMLDocument.parse(bytes: bytes, file: path)
    sources.append(document.source)
    var merged: Node?
    var found: [Diagnostic] = []
    for used in uses(of: document.root) {
      found.gather { () throws(Problems) in
        let (name, bytes) = try resolve(used, relativeTo: path)
        files.append((name, bytes))
        let part = try YAMLDocument.parse(bytes: bytes, file: name)
        sources.append(part.source)
        merged = try merge(merged, part.root)
      }
    }
    if let problems = Problems(found) { throw problems }
    // What is wrong with one is told where a stage names it.
    let folder = (path as NSString).deletingLastPathComponent
    for name in OwnProfile.paths(in: document.root) {
      let beside = OwnProfile.path(name, in: folder)
      guard !files.contains(where: { $0.name == beside }), let bytes = try? read(beside) else {
        continue
      }
      files.append((beside, bytes))
      if let own = try? YAMLDocument.parse(bytes: bytes, file: beside) {
        sources.append(own.source)
      }
    }
    return Loaded(root: try merge(merged, document.root), files: files, sources: sources)
  }

  private func uses(of root: Node) -> [FilePath] {
    guard let node = root["use"] else { return [] }
    var ignored: [Diagnostic] = []
    return [FilePath](from: node, in: DecodingContext(parameter: "use"), gathering: &ignored) ?? []
  }

  private func resolve(
    _ used: FilePath, relativeTo path: String
  ) throws(Problems) -> (String, [UInt8]) {
    let beside = PipelineFolder.resolved(used.text, of: path)
    for candidate in [beside, beside + ".yaml"] {
      if let data = FileManager.default.contents(atPath: candidate) {
        return (candidate, Array(data))
      }
    }
    if let preset = presets.first(where: { $0.name == used.text }) {
      return (preset.name + ".yaml", Array(preset.text.utf8))
    }
    var diagnostic = Diagnostic(.usedFileMissing, at: used.place, ["path": .text(used.text)])
    if let nearest = NearestName.to(used.text, among: presets.map { $0.name }) {
      diagnostic = diagnostic.with("suggestion", .suggestion(nearest))
    }
    throw Problems(diagnostic)
  }

  private func read(_ path: String) throws(Problems) -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    } catch {
      let reason =
        (error as NSError).code == NSFileReadNoSuchFileError ? "no such file" : "not readable"
      throw Problems(
        Diagnostic(.documentMissing, ["path": .text(path), "reason": .text(reason)]))
    }
  }

  /// `upper` over `lower`: maps are merged, everything else is replaced.
  private func merge(_ lower: Node?, _ upper: Node) throws(Problems) -> Node {
    guard let lower, let below = lower.mapping, let above = upper.mapping else { return upper }
    var entries = below
    for entry in above {
      guard let index = entries.firstIndex(where: { $0.key == entry.key }) else {
        entries.append(entry)
        continue
      }
      let isMap = ["metrics", "parameters", "datasets", "thresholds"].contains(entry.key)
      if isMap, let old = entries[index].value.mapping, let new = entry.value.mapping {
        entries[index] = Node.Entry(
          key: entry.key, keyPlace: entry.keyPlace,
          value: Node(
            .mapping(try mergeNames(old, new, of: entry.key)), at: entry.value.place,
            in: entry.value.source))
      } else if entry.key == "use", let old = entries[index].value.sequence {
        entries[index] = Node.Entry(
          key: entry.key, keyPlace: entry.keyPlace,
          value: Node(
            .sequence(old + (entry.value.sequence ?? [entry.value])), at: entry.value.place,
            in: entry.value.source))
      } else {
        entries[index] = entry
      }
    }
    return Node(.mapping(entries), at: upper.place, in: upper.source)
  }

  private func mergeNames(
    _ old: [Node.Entry], _ new: [Node.Entry], of key: String
  ) throws(Problems) -> [Node.Entry] {
    var entries = old
    for entry in new {
      guard let index = entries.firstIndex(where: { $0.key == entry.key }) else {
        entries.append(entry)
        continue
      }
      if key == "metrics", entry.value["version"] == nil {
        let version = (entries[index].value["version"]?.scalar).flatMap { Int($0) } ?? 1
        throw Problems(
          Diagnostic(
            .metricRedefined, at: entry.keyPlace,
            ["name": .text(entry.key), "version": .integer(version + 1)],
            notes: []))
      }
      entries[index] = entry
    }
    return entries
  }
}
