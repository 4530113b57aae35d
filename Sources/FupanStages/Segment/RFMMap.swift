import FupanMethods
import FupanReports

/// Persons by value (FM) and recency, and which counts of the map, of the eleven tiers and of the
/// recency scores are withheld.
///
/// Tiers are sums of cells that lie beside each other, so that both are decided together. Scores are
/// sums of columns across the tiers; several of them would tell a cell that neither tells alone, so
/// that a score is told only where its whole column is.
struct RFMMap {
  /// Persons or `suppressed`: FM 5 first, and R from 1 to 5.
  let values: [[Report.Value]]
  let tiers: [RFMTier11: Suppression]
  /// For the scores 1 to 5.
  let recency: [Suppression]

  init(_ rfm: RFM, minimumGroup: Int) {
    var counts = [Int](repeating: 0, count: 25)
    for (r, fm) in zip(rfm.recency, rfm.fm) { counts[(5 - Int(fm)) * 5 + Int(r) - 1] += 1 }
    let tier = counts.indices.map { RFMTier11(recency: $0 % 5 + 1, fm: 5 - $0 / 5) }
    let names = RFMTier11.allCases
    let ofTier = names.map { name in counts.indices.filter { tier[$0] == name } }
    let firstTier = counts.count
    let all = firstTier + names.count
    func sum(_ places: [Int]) -> Int { places.reduce(0) { $0 + counts[$1] } }
    let lines =
      ofTier.enumerated().map { CountedSums.Line($1, total: firstTier + $0) }
      + [CountedSums.Line(Array(firstTier..<all), total: all)]
    let persons = counts + ofTier.map(sum) + [rfm.n]
    // Who is withheld as a tier is withheld in every cell of it.
    var withheld: [Int] = []
    var verdicts: [Suppression] = []
    repeat {
      verdicts = CountedSums.verdicts(
        persons, lines: lines.filter { !$0.parts.isEmpty }, minimumGroup: minimumGroup,
        withheld: withheld)
      withheld = ofTier.enumerated().filter { verdicts[firstTier + $0.offset] != .published }
        .flatMap { $0.element.filter { counts[$0] > 0 } }
    } while withheld.contains { verdicts[$0] == .published }
    values = (0..<5).map { row in
      (0..<5).map { column in
        verdicts[row * 5 + column] == .published
          ? .integer(counts[row * 5 + column]) : .suppressed
      }
    }
    tiers = Dictionary(
      uniqueKeysWithValues: names.enumerated().map { ($1, verdicts[firstTier + $0]) })
    let columns = (0..<5).map { score in counts.indices.filter { $0 % 5 == score } }
    let scores = CountedSums.verdicts(
      columns.map(sum) + [rfm.n], lines: [CountedSums.Line(Array(0..<5), total: 5)],
      minimumGroup: minimumGroup,
      withheld: (0..<5).filter { columns[$0].contains { verdicts[$0] != .published } })
    recency = Array(scores.prefix(5))
  }
}
