import FupanConfig
import FupanDiagnostics
import FupanPlan

extension ParsedExpression: ParameterValue {
  package static var kind: ParameterKind { .expression }

  /// Any scalar, as SQL's expressions are written.
  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let text = context.expressionText(of: node, gathering: &problems) else { return nil }
    let parsed = problems.gather { () throws(Problems) in
      try ParsedExpression(text, places: node.textPlaces)
    }
    guard let parsed else { return nil }
    self = parsed
  }

  package var written: String { Node.quotedIfNeeded(text) }
}
