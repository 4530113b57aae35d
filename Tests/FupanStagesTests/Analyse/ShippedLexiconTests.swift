import Foundation
import FupanMethods
import FupanStages
import Testing

/// The shipped lexicon, measured on comments that were labelled for it.
@Suite struct ShippedLexiconTests {
  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// How well the lexicon labels comments.
  private struct Measure {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 3), count: 3)
    var covered = 0

    mutating func add(_ gold: TextSentiment.Label, _ given: TextSentiment) {
      let labels = TextSentiment.Label.allCases
      guard let row = labels.firstIndex(of: gold),
        let column = labels.firstIndex(of: given.label)
      else { return }
      counts[row][column] += 1
      if given.isCovered { covered += 1 }
    }
  }

  private static func comments(_ language: String) throws -> [(TextSentiment.Label, String)] {
    let file = folder.appending(path: "Comments/\(language).tsv")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      let parts = line.split(separator: "\t", maxSplits: 1)
      return (try #require(TextSentiment.Label(rawValue: String(parts[0]))), String(parts[1]))
    }
  }

  @Test("The lexicon labels comments", arguments: ["zh", "en"])
  func theLexiconLabelsComments(language: String) throws {
    var (all, heldOut) = (Measure(), Measure())
    let comments = try Self.comments(language)
    for (index, comment) in comments.enumerated() {
      let sentiment = TextSentiment(
        NormalisedText(comment.1, folding: ShippedLexicon.sentiment.folding),
        by: ShippedLexicon.sentiment)
      all.add(comment.0, sentiment)
      // Every second line was not looked at while words were chosen.
      if index % 2 == 1 { heldOut.add(comment.0, sentiment) }
    }
    #expect(comments.count >= 400)
    #expect(Set(comments.map { $0.1 }).count == comments.count)
    for (name, measure) in [("all", all), ("held out", heldOut)] {
      let matrix = try #require(ConfusionMatrix(measure.counts))
      func shown(_ value: Double?) -> String { String(format: "%.3f", value ?? .nan) }
      let figures = [0, 1, 2].flatMap { [matrix.precision($0), matrix.recall($0), matrix.f1($0)] }
      let coverage = Double(measure.covered) / Double(matrix.total)
      let rest = matrix.total - matrix.counts[0].reduce(0, +)
      let mistaken = Double(matrix.counts[1][0] + matrix.counts[2][0]) / Double(rest)
      let row =
        "| \(language) | \(name) | \(matrix.total) | "
        + (figures + [matrix.macroF1, coverage, mistaken]).map { shown($0) }
        .joined(separator: " | ") + " |"
      print(row)
      let written = try String(
        contentsOf: Self.folder.deletingLastPathComponent().appending(
          path: "Docs/decisions/sentiment.md"), encoding: .utf8)
      #expect(written.contains(row), "Docs/decisions/sentiment.md does not say: \(row)")
      #expect((matrix.macroF1 ?? 0) >= 0.65)
      #expect((matrix.f1(0) ?? 0) >= 0.70)
      if name == "all" { #expect(coverage >= 0.60) }
    }
  }

  @Test func everyTermIsFoundAndMeansWhatItSays() {
    let lexicon = ShippedLexicon.sentiment
    for entry in lexicon.entries {
      guard case .polarity(let value) = entry.role else { continue }
      let sentiment = TextSentiment(
        NormalisedText(entry.term, folding: lexicon.folding), by: lexicon)
      #expect(
        sentiment.label == (value > 0 ? .positive : .negative), "\(entry.term): \(value)")
    }
    #expect(lexicon.entries.count > 1000)
  }

  @Test func traditionalCharactersAreRead() {
    let lexicon = ShippedLexicon.sentiment
    for text in ["質量不錯，推薦", "服務態度很好", "物流太慢，很失望"] {
      #expect(TextSentiment(NormalisedText(text, folding: lexicon.folding), by: lexicon).isCovered)
    }
  }
}
