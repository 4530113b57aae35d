import FupanConfig
import FupanDiagnostics
import FupanPlan

extension ParsedExpression: ParameterValue {
  package static var kind: ParameterKind { .expression }

  /// Any scalar, as SQL's expressions are written.
  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let text = node.scalar, !node.isNull else {
      problems.append(context.wrongType(node, wanted: .expression))
      return nil
    }
    let parsed = problems.gather { () throws(Problems) in
      try ParsedExpression(text, at: node.place(atUTF8Offset: 0))
    }
    guard let parsed else { return nil }
    self = parsed
  }

  package var written: String { Node.quotedIfNeeded(text) }
}
