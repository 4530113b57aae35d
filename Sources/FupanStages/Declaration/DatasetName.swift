import FupanConfig
import FupanDiagnostics

/// A dataset of the pipeline as it was named, with the place.
package struct DatasetName: Sendable {
  package let text: String
  package let place: Place?

  package init(_ text: String, at place: Place? = nil) {
    self.text = text
    self.place = place
  }
}

extension DatasetName: ParameterValue {
  package static var kind: ParameterKind { .text }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let text = context.text(of: node, wanted: .text, gathering: &problems) else { return nil }
    self.init(text, at: node.place)
  }

  package var written: String { Node.quotedIfNeeded(text) }
}
