import FupanDiagnostics

/// A list item that is a name, or a name with its settings: the one shape of stages, steps,
/// phases, targets, alerts, sections and writers.
///
///     - html                                   # a name
///     - markdown: {file: 企微日报.md}            # a name with its settings
package struct NamedNode: Sendable {
  package let name: String
  package let place: Place
  /// What stands after the name; for a bare name a null node at the name's place.
  package let settings: Node

  /// Reads `node`; appends a problem and returns nil where it is neither shape.
  package init?(_ node: Node, gathering problems: inout [Diagnostic]) {
    switch node.content {
    case .scalar(let text) where !node.isNull && !text.isEmpty:
      name = text
      place = node.place
      settings = .null(at: node.place, in: node.source)
    case .mapping(let entries) where entries.count == 1:
      name = entries[0].key
      place = entries[0].keyPlace
      settings = entries[0].value
    case .mapping(let entries) where entries.count > 1:
      problems.append(
        Diagnostic(
          .severalNames, at: entries[1].keyPlace,
          ["first": .text(entries[0].key), "second": .text(entries[1].key)]))
      return nil
    default:
      problems.append(
        Diagnostic(.notANamedItem, at: node.place, ["found": node.described]))
      return nil
    }
  }
}
