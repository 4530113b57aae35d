import FupanDiagnostics
import FupanPlan

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
  /// Values that an export had masked or encrypted, which are missing.
  package var masked = 0
  /// Words that are not declared and were kept or replaced.
  package var unknownWords = UnknownWords()
  /// Cells that say why there is no value, by the reason.
  package var reasons: [String: Int] = [:]

  package init() {}

  /// Counts an id of digits only, where it has more than 15 of them.
  @inline(__always)
  mutating func addIdentifier(ofDigits id: UnsafeBufferPointer<UInt8>) {
    guard id.count > 15 else { return }
    longIdentifiers += 1
    let zero = UInt8(ascii: "0")
    if id[id.count - 1] == zero, id[id.count - 2] == zero, id[id.count - 3] == zero {
      zeroedIdentifiers += 1
    }
  }

  package static func + (left: ColumnTally, right: ColumnTally) -> ColumnTally {
    var sum = left
    sum.signedShares += right.signedShares
    sum.bareShares += right.bareShares
    sum.longIdentifiers += right.longIdentifiers
    sum.zeroedIdentifiers += right.zeroedIdentifiers
    sum.lowerBounds += right.lowerBounds
    sum.zeroDates += right.zeroDates
    sum.masked += right.masked
    sum.unknownWords = left.unknownWords + right.unknownWords
    if !right.reasons.isEmpty { sum.reasons.merge(right.reasons) { $0 + $1 } }
    return sum
  }

  /// The reasons in the order of their bytes.
  package var orderedReasons: [(reason: String, count: Int)] {
    reasons.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      .map { (reason: $0.key, count: $0.value) }
  }

  /// Whether there is anything that a reader of results should know of.
  package var isNotable: Bool {
    lowerBounds + zeroDates + masked + unknownWords.count > 0 || !reasons.isEmpty
  }

  /// What is wrong with the column as a whole: an error where shares are written on two scales; a
  /// warning where more than a fifth of long ids end in 000, where numbers are only lower bounds,
  /// where ids are masked and where words are not declared.
  ///
  /// - Parameter companions: the columns made beside it; what they are for needs no advice.
  package func problems(
    column: String, with companions: [Companion] = [], at place: Place? = nil
  ) -> [Diagnostic] {
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
    func unless(_ kinds: Companion.Kind..., say message: Message) -> Message {
      companions.contains { kinds.contains($0.kind) } ? message.withoutHint : message
    }
    for (message, count) in [
      (unless(.lowerBound, say: .lowerBounds), lowerBounds),
      (unless(.masked, .isMasked, say: .maskedValues), masked),
      (Message.unknownWords, unknownWords.count),
    ] where count > 0 {
      var problem = Diagnostic(
        message, at: place, ["column": .text(column), "count": .integer(count)],
        severity: .warning)
      let words = unknownWords.ordered.map { "\($0.word) (\($0.count))" }
      if message.code == Message.unknownWords.code, !words.isEmpty {
        problem = problem.with(
          "words",
          .phrase(en: ": " + words.joined(separator: ", "), zh: "：" + words.joined(separator: "、")))
      }
      found.append(problem)
    }
    return found
  }
}
