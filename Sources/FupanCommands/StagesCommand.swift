import ArgumentParser
import FupanConfig
import FupanDiagnostics
import FupanPipelines
import FupanStages

/// `fupan stages`: the vocabulary of pipelines.
struct StagesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stages",
    abstract: "Lists the stages of pipelines, or tells all about one.")

  @Argument(
    help: "A stage, as pipelines write it: read_csv.",
    completion: .list(StageCatalog.all.map { $0.about.name }))
  var name: String?

  @OptionGroup var speech: ConsoleOptions

  func run() async throws {
    try await speech.perform { _ in
      guard let name else {
        try StandardOutput.write(StagesCommand.list)
        return .done
      }
      let known = StageCatalog.all.map { $0.about.name }
      guard let spec = StageCatalog[name] ?? StageCatalog[String(name.map { $0 == "-" ? "_" : $0 })]
      else { throw UnknownName.problem(name, kind: .phrase(en: "stage", zh: "步骤"), among: known) }
      try StandardOutput.write(
        "\(spec.about.name) (\(spec.about.category.rawValue))\n\n\(spec.about.summary)\n\n"
          + StagesCommand.usage(of: spec)
          + (ShippedFiles.example(ofStage: spec.about.name).map { "\n" + $0 } ?? ""))
      return .done
    }
  }

  /// How it is written: as a command, or where it is none in a pipeline.
  private static func usage(of spec: StageSpec) -> String {
    spec.role == .transform
      ? FilterHelp.usage(of: spec)
      : ParameterHelp.text(for: spec.parameters, item: spec.about.name)
  }

  private static var list: String {
    let width = (StageCatalog.all.map { $0.about.name.count }.max() ?? 0) + 3
    return StageCategory.allCases.compactMap { category in
      let stages = StageCatalog.all.filter { $0.about.category == category }
      if stages.isEmpty { return nil }
      return "\(category.rawValue)\n"
        + stages.map {
          "  " + DisplayWidth.padded($0.about.name, to: width) + $0.about.summary + "\n"
        }.joined()
    }.joined(separator: "\n")
  }
}
