import FupanConfig
import FupanDiagnostics
import FupanMethods

/// How many touches back a chain of paths looks: a number up to 3, or `auto`.
package enum ChainOrder: Hashable, Sendable {
  case fixed(Int)
  /// As far as foretells a step best from all others.
  case chosen

  /// The most touches that may be looked back.
  var longest: Int {
    switch self {
    case .fixed(let order): order
    case .chosen: MarkovMemory.longest
    }
  }
}

extension ChainOrder: ParameterValue {
  package static var kind: ParameterKind {
    .oneOf([.choice(["auto"]), .integer])
  }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    if node.scalar == "auto" {
      self = .chosen
      return
    }
    guard let order = node.scalar.flatMap({ Int($0) }), (1...MarkovMemory.longest).contains(order)
    else {
      problems.append(context.wrongType(node, wanted: Self.kind))
      return nil
    }
    self = .fixed(order)
  }

  package var written: String {
    switch self {
    case .fixed(let order): "\(order)"
    case .chosen: "auto"
    }
  }
}
