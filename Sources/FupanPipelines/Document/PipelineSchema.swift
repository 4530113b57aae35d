import FupanConfig
import FupanStages

/// The JSON Schema of a pipeline document, every stage and section with its own settings.
package enum PipelineSchema {
  /// The schema.
  package static var json: JSONValue {
    let document = JSONSchema.document(PipelineDocument.self, title: "Fupan pipeline")
    let stages = StageCatalog.all.map { spec in
      Use(
        name: spec.about.name, help: spec.about.summary, specs: spec.parameters)
    }
    let sections = SectionCatalog.all.map { type in
      Use(name: type.kind.rawValue, help: type.summary, specs: type.parameters)
    }
    let datasets: JSONValue = [
      "description": "Datasets by name: each a list of stages.", "type": "object",
      "minProperties": .number("1"),
      "additionalProperties": [
        "type": "array", "minItems": .number("1"), "items": oneOf(stages),
      ],
    ]
    return replacing(document, at: ["properties", "datasets"], by: datasets)
      .replacingSections(oneOf(sections))
  }

  private struct Use {
    let name: String
    let help: String
    let specs: [ParameterSpec]
  }

  /// A bare name where nothing is required, or a name with its settings.
  private static func oneOf(_ uses: [Use]) -> JSONValue {
    let bare = uses.filter { use in !use.specs.contains { $0.isRequired } }.map { use in
      JSONValue.string(use.name)
    }
    let named = uses.map { use -> JSONValue in
      [
        "type": "object", "description": .string(use.help),
        "properties": .object([JSONValue.Member(use.name, JSONSchema.group(use.specs))]),
        "required": .array([.string(use.name)]), "additionalProperties": .bool(false),
      ]
    }
    return ["oneOf": .array((bare.isEmpty ? [] : [["enum": .array(bare)]]) + named)]
  }

  fileprivate static func replacing(
    _ value: JSONValue, at path: [String], by other: JSONValue
  ) -> JSONValue {
    guard let key = path.first else { return other }
    guard case .object(let members) = value else { return value }
    return .object(
      members.map { member in
        member.key == key
          ? JSONValue.Member(key, replacing(member.value, at: Array(path.dropFirst()), by: other))
          : member
      })
  }
}

extension JSONValue {
  /// The document's schema with the report's sections spelt out.
  fileprivate func replacingSections(_ section: JSONValue) -> JSONValue {
    PipelineSchema.replacing(
      self, at: ["properties", "report", "properties", "sections"],
      by: [
        "description": "Sections in their order.", "type": "array", "items": section,
      ])
  }
}
