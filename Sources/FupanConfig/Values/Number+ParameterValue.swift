import FupanDiagnostics

extension DecodingContext {
  /// The text of an unquoted scalar; appends a problem and returns nil for anything else.
  package func unquoted(
    _ node: Node, wanted kind: ParameterKind, gathering problems: inout [Diagnostic]
  ) -> String? {
    guard let text = node.scalar, !node.isNull else {
      problems.append(wrongType(node, wanted: kind))
      return nil
    }
    guard !node.isQuoted else {
      problems.append(
        Diagnostic(
          .quotedValue, at: node.place,
          ["parameter": .text(parameter), "expected": kind.described, "found": .text(text)]))
      return nil
    }
    return text
  }
}

extension Int: ParameterValue {
  package static var kind: ParameterKind { .integer }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let text = context.unquoted(node, wanted: .integer, gathering: &problems) else {
      return nil
    }
    guard let number = Int(text) else {
      problems.append(context.wrongType(node, wanted: .integer))
      return nil
    }
    self = number
  }
}

extension Double: ParameterValue {
  package static var kind: ParameterKind { .number }

  /// A finite decimal number, with an exponent or without.
  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let text = context.unquoted(node, wanted: .number, gathering: &problems) else {
      return nil
    }
    let isDecimal = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains($0)
    }
    guard isDecimal, let number = Double(text), number.isFinite else {
      problems.append(context.wrongType(node, wanted: .number))
      return nil
    }
    self = number
  }
}

extension Bool: ParameterValue {
  package static var kind: ParameterKind { .boolean }

  /// `true` or `false`, as YAML 1.2 writes them; `yes`, `no`, `on` and `off` are text.
  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let text = context.unquoted(node, wanted: .boolean, gathering: &problems) else {
      return nil
    }
    switch text {
    case "true", "True", "TRUE": self = true
    case "false", "False", "FALSE": self = false
    default:
      problems.append(context.wrongType(node, wanted: .boolean))
      return nil
    }
  }
}
