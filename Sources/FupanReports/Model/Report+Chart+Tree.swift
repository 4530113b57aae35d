extension Report.Chart {
  /// A figure taken apart: drivers that multiply up to it, or costs that add up to it.
  package struct Tree: Hashable, Codable, Sendable {
    package var root: Node

    package init(_ root: Node) { self.root = root }

    /// One figure and the parts it is made of.
    package struct Node: Hashable, Codable, Sendable {
      package var label: String
      package var value: Report.Value
      /// The figure's share of the whole or its part in the change, if it has one.
      package var share: Report.Value?
      /// Its own change against the baseline.
      package var change: Report.Value?
      package var parts: [Node]
      /// How the parts make the figure.
      package var joined: Joined

      package init(
        _ label: String, _ value: Report.Value, share: Report.Value? = nil,
        change: Report.Value? = nil, parts: [Node] = [], joined: Joined = .added
      ) {
        self.label = label
        self.value = value
        self.share = share
        self.change = change
        self.parts = parts
        self.joined = joined
      }

      /// How parts make a whole.
      package enum Joined: String, Hashable, Codable, Sendable, CaseIterable {
        case added, multiplied
      }
    }
  }
}
