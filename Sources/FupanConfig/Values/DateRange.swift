import FupanDiagnostics

/// Whole days from the first to the last, both included: `2026-04-10..2026-04-24`.
package struct DateRange: Hashable, Sendable {
  package let first: DateLiteral
  package let last: DateLiteral

  /// Nil where `last` is before `first`.
  package init?(_ first: DateLiteral, through last: DateLiteral) {
    guard first <= last else { return nil }
    self.first = first
    self.last = last
  }

  /// The days it has, as days since 1970-01-01.
  package var daysSince1970: ClosedRange<Int> { first.daysSince1970...last.daysSince1970 }

  /// How many days it has.
  package var dayCount: Int { daysSince1970.count }
}

extension DateRange: ParameterValue {
  package static var kind: ParameterKind { .dateRange }

  package init?(
    from node: Node, in context: DecodingContext, gathering problems: inout [Diagnostic]
  ) {
    let wanted = context.text(of: node, wanted: .dateRange, gathering: &problems)
    guard let text = wanted else { return nil }
    guard let dots = text.firstRange(of: "..") else {
      problems.append(context.wrongType(node, wanted: .dateRange))
      return nil
    }
    let ends = [text[..<dots.lowerBound], text[dots.upperBound...]]
    let dates = ends.map { DateLiteral($0) }
    guard let first = dates[0], let last = dates[1] else {
      for (end, date) in zip(ends, dates) where date == nil {
        problems.append(context.notADate(end, node, wanted: .dateRange))
      }
      return nil
    }
    guard let range = DateRange(first, through: last) else {
      problems.append(
        Diagnostic(
          .reversedRange, at: node.place,
          [
            "parameter": .text(context.parameter), "found": .text(text),
            "mended": "\(last.description)..\(first.description)",
          ]))
      return nil
    }
    self = range
  }

  package var written: String { "\(first)..\(last)" }
}
