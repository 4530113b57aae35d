import Foundation

/// The part of JSON Schema 2020-12 that the report's schema uses, and which properties were met.
struct SchemaChecker {
  let schema: [String: Any]
  /// The path in the schema of each property that a value had.
  private(set) var seen: Set<String> = []

  init(schema: [String: Any]) { self.schema = schema }

  mutating func faults(in value: Any) -> [String] { faults(value, schema, at: "#", in: "") }

  /// The path of each property that a part of the schema names, definitions by their own path.
  func properties(of part: [String: Any], at path: String) -> Set<String> {
    var found: Set<String> = []
    for (key, below) in part {
      switch (key, below) {
      case ("properties", let properties as [String: [String: Any]]):
        for (name, property) in properties {
          found.insert("\(path)/\(name)")
          found.formUnion(self.properties(of: property, at: "\(path)/\(name)"))
        }
      case ("$defs", let definitions as [String: [String: Any]]):
        for (name, definition) in definitions {
          found.formUnion(properties(of: definition, at: "#/$defs/\(name)"))
        }
      case ("items", let items as [String: Any]):
        found.formUnion(properties(of: items, at: path + "[]"))
      case ("oneOf", let choices as [[String: Any]]):
        for (index, choice) in choices.enumerated() {
          found.formUnion(properties(of: choice, at: "\(path)|\(index)"))
        }
      default: break
      }
    }
    return found
  }

  private mutating func faults(
    _ value: Any, _ part: [String: Any], at path: String, in place: String
  ) -> [String] {
    if let reference = part["$ref"] as? String {
      let name = String(reference.dropFirst("#/$defs/".count))
      guard let definitions = schema["$defs"] as? [String: [String: Any]],
        let definition = definitions[name]
      else { return ["\(place): no definition \(name)"] }
      return faults(value, definition, at: reference, in: place)
    }
    if let choices = part["oneOf"] as? [[String: Any]] {
      var matches = 0
      for (index, choice) in choices.enumerated() {
        let before = seen
        if faults(value, choice, at: "\(path)|\(index)", in: place).isEmpty {
          matches += 1
        } else {
          seen = before
        }
      }
      return matches == 1 ? [] : ["\(place): \(matches) of the choices fit"]
    }
    if let constant = part["const"] as? NSObject, constant != value as? NSObject {
      return ["\(place): not \(constant)"]
    }
    if let words = part["enum"] as? [String], !words.contains(value as? String ?? "") {
      return ["\(place): none of the words"]
    }
    let types = (part["type"] as? [String]) ?? [part["type"] as? String].compactMap { $0 }
    if !types.isEmpty, !types.contains(where: { fits(value, $0) }) {
      return ["\(place): not of type \(types)"]
    }
    if let pattern = part["pattern"] as? String, let text = value as? String,
      text.range(of: pattern, options: .regularExpression) == nil
    {
      return ["\(place): not like \(pattern)"]
    }
    if let items = part["items"] as? [String: Any], let list = value as? [Any] {
      return list.enumerated().flatMap {
        faults($0.element, items, at: path + "[]", in: "\(place)[\($0.offset)]")
      }
    }
    guard let properties = part["properties"] as? [String: [String: Any]],
      let object = value as? [String: Any]
    else { return [] }
    var found: [String] = []
    for name in part["required"] as? [String] ?? [] where object[name] == nil {
      found.append("\(place): \(name) is missing")
    }
    for (name, below) in object {
      guard let property = properties[name] else {
        found.append("\(place): \(name) is unknown")
        continue
      }
      seen.insert("\(path)/\(name)")
      found += faults(below, property, at: "\(path)/\(name)", in: "\(place).\(name)")
    }
    return found
  }

  private func fits(_ value: Any, _ type: String) -> Bool {
    switch type {
    case "object": value is [String: Any]
    case "array": value is [Any]
    case "string": value is String
    case "integer": (value as? NSNumber).map { $0.doubleValue == $0.doubleValue.rounded() } ?? false
    case "number": value is NSNumber
    case "boolean": value is Bool
    case "null": value is NSNull
    default: false
    }
  }
}
