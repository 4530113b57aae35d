import FupanDiagnostics

/// The name of a column, with the place where it was written.
///
/// Two names are equal where their texts are, wherever they were written.
package struct ColumnName: Sendable {
  package let text: String
  package let place: Place?

  package init(_ text: String, at place: Place? = nil) {
    self.text = text
    self.place = place
  }
}

extension ColumnName: Hashable {
  package static func == (left: ColumnName, right: ColumnName) -> Bool { left.text == right.text }
  package func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension ColumnName: ExpressibleByStringLiteral {
  package init(stringLiteral value: String) { self.init(value) }
}

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
