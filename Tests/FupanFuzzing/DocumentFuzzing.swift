import FupanConfig
import FupanDiagnostics
import FupanPipelines

/// Pipeline documents: a document, or problems whose places are in it.
enum DocumentFuzzing {
  static func read(_ bytes: [UInt8]) throws {
    var problems: [Diagnostic] = []
    var sources: [SourceFile] = []
    do throws(Problems) {
      let document = try YAMLDocument.parse(bytes: bytes, file: "pipeline.yaml")
      sources = [document.source]
      _ = PipelineDocument(
        from: document.root, in: DecodingContext(parameter: "pipeline"), gathering: &problems)
    } catch { problems = error.all }
    for problem in problems {
      for language in Language.allCases {
        _ = DiagnosticRenderer(language: language, sources: sources).text(problem)
      }
      guard let place = problem.place, let lines = sources.first?.lines.count else { continue }
      try FuzzFinding.unless(
        (1...lines).contains(place.line) && place.column >= 1,
        "\(problem.code) is at \(place), which is not in the document")
    }
  }
}
