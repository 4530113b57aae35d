import FupanDiagnostics

/// A length of time as people write it: `30m`, `26h`, `7d`, `2w`.
package struct DurationLiteral: Hashable, Sendable {
  /// The unit that was written.
  package enum Unit: Character, Sendable, CaseIterable {
    case second = "s"
    case minute = "m"
    case hour = "h"
    case day = "d"
    case week = "w"

    /// Its length; a day is 24 hours.
    package var seconds: Int {
      switch self {
      case .second: 1
      case .minute: 60
      case .hour: 3600
      case .day: 86_400
      case .week: 604_800
      }
    }
  }

  package let count: Int
  package let unit: Unit

  package init(_ count: Int, _ unit: Unit) {
    self.count = count
    self.unit = unit
  }

  /// The whole length in seconds.
  package var seconds: Int { count * unit.seconds }

  /// Reads a whole number and a unit; nil for anything else.
  package init?(_ text: String) {
    guard let last = text.last, let unit = Unit(rawValue: last) else { return nil }
    let digits = text.dropLast()
    guard !digits.isEmpty, digits.utf8.count <= 9,
      digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(digits)
    else { return nil }
    self.init(count, unit)
  }
}

extension DurationLiteral: ParameterValue {
  package static var kind: ParameterKind { .duration }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    guard let text = context.unquoted(node, wanted: Self.kind, gathering: &problems) else {
      return nil
    }
    guard let value = DurationLiteral(text) else {
      problems.append(context.wrongType(node, wanted: Self.kind))
      return nil
    }
    self = value
  }

  package var written: String { "\(count)\(unit.rawValue)" }
}
