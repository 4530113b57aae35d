import FupanConfig

/// Holds a document against a JSON Schema as an editor does, scalars read as YAML 1.2 reads them.
enum SchemaFaults {
  /// The words of schemas that are checked, or say nothing to check.
  static let words: Set<String> = [
    "$schema", "title", "description", "default", "type", "enum", "properties", "required",
    "additionalProperties", "items", "minItems", "minProperties", "maxProperties", "minimum",
    "maximum", "pattern", "anyOf", "oneOf",
  ]

  /// What is wrong with a node, one sentence each with the path.
  static func of(_ node: Node, by schema: JSONValue, at path: String = "") -> [String] {
    guard case .object(let members) = schema else { return [] }
    return members.flatMap { member -> [String] in
      switch (member.key, member.value) {
      case ("type", .string(let name)):
        return types(of: node).contains(name) ? [] : ["\(path): no \(name)"]
      case ("type", .array(let names)):
        let fits = types(of: node).contains { names.contains(.string($0)) }
        return fits ? [] : ["\(path): none of \(names)"]
      case ("enum", .array(let values)):
        return values.contains(.string(node.scalar ?? "")) ? [] : ["\(path): not listed"]
      case ("properties", .object(let properties)):
        return (node.mapping ?? []).flatMap { entry in
          properties.first { $0.key == entry.key }.map {
            of(entry.value, by: $0.value, at: "\(path)/\(entry.key)")
          } ?? []
        }
      case ("additionalProperties", let other):
        guard case .object(let known) = schema["properties"] ?? .object([]) else { return [] }
        let others = (node.mapping ?? []).filter { entry in
          !known.contains { $0.key == entry.key }
        }
        if other == .bool(false) { return others.map { "\(path)/\($0.key): unknown" } }
        return others.flatMap { of($0.value, by: other, at: "\(path)/\($0.key)") }
      case ("required", .array(let keys)):
        guard let entries = node.mapping else { return [] }
        return keys.filter { key in !entries.contains { .string($0.key) == key } }
          .map { "\(path): lacks \($0)" }
      case ("items", let item):
        return (node.sequence ?? []).enumerated().flatMap {
          of($0.element, by: item, at: "\(path)/\($0.offset)")
        }
      case ("anyOf", .array(let choices)):
        let faults = choices.map { of(node, by: $0, at: path) }
        return faults.contains { $0.isEmpty } ? [] : ["\(path): fits nothing: \(faults.last ?? [])"]
      case ("oneOf", .array(let choices)):
        let count = choices.count { of(node, by: $0, at: path).isEmpty }
        return count == 1 ? [] : ["\(path): fits \(count)"]
      case ("pattern", .string(let pattern)):
        guard types(of: node) == ["string"], let text = node.scalar else { return [] }
        guard let regex = try? Regex(pattern) else { return ["\(path): bad pattern \(pattern)"] }
        return text.contains(regex) ? [] : ["\(path): '\(text)' is not \(pattern)"]
      case ("minimum", .number(let bound)), ("maximum", .number(let bound)):
        guard let value = node.scalar.flatMap({ Double($0) }), let bound = Double(bound) else {
          return []
        }
        let holds = member.key == "minimum" ? value >= bound : value <= bound
        return holds ? [] : ["\(path): \(value) is beyond \(bound)"]
      case ("minItems", .number(let bound)):
        return (node.sequence ?? [node]).count >= Int(bound) ?? 0 ? [] : ["\(path): too few"]
      case ("minProperties", .number(let bound)):
        return (node.mapping?.count ?? .max) >= Int(bound) ?? 0 ? [] : ["\(path): too few"]
      case ("maxProperties", .number(let bound)):
        return (node.mapping?.count ?? 0) <= Int(bound) ?? 0 ? [] : ["\(path): too many"]
      default: return []
      }
    }
  }

  /// The types that a node is of.
  private static func types(of node: Node) -> [String] {
    if node.mapping != nil { return ["object"] }
    if node.sequence != nil { return ["array"] }
    if node.isNull { return ["null"] }
    guard let text = node.scalar, node.style == .plain else { return ["string"] }
    if ["true", "false", "True", "False"].contains(text) { return ["boolean"] }
    if Int(text) != nil { return ["integer", "number"] }
    return Double(text) != nil ? ["number"] : ["string"]
  }
}
