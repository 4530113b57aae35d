import FupanDiagnostics

/// A value with the place where it was written.
package struct Located<Value: Sendable>: Sendable {
  package let value: Value
  /// Nil for a value made in code, such as a default.
  package let place: Place?

  package init(_ value: Value, at place: Place? = nil) {
    self.value = value
    self.place = place
  }
}

extension Located: ParameterValue where Value: ParameterValue {
  package static var kind: ParameterKind { Value.kind }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let value = Value(from: node, in: context, gathering: &problems) else { return nil }
    self.init(value, at: node.place)
  }

  package var written: String { value.written }
}
