import FupanDiagnostics

/// The groups of a regular expression of RE2.
package enum PatternGroups {
  /// How many groups in brackets a pattern has.
  ///
  /// - Throws: a pattern that is no regular expression.
  package static func count(in pattern: String, at place: Place?) throws(Problems) -> Int {
    guard let expression = RegularExpression(Array(pattern.utf8)) else {
      throw Problems(
        Diagnostic(
          .badPattern, at: place,
          [
            "pattern": .text(pattern),
            "problem": .text(RegularExpression.problem(in: pattern) ?? ""),
          ]))
    }
    return expression.groupCount
  }
}
