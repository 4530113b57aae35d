import FupanDiagnostics

extension Node: ParameterValue {
  package static var kind: ParameterKind { .anything }

  /// Any value, a null one too, left unread: its type is known only later, as that of a stage by
  /// its name.
  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    self = node
  }

  package var written: String {
    switch content {
    case .scalar where isNull: "~"
    case .scalar(let text): isQuoted ? "\"\(text)\"" : text
    case .sequence(let items): "[" + items.map(\.written).joined(separator: ", ") + "]"
    case .mapping(let entries):
      "{"
        + entries.map { "\(Node.quotedIfNeeded($0.key)): \($0.value.written)" }
        .joined(separator: ", ") + "}"
    }
  }
}
