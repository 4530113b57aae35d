/// Several sub-rules as one; a sub-rule without a value is unknown.
package enum AlertCombination: String, Equatable, Sendable, CaseIterable {
  /// Fires on one that is true.
  case any
  /// Needs every one to be true.
  case all

  /// Whether the whole fires; nil where it cannot be known.
  package func combine(_ isFiring: [Bool?]) -> Bool? {
    switch self {
    case .any: isFiring.contains(true) ? true : isFiring.contains(nil) ? nil : false
    case .all: isFiring.contains(false) ? false : isFiring.contains(nil) ? nil : !isFiring.isEmpty
    }
  }
}
