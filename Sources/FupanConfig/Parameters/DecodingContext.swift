import FupanDiagnostics

/// What a value being read needs to know besides its node.
package struct DecodingContext: Sendable {
  /// The key being read, as messages name it.
  package var parameter: String
  /// The document's declared parameters as text, which `${name}` in text values stands for.
  package var substitutions: [String: String]

  package init(parameter: String = "value", substitutions: [String: String] = [:]) {
    self.parameter = parameter
    self.substitutions = substitutions
  }

  /// The same context for the parameter `key`.
  package func reading(_ key: String) -> DecodingContext {
    var copy = self
    copy.parameter = key
    return copy
  }

  /// The problem that `node` is not of `kind`.
  package func wrongType(_ node: Node, wanted kind: ParameterKind) -> Diagnostic {
    if node.isNull {
      return Diagnostic(
        .missingValue, at: node.place,
        ["parameter": .text(parameter), "expected": kind.described])
    }
    if let found = FullWidthPunctuation.first(inUnquoted: node) {
      return Diagnostic.fullWidth(found, in: node)
    }
    return Diagnostic(
      .wrongType, at: node.place,
      ["parameter": .text(parameter), "expected": kind.described, "found": node.described])
  }

  /// The text of a scalar node with `${name}` replaced; appends a problem and returns nil where the
  /// node is no scalar, is null, or names an unknown parameter.
  package func text(
    of node: Node, wanted kind: ParameterKind, gathering problems: inout [Diagnostic]
  ) -> String? {
    guard let text = node.scalar, !node.isNull else {
      problems.append(wrongType(node, wanted: kind))
      return nil
    }
    // One byte is found sooner than two characters.
    guard text.utf8.contains(UInt8(ascii: "$")), text.contains("${") else { return text }
    var result = ""
    var rest = text[...]
    var failed = false
    while let open = rest.firstRange(of: "${") {
      result += rest[..<open.lowerBound]
      let offset = text.utf8.distance(from: text.startIndex, to: open.lowerBound)
      guard let close = rest[open.upperBound...].firstIndex(of: "}") else {
        problems.append(
          Diagnostic(
            .unclosedSubstitution, at: node.place(atUTF8Offset: offset),
            ["parameter": .text(parameter), "open": "${", "close": "}"]))
        return nil
      }
      let name = String(rest[open.upperBound..<close])
      if let value = substitutions[name] {
        result += value
      } else {
        failed = true
        let known = substitutions.keys.sorted()
        var problem = Diagnostic(
          .unknownSubstitution, at: node.place(atUTF8Offset: offset), ["name": .text(name)])
        if let nearest = NearestName.to(name, among: known) {
          problem = problem.with("suggestion", .suggestion(nearest))
        }
        problems.append(problem.with("names", .list(known)))
      }
      rest = rest[rest.index(after: close)...]
    }
    return failed ? nil : result + rest
  }

  /// The text of a node that holds an expression; appends a problem and returns nil for anything but
  /// a scalar.
  ///
  /// The expression's own parser finds what is wrong in it; `node.textPlaces` says where.
  package func expressionText(of node: Node, gathering problems: inout [Diagnostic]) -> String? {
    guard let text = node.scalar, !node.isNull, !text.isEmpty else {
      problems.append(
        node.scalar == nil || node.isNull
          ? wrongType(node, wanted: .expression)
          : Diagnostic(
            .missingValue, at: node.place,
            [
              "parameter": .text(parameter), "expected": ParameterKind.expression.described,
            ]))
      return nil
    }
    return text
  }
}
