import Foundation
import FupanConfig
import FupanStages
import Testing

/// A stage case whose pipeline is `read_csv: input.csv`, perhaps `parse`, and one transform: the
/// same can be said to a filter.
struct FilterCase: Sendable, CustomTestStringConvertible {
  /// `keep/rows_for_which_the_condition_is_true`.
  let name: String
  /// The words of `fupan parse`; nil where nothing is parsed.
  let parse: [String]?
  /// What `--types` says of the parsed columns; nil where a column has no plain type.
  let types: String?
  /// What `--types` says of all columns of the input: in a pipeline what nobody parsed is text.
  let texts: String
  /// The words of the transform.
  let transform: [String]
  /// Whether the case ends with problems.
  let isRefused: Bool

  private static let root = SampleRun.project.appending(path: "Tests/Cases/stages")

  var folder: URL { FilterCase.root.appending(path: name) }
  var testDescription: String { name }

  static let all: [FilterCase] = {
    let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String }
    return (paths ?? []).filter { $0.hasSuffix("/pipeline.yaml") }.map { String($0.dropLast(14)) }
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.compactMap { FilterCase($0) }
  }()

  /// The case, or nil where a filter cannot say it: other datasets, a campaign, reads that differ.
  private init?(_ name: String) {
    let folder = FilterCase.root.appending(path: name)
    guard let data = try? Data(contentsOf: folder.appending(path: "pipeline.yaml")),
      let root = try? YAMLDocument.parse(bytes: data, file: "pipeline.yaml").root,
      let datasets = root["datasets"]?.mapping, datasets.count == 1,
      let keys = root.mapping?.map({ $0.key }),
      Set(keys).isSubset(of: ["version", "timezone", "datasets"]),
      var stages = datasets.first?.value.sequence?.compactMap({ FilterCase.entry($0) }),
      stages.first?.key == "read_csv", stages.first?.value.scalar == "input.csv"
    else { return nil }
    stages.removeFirst()
    var parse: [String]?
    var types: String? = ""
    if stages.count == 2, let first = stages.first, first.key == "parse" {
      parse = FilterCase.words(of: first)
      types = FilterCase.types(of: first.value)
      stages.removeFirst()
    }
    guard stages.count == 1, let stage = stages.first,
      let spec = StageCatalog[stage.key], spec.role == .transform,
      let transform = FilterCase.words(of: stage)
    else { return nil }
    func has(_ file: String) -> Bool {
      FileManager.default.fileExists(atPath: folder.appending(path: file).path)
    }
    self.name = name
    self.parse = parse
    let headers = FilterCase.headers(of: folder)
    let declared = (types ?? "").split(separator: ",").map { $0.prefix { $0 != "=" } }
    let rest = headers.filter { !declared.contains($0[...]) }.map { "\($0)=text" }
    self.types = types.map { ($0.isEmpty ? [] : [$0]) + rest }?.joined(separator: ",")
    texts = headers.map { "\($0)=text" }.joined(separator: ",")
    self.transform = transform
    // A filter has nowhere to put refused rows.
    isRefused = has("expected.stderr") || has("expected.rejects")
  }

  /// The headers that an option can name.
  private static func headers(of folder: URL) -> [String] {
    let data = (try? Data(contentsOf: folder.appending(path: "input.csv"))) ?? Data()
    return (TotalsScript.records(data).first ?? []).filter { header in
      !header.isEmpty && !header.contains { ",=\"".contains($0) }
    }
  }

  /// A stage and its settings; a bare name has none.
  private static func entry(_ stage: Node) -> Node.Entry? {
    guard let name = stage.scalar else { return stage.mapping?.first }
    return Node.Entry(
      key: name, keyPlace: stage.place, value: Node(.mapping([]), style: .block, at: stage.place))
  }

  /// `--by region --into 'n = count(*)'` for `{by: region, into: {n: count(*)}}`.
  private static func words(of stage: Node.Entry) -> [String]? {
    guard let spec = StageCatalog[stage.key] else { return nil }
    var words = [stage.key.replacing("_", with: "-")]
    let known = spec.parameters.map { $0.key }
    if let entries = stage.value.mapping, entries.allSatisfy({ known.contains($0.key) }) {
      for entry in entries {
        guard let values = texts(entry.value) else { return nil }
        words += values.map { "--\(entry.key.replacing("_", with: "-"))=\($0)" }
      }
    } else {
      guard let values = texts(stage.value) else { return nil }
      words += ["--"] + values
    }
    return words
  }

  /// A value as one or more words; nil for what is nested deeper.
  private static func texts(_ value: Node) -> [String]? {
    if let scalar = value.scalar { return [scalar] }
    if let entries = value.mapping {
      let pairs = entries.compactMap { entry in entry.value.scalar.map { "\(entry.key) = \($0)" } }
      return pairs.count == entries.count ? pairs : nil
    }
    let items = (value.sequence ?? []).map { texts($0) }
    return items.allSatisfy { $0?.count == 1 } ? items.compactMap { $0?.first } : nil
  }

  private static func types(of formats: Node) -> String? {
    let plain = [
      "money": "decimal(2)", "integer": "integer", "date": "date", "timestamp": "timestamp",
    ]
    let pairs = (formats.mapping ?? []).map { entry in
      entry.value.scalar.flatMap { plain[$0] }.map { "\(entry.key)=\($0)" }
    }
    return pairs.allSatisfy { $0 != nil } ? pairs.compactMap { $0 }.joined(separator: ",") : nil
  }
}
