import FupanDiagnostics

extension ColumnName: ParameterValue {
  package static var kind: ParameterKind { .column }

  /// Any text, so `no`, `on` and `1e3` are names; a plain number must be quoted to be one.
  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let text = node.scalar, !node.isNull else {
      problems.append(context.wrongType(node, wanted: .column))
      return nil
    }
    guard !text.isEmpty else {
      problems.append(
        Diagnostic(.emptyName, at: node.place, ["parameter": .text(context.parameter)]))
      return nil
    }
    if node.style == .plain, DecimalLiteral(text) != nil {
      problems.append(
        Diagnostic(
          .numberForName, at: node.place,
          [
            "parameter": .text(context.parameter), "expected": ParameterKind.column.described,
            "found": .text(text),
          ]))
      return nil
    }
    self.init(text, at: node.place)
  }

  package var written: String { Node.quotedIfNeeded(text) }
}
