import Glibc

/// Phrases that texts have in common, found without a segmenter.
///
/// Runs of two to six characters, and of up to three Latin tokens, within clauses. A phrase is kept
/// where it is in at least 3 texts and 0.5 % of them, holds together better than its parts would by
/// chance (`cohesion` 1.5) and stands beside different neighbours on both sides (`freedom` 0.5); one
/// that nearly always stands within a longer kept phrase is not.
///
///     PhraseDiscovery(["签到排队太久", "排队太久了", "签到排队"]).phrases
package struct PhraseDiscovery: Sendable {
  /// A run with what speaks for it.
  package struct Phrase: Equatable, Sendable {
    package let text: String
    /// How often it is written.
    package let count: Int
    /// In how many texts.
    package let texts: Int
    /// min over its splits of ln[(n/N) / ((a/N) (b/N))]; nil for a single token.
    package let cohesion: Double?
    /// The lower entropy, in nats, of the neighbours on its two sides; each end of a clause is a
    /// neighbour of its own.
    package let freedom: Double
  }

  /// The phrases that are kept, by how many texts have them, then by their bytes.
  package let phrases: [Phrase]
  /// Every run that is in enough texts, kept or not, in the same order.
  package let candidates: [Phrase]

  private struct Tally {
    var count = 0
    var texts = 0
    var lastText = -1
    var left: [String: Int] = [:]
    var right: [String: Int] = [:]
  }

  package init(_ texts: [String]) {
    var tallies: [[String]: Tally] = [:]
    var totals = (characters: 0, tokens: 0)
    for (index, text) in texts.enumerated() {
      for run in Self.runs(of: NormalisedText(text)) {
        let isLatin = run.first?.unicodeScalars.first.map { NormalisedText.isLatin($0) } ?? false
        if isLatin { totals.tokens += run.count } else { totals.characters += run.count }
        for start in run.indices {
          for length in 1...(isLatin ? 3 : 6) where start + length <= run.count {
            let end = start + length
            var tally = tallies[Array(run[start..<end])] ?? Tally()
            tally.count += 1
            if tally.lastText != index { tally.texts += 1 }
            tally.lastText = index
            tally.left[start > 0 ? run[start - 1] : "\n\(index) \(tally.count)", default: 0] += 1
            tally.right[end < run.count ? run[end] : "\n\(index) \(tally.count)", default: 0] += 1
            tallies[Array(run[start..<end])] = tally
          }
        }
      }
    }
    let least = max(3, (texts.count + 199) / 200)
    var found: [(units: [String], phrase: Phrase)] = []
    for (units, tally) in tallies where tally.texts >= least {
      let isLatin = units[0].unicodeScalars.first.map { NormalisedText.isLatin($0) } ?? false
      guard isLatin ? !units.allSatisfy({ $0.allSatisfy { $0.isNumber } }) : units.count >= 2 else {
        continue
      }
      let total = Double(isLatin ? totals.tokens : totals.characters)
      let splits = units.indices.dropFirst().map { split in
        let a = tallies[Array(units[..<split])]?.count ?? 0
        let b = tallies[Array(units[split...])]?.count ?? 0
        return log(Double(tally.count) * total / (Double(a) * Double(b)))
      }
      found.append(
        (
          units,
          Phrase(
            text: units.joined(separator: isLatin ? " " : ""), count: tally.count,
            texts: tally.texts, cohesion: splits.min(),
            freedom: min(Self.entropy(tally.left), Self.entropy(tally.right)))
        ))
    }
    found.sort {
      $0.phrase.texts != $1.phrase.texts
        ? $0.phrase.texts > $1.phrase.texts
        : $0.phrase.text.utf8.lexicographicallyPrecedes($1.phrase.text.utf8)
    }
    candidates = found.map { $0.phrase }
    let good = found.filter { ($0.phrase.cohesion ?? 1.5) >= 1.5 && $0.phrase.freedom >= 0.5 }
    phrases = good.filter { one in
      !good.contains { other in
        other.units.count > one.units.count
          && Double(other.phrase.count) >= 0.8 * Double(one.phrase.count)
          && Self.contains(other.units, one.units)
      }
    }.map { $0.phrase }
  }

  /// Runs of characters, and runs of Latin tokens, that no clause's end interrupts.
  private static func runs(of text: NormalisedText) -> [[String]] {
    var runs: [[String]] = [[]]
    var isLatinRun = false
    var index = 0
    func add(_ unit: String, isLatin: Bool) {
      if isLatin != isLatinRun, !runs[runs.count - 1].isEmpty { runs.append([]) }
      isLatinRun = isLatin
      runs[runs.count - 1].append(unit)
    }
    let scalars = text.scalars
    while index < scalars.count {
      if NormalisedText.isLatin(scalars[index]) {
        let start = index
        while index < scalars.count, NormalisedText.isLatin(scalars[index]) { index += 1 }
        var token = String.UnicodeScalarView()
        token.append(contentsOf: scalars[start..<index])
        add(String(token), isLatin: true)
        continue
      }
      if scalars[index].properties.isAlphabetic {
        add(String(Character(scalars[index])), isLatin: false)
      } else if scalars[index] != " ", !runs[runs.count - 1].isEmpty {
        runs.append([])
      }
      index += 1
    }
    return runs.filter { !$0.isEmpty }
  }

  private static func contains(_ whole: [String], _ part: [String]) -> Bool {
    (0...whole.count - part.count).contains { Array(whole[$0..<$0 + part.count]) == part }
  }

  /// −Σ p ln p, summed in the order of the counts, so that no dictionary's order shows.
  private static func entropy(_ neighbours: [String: Int]) -> Double {
    let counts = neighbours.values.sorted()
    let total = Double(counts.reduce(0, +))
    return max(
      0, NeumaierSum.of(counts.map { -Double($0) / total * log(Double($0) / total) }))
  }
}
