import FupanData

/// A plan ready to run: fragments in the order in which they can be computed.
///
///     let program = Program(results: [orders, credit])
///     for fragment in program.fragments { … }
package struct Program: Sendable {
  /// Every fragment once, after all that it scans.
  package let fragments: [Fragment]
  /// The names of the fragments that somebody asked for.
  package let results: [String]
  /// The names of the fragments that each fragment scans itself, at its position.
  private let scans: [[String]]

  /// - Parameter running: further fragments that run for what they refuse and count, without their
  ///   rows being kept.
  /// - Precondition: fragments of one name are the same fragment.
  package init(results: [Fragment], running: [Fragment] = []) {
    var ordered: [Fragment] = []
    var seen: Set<String> = []
    func visit(_ fragment: Fragment) {
      guard seen.insert(fragment.name).inserted else { return }
      for inner in fragment.relation.scannedFragments { visit(inner) }
      ordered.append(fragment)
    }
    for fragment in running + results { visit(fragment) }
    self.init(ordered: ordered, results: results.map { $0.name })
  }

  /// Fragments that are in order already.
  init(ordered fragments: [Fragment], results: [String]) {
    self.fragments = fragments
    self.results = results
    scans = fragments.map { $0.relation.scannedFragments.map(\.name) }
  }

  /// How many fragments scan each fragment.
  package func consumers(of name: String) -> Int {
    scans.count { $0.contains(name) }
  }

  /// The position of the next fragment after `position` that scans a fragment; nil if none does.
  package func nextUse(of name: String, after position: Int) -> Int? {
    scans[(position + 1)...].firstIndex { $0.contains(name) }
  }
}

extension Relation {
  /// The relations this one is made from.
  package var inputs: [Relation] {
    switch node {
    case .scan, .values: []
    case .project(let input, _), .filter(let input, _), .check(let input, _),
      .aggregate(let input, _, _), .window(let input, _), .sort(let input, _),
      .limit(let input, _), .unnest(let input, _), .unpivot(let input, _):
      [input]
    case .join(let left, let right, _): [left, right]
    case .union(let inputs): inputs
    }
  }

  /// The fragments scanned by this relation itself, each once, in order of first use.
  package var scannedFragments: [Fragment] {
    var found: [Fragment] = []
    func visit(_ relation: Relation) {
      if case .scan(.fragment(let fragment)) = relation.node {
        if !found.contains(where: { $0.name == fragment.name }) { found.append(fragment) }
      }
      for input in relation.inputs { visit(input) }
    }
    visit(self)
    return found
  }
}
