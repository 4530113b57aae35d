import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods

/// One side of a number line as people write it: `>= 3%`, `< 20`, `2%..5%`.
package struct AlertBound: Hashable, Sendable {
  /// How a value stands to the bound.
  package enum Comparison: String, Hashable, Sendable, CaseIterable {
    case atLeast = ">="
    case atMost = "<="
    case above = ">"
    case below = "<"
    case between = ".."

    /// What is left of the line.
    var opposite: Comparison? {
      switch self {
      case .atLeast: .below
      case .atMost: .above
      case .above: .atMost
      case .below: .atLeast
      case .between: nil
      }
    }
  }

  package let comparison: Comparison
  package let bound: QuantityLiteral
  /// The upper end of a stretch.
  package let upper: QuantityLiteral?

  package init(_ comparison: Comparison, _ bound: QuantityLiteral, _ upper: QuantityLiteral? = nil)
  {
    self.comparison = comparison
    self.bound = bound
    self.upper = upper
  }

  /// Reads a bound; nil for anything else. Full-width signs and ≥ ≤ are read too.
  package init?(_ text: String) {
    var rest = text.filter { $0 != " " }
    for (sign, plain) in [("≥", ">="), ("≤", "<="), ("＞", ">"), ("＜", "<"), ("＝", "=")] {
      rest = rest.split(separator: sign, omittingEmptySubsequences: false).joined(separator: plain)
    }
    let ends = rest.split(separator: "..", omittingEmptySubsequences: false)
    if ends.count == 2, let low = Self.quantity(String(ends[0])),
      let high = Self.quantity(String(ends[1]))
    {
      self.init(.between, low, high)
      return
    }
    for comparison in [Comparison.atLeast, .atMost, .above, .below]
    where rest.hasPrefix(comparison.rawValue) {
      guard let bound = Self.quantity(String(rest.dropFirst(comparison.rawValue.count))) else {
        return nil
      }
      self.init(comparison, bound)
      return
    }
    return nil
  }

  /// The rest of the line; nil for a stretch, whose rest has two parts.
  package var opposite: AlertBound? { comparison.opposite.map { AlertBound($0, bound, upper) } }

  /// The condition that a value has to meet, its bounds moved by `shift`.
  func condition(shift: Double = 0) -> AlertCondition {
    let low = bound.doubleValue + shift
    return switch comparison {
    case .atLeast: .atLeast(low)
    case .atMost: .atMost(low)
    case .above: .above(low)
    case .below: .below(low)
    case .between: .between(low, (upper ?? bound).doubleValue + shift)
    }
  }

  private static func quantity(_ text: String) -> QuantityLiteral? {
    Percentage(text).map { .percentage($0) } ?? AmountLiteral(text).map { .amount($0) }
  }
}

extension AlertBound: ParameterValue {
  package static var kind: ParameterKind { .text }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let text = context.text(of: node, wanted: Self.kind, gathering: &problems) else {
      return nil
    }
    guard let bound = AlertBound(text) else {
      problems.append(Diagnostic(.notABound, at: node.place, ["text": .text(text)]))
      return nil
    }
    self = bound
  }

  package var written: String {
    upper == nil ? Node.quotedIfNeeded(words) : words
  }

  /// The bound in words of its own: `>= 3%`.
  package var words: String {
    guard let upper else { return "\(comparison.rawValue) \(bound.written)" }
    return "\(bound.written)..\(upper.written)"
  }
}

extension QuantityLiteral {
  /// The number meant; `8%` is 0.08.
  var doubleValue: Double {
    ScaledInteger(Int128(decimal.units), scale: decimal.scale).doubleValue
  }
}
