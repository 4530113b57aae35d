import FupanDiagnostics

extension String: ParameterValue {
  package static var kind: ParameterKind { .text }

  /// Any scalar, as it was written; `${name}` is replaced.
  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let text = context.text(of: node, wanted: .text, gathering: &problems) else { return nil }
    self = text
  }

  package var written: String { Node.quotedIfNeeded(self) }
}
