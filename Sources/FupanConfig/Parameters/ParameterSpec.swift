import FupanDiagnostics

/// A declared parameter, without its type: what decoder, help, reference and JSON Schema read.
package struct ParameterSpec: Sendable {
  /// The Swift property.
  package let property: String
  /// The key in a document, such as `order_by`.
  package let key: String
  /// The option on the command line without its dashes, such as `order-by`.
  package let option: String
  /// One sentence saying what it is for.
  package let help: String
  package let kind: ParameterKind
  /// The default as it would be written, or nil where there is none.
  package let defaultText: String?
  /// Whether leaving it out is an error.
  package let isRequired: Bool
  package let rules: [ParameterRule]

  let decode: @Sendable (Node, DecodingContext, inout [Diagnostic]) -> (any Sendable)?
  let absent: (any Sendable)?

  /// Whether a bare value sets it.
  package var isPrincipal: Bool { rules.contains(.principal) }

  init<Value>(property: String, definition: ParameterDefinition<Value>) {
    self.property = property
    let words = ParameterSpec.words(of: property)
    key = words.joined(separator: "_")
    option = words.joined(separator: "-")
    help = definition.help
    kind = Value.kind
    let absent = definition.defaultValue ?? Value.whenAbsent
    defaultText = definition.defaultValue.map(\.written)
    isRequired = absent == nil
    rules = definition.traits.map(\.rule)
    self.absent = absent.map { Parameter(value: $0, place: nil) }
    let traits = definition.traits
    decode = { node, context, problems in
      guard let value = Value(from: node, in: context, gathering: &problems) else { return nil }
      var holds = true
      for trait in traits where !trait.holds(value) {
        holds = false
        guard let described = trait.rule.described else { continue }
        problems.append(
          Diagnostic(
            .outOfRange, at: node.place,
            [
              "parameter": .text(context.parameter), "rule": described,
              "found": node.described,
            ]))
      }
      return holds ? Parameter(value: value, place: node.place) : nil
    }
  }

  /// The lower-case words of a property name: `orderBy` is `order`, `by`.
  private static func words(of property: String) -> [String] {
    var words: [String] = []
    var word = ""
    for character in property {
      if character.isUppercase, !word.isEmpty {
        words.append(word)
        word = ""
      }
      word += character.lowercased()
    }
    return words + [word]
  }
}
