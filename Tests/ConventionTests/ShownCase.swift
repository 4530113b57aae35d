import Foundation
import FupanConfig
import FupanStages
import Testing

/// The case of a stage that help and reference show.
enum ShownCase {
  /// The one that `Tests/Cases/stages/examples.yaml` names, else the first that gives rows.
  static func example(of stage: String) throws -> StageExample {
    let chosen = try YAMLDocument.parse(
      Repository.text("Tests/Cases/stages/examples.yaml"), file: "examples.yaml"
    ).root[stage]?.scalar
    let first = try Repository.folders(under: "Tests/Cases/stages/\(stage)").first { name in
      let result = "Tests/Cases/stages/\(stage)/\(name)/expected.csv"
      return try Repository.exists(result)
        && !Repository.exists("Tests/Cases/stages/\(stage)/\(name)/expected.rejects")
        && Repository.text(result).split(separator: "\n").count > 1
        && !name.contains("missing")
    }
    let name = try #require(chosen ?? first, "no case of \(stage) gives rows")
    let folder = "Tests/Cases/stages/\(stage)/\(name)"
    #expect(Repository.exists("\(folder)/expected.csv"), "examples.yaml: no case \(folder)")
    var files = [
      StageExample.File(name: "pipeline.yaml", text: try Repository.text("\(folder)/pipeline.yaml"))
    ]
    for path in Repository.files(under: folder, ending: "") {
      let shown = String(path.dropFirst(folder.count + 1))
      let isInput = [".csv", ".ndjson", ".json", ".yaml"].contains { shown.hasSuffix($0) }
      if isInput, shown != "pipeline.yaml", !shown.hasPrefix("expected.") {
        files.append(StageExample.File(name: shown, text: try Repository.text(path)))
      }
    }
    for (file, shown) in [("expected.csv", "result.csv"), ("expected.rejects", "rejected")]
    where Repository.exists("\(folder)/\(file)") {
      files.append(StageExample.File(name: shown, text: try Repository.text("\(folder)/\(file)")))
    }
    return StageExample(named: name, files: files)
  }
}
