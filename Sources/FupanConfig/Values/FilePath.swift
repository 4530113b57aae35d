import FupanDiagnostics

/// A path or file pattern as it was written, relative to the file that says it.
///
///     files: exports/有赞订单*.csv
package struct FilePath: Hashable, Sendable {
  package let text: String
  package let place: Place?

  package init(_ text: String, at place: Place? = nil) {
    self.text = text
    self.place = place
  }

  /// Whether it has a wildcard, so may name several files.
  package var isPattern: Bool { text.contains { $0 == "*" || $0 == "?" || $0 == "[" } }
}

extension FilePath: ParameterValue {
  package static var kind: ParameterKind { .path }

  /// Any text without a NUL; `${name}` is replaced.
  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let text = context.text(of: node, wanted: .path, gathering: &problems) else { return nil }
    guard !text.isEmpty, !text.utf8.contains(0) else {
      problems.append(context.wrongType(node, wanted: .path))
      return nil
    }
    self.init(text, at: node.place)
  }

  package var written: String { Node.quotedIfNeeded(text) }
}
