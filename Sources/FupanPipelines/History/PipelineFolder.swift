import FupanConfig
import FupanDiagnostics

/// Paths as a pipeline writes them: relative to the pipeline's folder.
package enum PipelineFolder {
  /// The path as the working folder knows it.
  static func resolved(_ text: String, of pipeline: String) -> String {
    guard !text.hasPrefix("/"), let slash = pipeline.lastIndex(of: "/") else { return text }
    return pipeline[...slash] + text
  }

  /// The history folder that a pipeline file names, without compiling the rest of it.
  ///
  /// - Throws: a file that cannot be read, or names no history.
  package static func history(of pipeline: String) throws(Problems) -> HistoryFolder {
    let loaded = try DocumentLoader(presets: ShippedFiles.presets).load(pipeline)
    guard let text = loaded.root["history"]?.scalar else {
      throw Problems(Diagnostic(.historyMissing, at: Place(file: pipeline, line: 1, column: 1)))
    }
    return HistoryFolder(resolved(text, of: pipeline))
  }
}

extension CompiledPipeline {
  /// The history that the pipeline names; nil where it names none.
  package var history: HistoryFolder? {
    document.history.map { HistoryFolder(PipelineFolder.resolved($0.text, of: path)) }
  }
}
