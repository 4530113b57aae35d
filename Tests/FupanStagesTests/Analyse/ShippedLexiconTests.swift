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

  /// A comment with the labels of two readings.
  private struct Comment {
    var label: TextSentiment.Label
    var second: TextSentiment.Label
    var text: String
  }

  private static func comments(_ language: String) throws -> [Comment] {
    let file = folder.appending(path: "Comments/\(language).tsv")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map { line in
      let parts = line.split(separator: "\t", maxSplits: 2).map { String($0) }
      return Comment(
        label: try #require(TextSentiment.Label(rawValue: parts[0])),
        second: try #require(TextSentiment.Label(rawValue: parts[1])), text: parts[2])
    }
  }

  @Test("Two readings of the comments agree", arguments: ["zh", "en"])
  func twoReadingsAgree(language: String) throws {
    let labels = TextSentiment.Label.allCases
    var counts = [[Int]](repeating: [0, 0, 0], count: 3)
    for comment in try Self.comments(language) {
      let row = try #require(labels.firstIndex(of: comment.label))
      counts[row][try #require(labels.firstIndex(of: comment.second))] += 1
    }
    let matrix = try #require(ConfusionMatrix(counts))
    let kappa = try #require(matrix.kappa)
    #expect(kappa >= 0.7)
    let agreed = labels.indices.reduce(0) { $0 + counts[$1][$1] }
    let row = "| \(language) | \(matrix.total) | \(agreed) | \(String(format: "%.3f", kappa)) |"
    #expect(try Self.decision().contains(row), "Docs/decisions/sentiment.md does not say: \(row)")
  }

  private static func decision() throws -> String {
    try String(
      contentsOf: folder.deletingLastPathComponent().appending(
        path: "Docs/decisions/sentiment.md"), encoding: .utf8)
  }

  @Test("The lexicon labels comments", arguments: ["zh", "en"])
  func theLexiconLabelsComments(language: String) throws {
    var (all, heldOut) = (Measure(), Measure())
    let comments = try Self.comments(language)
    for (index, comment) in comments.enumerated() {
      let sentiment = TextSentiment(
        NormalisedText(comment.text, folding: ShippedLexicon.sentiment.folding),
        by: ShippedLexicon.sentiment)
      all.add(comment.label, sentiment)
      // Every second line was not looked at while words were chosen.
      if index % 2 == 1 { heldOut.add(comment.label, sentiment) }
    }
    #expect(comments.count >= 400)
    #expect(Set(comments.map { $0.text }).count == comments.count)
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
      #expect(try Self.decision().contains(row), "Docs/decisions/sentiment.md does not say: \(row)")
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
