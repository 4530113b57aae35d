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
  package var kind: ParameterKind { makeKind() }
  /// The default as it would be written, or nil where there is none.
  package var defaultText: String? { writeDefault() }
  /// Whether leaving it out is an error.
  package let isRequired: Bool
  package let rules: [ParameterRule]

  let decode: @Sendable (Node, DecodingContext, inout [Diagnostic]) -> (any Sendable)?
  let absent: (any Sendable)?
  // Help and messages ask for these; decoding a document mostly does not.
  private let makeKind: @Sendable () -> ParameterKind
  private let writeDefault: @Sendable () -> String?

  /// Whether a bare value sets it.
  package var isPrincipal: Bool { rules.contains(.principal) }

  /// - Parameter absent: the value where nothing is written; nil where something must be.
  init<Value: ParameterValue>(
    property: String, definition: ParameterDefinition<Value>, absent: Value?
  ) {
    self.property = property
    let words = ParameterSpec.words(of: property)
    key = words.joined(separator: "_")
    option = words.joined(separator: "-")
    help = definition.help
    makeKind = { Value.kind }
    writeDefault = { definition.defaultValue.map { $0.written } }
    isRequired = absent == nil
    rules = definition.traits.map { $0.rule }
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
    var words: [[UInt8]] = [[]]
    for byte in property.utf8 {
      let isUpper = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      if isUpper, words != [[]] { words.append([]) }
      words[words.count - 1].append(isUpper ? byte + 32 : byte)
    }
    return words.map { String(decoding: $0, as: UTF8.self) }
  }
}
