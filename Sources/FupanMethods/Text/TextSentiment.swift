/// How a text sounds by the words of a lexicon.
///
/// Hutto and Gilbert 2014, "VADER"; Taboada et al. 2011, "Lexicon-based methods for sentiment analysis".
/// Each feeling is weighed by what stands up to four units before it in its clause: degree words
/// multiply it, an odd number of negators turns it round (by 0.75, or by 0.5 where the negator stands
/// before a degree word: 不太满意). After 但是 counts more than before.
///
///     TextSentiment(NormalisedText("活动很有趣，但是物流太慢了"), by: lexicon).raw  // -1.175
package struct TextSentiment: Equatable, Sendable {
  /// The sum of all clauses, exact.
  package let raw: ScaledInteger
  /// Feelings found.
  package let hits: Int
  package let label: Label

  /// Whether a text is for, against or neither.
  package enum Label: String, Equatable, Sendable, CaseIterable {
    case negative = "neg"
    case neutral = "neu"
    case positive = "pos"
  }

  /// Whether the lexicon knows a feeling of the text; where not it is neutral for want of better.
  package var isCovered: Bool { hits > 0 }
  /// raw / √(raw² + 15), between −1 and 1.
  package var norm: Double {
    let value = raw.doubleValue
    return value / (value * value + 15).squareRoot()
  }

  /// Decimal places of `raw`: two of the polarity, eight of four degrees, two of a negator and one of
  /// a clause.
  private static let scale = 13

  private enum Unit {
    case feeling(Int)
    case degree(Int)
    case negator
    case other
  }

  package init(_ text: NormalisedText, by lexicon: SentimentLexicon) {
    var clauses: [(units: [Unit], isAfter: Bool)] = [([], false)]
    var isAfter = false
    var index = 0
    func endClause() {
      if !clauses[clauses.count - 1].units.isEmpty { clauses.append(([], isAfter)) }
      clauses[clauses.count - 1].isAfter = isAfter
    }
    let scalars = text.scalars
    while index < scalars.count {
      if let match = lexicon.matcher.match(in: text, at: index) {
        let unit: Unit
        switch lexicon.entries[match.term].role {
        case .polarity(let value): unit = .feeling(value)
        case .degree(let factor): unit = .degree(factor)
        case .negator: unit = .negator
        case .neutral: unit = .other
        case .adversative:
          isAfter = true
          endClause()
          unit = .other
        }
        clauses[clauses.count - 1].units.append(unit)
        index = match.range.upperBound
      } else if NormalisedText.isLatin(scalars[index]) {
        while index < scalars.count, NormalisedText.isLatin(scalars[index]) { index += 1 }
        clauses[clauses.count - 1].units.append(.other)
      } else {
        if NormalisedText.endsClause(scalars[index]) {
          endClause()
        } else if scalars[index].properties.isAlphabetic {
          clauses[clauses.count - 1].units.append(.other)
        }
        index += 1
      }
    }

    var sum: Int128 = 0
    var hits = 0
    for clause in clauses {
      let factor: Int128 = isAfter ? (clause.isAfter ? 13 : 7) : 10
      for (position, unit) in clause.units.enumerated() {
        guard case .feeling(let polarity) = unit else { continue }
        hits += 1
        sum += factor * Self.weighed(polarity, clause.units[..<position])
      }
    }
    raw = ScaledInteger(sum, scale: Self.scale)
    self.hits = hits
    label = Self.label(of: sum)
  }

  /// A feeling under what stands before it, in units of 10⁻¹².
  private static func weighed(_ polarity: Int, _ before: ArraySlice<Unit>) -> Int128 {
    var value = Int128(polarity)
    var digits = 2
    var negators = 0
    var hasDegree = false
    var turnsDegree = false
    scan: for unit in before.suffix(4).reversed() {
      switch unit {
      case .feeling: break scan
      case .degree(let factor):
        value *= Int128(factor)
        digits += 2
        hasDegree = true
      case .negator:
        negators += 1
        if hasDegree { turnsDegree = true }
      case .other: continue
      }
    }
    if negators % 2 == 1 {
      value *= turnsDegree ? -50 : -75
      digits += 2
    }
    return value * PowerOfTen.integer(scale - 1 - digits)
  }

  /// |norm| ≥ 0.05, that is raw² · 0.9975 ≥ 0.0375, asked of whole numbers.
  private static func label(of sum: Int128) -> Label {
    let bounded = min(max(sum, -1000 * PowerOfTen.integer(scale)), 1000 * PowerOfTen.integer(scale))
    guard bounded * bounded * 9975 >= 375 * PowerOfTen.integer(2 * scale) else { return .neutral }
    return bounded > 0 ? .positive : .negative
  }
}
