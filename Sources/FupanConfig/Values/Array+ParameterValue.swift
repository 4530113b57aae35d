import FupanDiagnostics

extension Array: ParameterValue where Element: ParameterValue {
  package static var kind: ParameterKind { .list(of: Element.kind) }

  /// Every item of a sequence, or one value that stands for a list of one.
  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let items = node.sequence else {
      if node.isNull {
        problems.append(context.wrongType(node, wanted: Self.kind))
        return nil
      }
      guard let only = Element(from: node, in: context, gathering: &problems) else { return nil }
      self = [only]
      return
    }
    let values = items.map { Element(from: $0, in: context, gathering: &problems) }
    let read = values.compactMap { $0 }
    guard read.count == values.count else { return nil }
    self = read
  }

  package var written: String { "[" + map(\.written).joined(separator: ", ") + "]" }
}
