/// The JSON Schema (draft 2020-12) of declared parameters, for editors that check YAML while it is
/// written.
package enum JSONSchema {
  /// The dialect that a whole schema names in its `$schema`.
  package static let dialect = "https://json-schema.org/draft/2020-12/schema"

  /// The schema of a whole document of the type `type`.
  package static func document<Value: Parameterised>(_ type: Value.Type, title: String) -> JSONValue
  {
    let head: [JSONValue.Member] = [
      JSONValue.Member("$schema", .string(dialect)), JSONValue.Member("title", .string(title)),
    ]
    guard case .object(let members) = group(Value.parameters) else { return .object(head) }
    return .object(head + members)
  }

  /// The schema of a mapping of `specs`; where one is principal, its bare value is allowed too.
  package static func group(_ specs: [ParameterSpec]) -> JSONValue {
    var members: [JSONValue.Member] = [
      JSONValue.Member("type", "object"),
      JSONValue.Member(
        "properties", .object(specs.map { JSONValue.Member($0.key, property($0)) })),
    ]
    let required = specs.filter(\.isRequired).map { JSONValue.string($0.key) }
    if !required.isEmpty { members.append(JSONValue.Member("required", .array(required))) }
    members.append(JSONValue.Member("additionalProperties", .bool(false)))
    let object = JSONValue.object(members)
    guard let principal = specs.first(where: \.isPrincipal) else { return object }
    return ["anyOf": [property(principal), object]]
  }

  /// The schema of one parameter, with its help and default.
  package static func property(_ spec: ParameterSpec) -> JSONValue {
    var members: [JSONValue.Member] = [JSONValue.Member("description", .string(spec.help))]
    if let text = spec.defaultText {
      members.append(JSONValue.Member("default", scalar(text, spec)))
    }
    guard case .object(let kind) = value(spec.kind, rules: spec.rules) else {
      return .object(members)
    }
    return .object(members + kind)
  }

  /// A default as JSON: numbers and truth values as such, all else as the text of the document.
  private static func scalar(_ text: String, _ spec: ParameterSpec) -> JSONValue {
    switch spec.kind {
    case .integer, .number: .number(text)
    case .boolean: .bool(text == "true")
    case .list where text == "[]": []
    case .map where text == "{}", .group where text == "{}": [:]
    default: .string(text)
    }
  }

  /// The schema of a value of `kind`.
  package static func value(_ kind: ParameterKind, rules: [ParameterRule] = []) -> JSONValue {
    switch kind {
    case .text: return ["type": ["string", "number", "boolean"]]
    // YAML readers of editors take `no` for a truth value.
    case .column: return ["type": ["string", "boolean"]]
    case .expression: return ["type": ["string", "number", "boolean"]]
    case .path: return ["type": "string"]
    case .integer: return bounded("integer", rules)
    case .number: return bounded("number", rules)
    case .boolean: return ["type": "boolean"]
    case .choice(let names): return ["enum": .array(names.map { .string($0) })]
    case .duration: return ["type": "string", "pattern": "^[0-9]+[smhdw]$"]
    case .money:
      return [
        "type": ["number", "string"], "pattern": "^[-+]?[0-9]+(\\.[0-9]+)?[万亿]?$",
      ]
    case .percent: return ["type": "string", "pattern": "^[-+]?[0-9]+(\\.[0-9]+)?%$"]
    case .date: return days("[0-9]{4}-[0-9]{2}-[0-9]{2}")
    case .dateRange: return days("[0-9]{4}-[0-9]{2}-[0-9]{2}\\.\\.[0-9]{4}-[0-9]{2}-[0-9]{2}")
    case .time:
      return [
        "type": "string",
        "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2}[ T])?[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$",
      ]
    case .list(of: let item):
      let one = value(item)
      var array: [JSONValue.Member] = [
        JSONValue.Member("type", "array"), JSONValue.Member("items", one),
      ]
      if rules.contains(.nonEmpty) { array.append(JSONValue.Member("minItems", .number("1"))) }
      return ["anyOf": [one, .object(array)]]
    case .named(of: let settings):
      let withSettings: JSONValue = [
        "type": "object", "minProperties": .number("1"), "maxProperties": .number("1"),
        "additionalProperties": value(settings),
      ]
      return ["anyOf": [["type": "string"], withSettings]]
    case .map(of: let item):
      return ["type": "object", "additionalProperties": value(item)]
    case .group(let specs): return group(specs)
    case .anything: return [:]
    case .oneOf(let kinds): return ["anyOf": .array(kinds.map { value($0) })]
    }
  }

  /// Days as they are written, or made of parameters: `${from}..${to}`.
  private static func days(_ pattern: String) -> JSONValue {
    ["type": "string", "pattern": .string("^(\(pattern)|.*\\$\\{.+\\}.*)$")]
  }

  private static func bounded(_ type: String, _ rules: [ParameterRule]) -> JSONValue {
    var members: [JSONValue.Member] = [JSONValue.Member("type", .string(type))]
    for rule in rules {
      switch rule {
      case .range(let from, let through):
        members.append(JSONValue.Member("minimum", .number(from)))
        members.append(JSONValue.Member("maximum", .number(through)))
      case .atLeast(let bound): members.append(JSONValue.Member("minimum", .number(bound)))
      case .principal, .nonEmpty: break
      }
    }
    return .object(members)
  }
}
