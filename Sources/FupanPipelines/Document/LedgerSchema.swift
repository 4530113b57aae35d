import FupanConfig
import FupanMetrics

/// The JSON Schema of a file of ledgers: a list of entries, each of a kind by the setting that it is
/// known by.
package enum LedgerSchema {
  /// The schema.
  package static var json: JSONValue {
    let kinds = LedgerKind.allCases.map { kind -> JSONValue in
      let type = kind.entry
      guard case .object(let members) = JSONSchema.group(type.parameters) else { return [:] }
      return .object([JSONValue.Member("description", .string(kind.summary))] + members)
    }
    return [
      "$schema": .string(JSONSchema.dialect), "title": "Fupan ledgers", "type": "array",
      "items": ["anyOf": .array(kinds)],
    ]
  }
}
