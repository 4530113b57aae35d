import FupanConfig
import FupanStages

/// The reference of the pipeline document's keys, made from their declarations.
package enum DocumentReference {
  /// The keys of a document, those nested in them, and the sections of the report.
  package static func markdown() -> String {
    var text = """
      # The pipeline document

      One YAML file says what a retrospective is. These are its keys; the order of the file is free.
      Only `version` and `datasets` are required. `fupan schema` prints the same as JSON Schema, for
      editors. The stages of `datasets` are in [stages.md](stages.md).

      A list item is a name, or a name with its settings. A bare value sets the principal parameter.


      """
    text += ParameterReference.markdown(for: PipelineDocument.parameters)
    text += "\n## Sections of the report\n"
    for section in SectionCatalog.all {
      text += "\n### \(section.kind.rawValue)\n\n\(section.summary)\n\n"
      text += ParameterReference.markdown(for: section.parameters)
    }
    return text
  }
}
