/// How two relations are matched.
package struct Join: Hashable, Sendable {
  /// Which rows stay.
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case left, inner, full, semi, anti
  }
  /// How many right rows a left row may find.
  package enum Matches: String, Hashable, Sendable, CaseIterable {
    /// At most one; more are an error that names the key.
    case one
    case many
  }

  package var kind: Kind
  /// Pairs of columns with equal values; a missing value matches nothing.
  package var on: [Pair]
  package var matches: Matches

  /// Columns of both sides that must be equal.
  package struct Pair: Hashable, Sendable {
    package var left: String
    package var right: String

    package init(left: String, right: String) {
      self.left = left
      self.right = right
    }
  }

  package init(_ kind: Kind, on: [Pair], matches: Matches = .one) {
    self.kind = kind
    self.on = on
    self.matches = matches
  }
}
