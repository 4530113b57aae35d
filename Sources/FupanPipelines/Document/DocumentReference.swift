import FupanConfig
import FupanMetrics
import FupanStages

/// The reference of the pipeline document's keys, made from their declarations.
package enum DocumentReference {
  /// The keys of a document, those nested in them, the sections of the report, and ledgers.
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
    text +=
      "\n## Ledgers\n\nA file of `ledgers` is a list of entries. What an entry is, one of its "
    text += "settings tells; `fupan schema --ledgers` prints the schema, for editors.\n"
    for kind in LedgerKind.allCases {
      let type = kind.entry
      text += "\n### Known by \(kind.rawValue)\n\n\(kind.summary)\n\n"
      text += ParameterReference.markdown(for: type.parameters)
    }
    return text
  }
}
