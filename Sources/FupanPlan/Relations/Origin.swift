import FupanDiagnostics

/// Which stage made a node, and where it is written.
package struct Origin: Hashable, Sendable {
  package var stage: String
  package var place: Place?

  package init(_ stage: String, at place: Place? = nil) {
    self.stage = stage
    self.place = place
  }
}
