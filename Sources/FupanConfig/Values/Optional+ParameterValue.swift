import FupanDiagnostics

extension Optional: ParameterValue where Wrapped: ParameterValue {
  package static var kind: ParameterKind { Wrapped.kind }
  package static var whenAbsent: Wrapped?? { .some(nil) }

  /// The value, or nil for `~` and `null`; a key without a value is a problem.
  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    if node.isNull, node.scalar?.isEmpty == false {
      self = nil
      return
    }
    guard let value = Wrapped(from: node, in: context, gathering: &problems) else { return nil }
    self = value
  }

  package var written: String { self?.written ?? "~" }
}
