import FupanDiagnostics

/// A parameter with a fixed set of values, written by their names.
///
///     enum Level: String, ParameterChoice { case warn, fail }
package protocol ParameterChoice: ParameterValue, CaseIterable, RawRepresentable<String> {}

extension ParameterChoice {
  package static var kind: ParameterKind { .choice(allCases.map(\.rawValue)) }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let text = node.scalar, !node.isNull else {
      problems.append(context.wrongType(node, wanted: Self.kind))
      return nil
    }
    guard let value = Self.allCases.first(where: { $0.rawValue == text }) else {
      let names = Self.allCases.map(\.rawValue)
      var problem = Diagnostic(
        .unknownChoice, at: node.place,
        ["parameter": .text(context.parameter), "found": .text(text)])
      if let nearest = NearestName.to(text, among: names) {
        problem = problem.with("suggestion", .suggestion(nearest))
      }
      problems.append(problem.with("choices", .list(names)))
      return nil
    }
    self = value
  }

  package var written: String { rawValue }
}
