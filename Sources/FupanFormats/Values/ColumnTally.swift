import FupanDiagnostics

/// What only a whole column shows: how its cells were written. Tallies of chunks add up.
package struct ColumnTally: Hashable, Sendable {
  /// Shares written with `%` and without, where that makes a difference; zeros do not.
  package var signedShares = 0
  package var bareShares = 0
  /// Ids of more than 15 digits, and those of them that end in 000 as spreadsheets leave them.
  package var longIdentifiers = 0
  package var zeroedIdentifiers = 0
  /// Numbers such as `10万+` that say "at least".
  package var lowerBounds = 0
  /// Dates such as 0000-00-00 that were taken as missing.
  package var zeroDates = 0

  package init() {}

  package static func + (left: ColumnTally, right: ColumnTally) -> ColumnTally {
    var sum = left
    sum.signedShares += right.signedShares
    sum.bareShares += right.bareShares
    sum.longIdentifiers += right.longIdentifiers
    sum.zeroedIdentifiers += right.zeroedIdentifiers
    sum.lowerBounds += right.lowerBounds
    sum.zeroDates += right.zeroDates
    return sum
  }

  /// What is wrong with the column as a whole: an error where shares are written on two scales, a
  /// warning where more than a fifth of long ids end in 000.
  package func problems(column: String, at place: Place? = nil) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if signedShares > 0, bareShares > 0 {
      found.append(
        Diagnostic(
          .mixedScales, at: place,
          [
            "column": .text(column), "signed": .integer(signedShares),
            "bare": .integer(bareShares),
          ]))
    }
    if zeroedIdentifiers * 5 > longIdentifiers {
      found.append(
        Diagnostic(
          .idPrecisionDoubtful, at: place,
          [
            "column": .text(column), "count": .integer(zeroedIdentifiers),
            "of": .integer(longIdentifiers),
          ], severity: .warning))
    }
    return found
  }
}
