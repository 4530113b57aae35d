import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `label_sentiment`: whether each text is for (`pos`), against (`neg`) or neither (`neu`), by a lexicon.
///
/// Beside the label stand its score between -1 and 1, and how many feelings were found: a text with
/// none is `neu` for want of better. Words of one's own count before the lexicon's.
///
///     - label_sentiment: comment
///     - label_sentiment: {of: comment, words: {种草: 2, 避雷: -2.5}}
package struct LabelSentiment: TransformStage {
  package static let about = StageDescription(
    "label_sentiment", .analyse, "Labels each text as for, against or neither, by a lexicon.")

  @Parameter("The column of texts.", .principal) var of: ColumnName
  @Parameter("The new column; score and hits are named after it.", .nonEmpty)
  var into: String = "sentiment"
  @Parameter("Words of one's own with what they are worth, from -4 to 4.")
  var words: OrderedMap<Double> = OrderedMap()

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let text = found.gather { () throws(Problems) in
      try CommentRows.text(of, in: input, scope)
    }
    let lexicon = found.gather { () throws(Problems) in try CommentRows.lexicon(words, scope) }
    let names = [into, "\(into)_score", "\(into)_hits"]
    for name in names where input.schema.index(of: name) != nil {
      found.append(
        Diagnostic(.resultColumnTaken, at: scope.origin.place, ["name": .text(name)]))
    }
    if let problems = Problems(found) { throw problems }
    guard let text, let lexicon else { preconditionFailure("a missing column is a problem") }
    let rows = input.shared(as: scope.fragmentName("texts"))
    let schema = Schema([
      text, Field(names[0], .text), Field(names[1], .decimal(scale: 6)), Field(names[2], .integer),
    ])
    let labels =
      try rows
      .aggregated([], by: [text.name])
      .finished(
        Finish("text_sentiment", schema: schema) { table in
          Table(
            schema,
            rows: table.rows.compactMap { row -> [Value]? in
              guard case .text(let words) = row[0] else { return nil }
              let sentiment = TextSentiment(
                NormalisedText(words, folding: lexicon.folding), by: lexicon)
              let score = (sentiment.norm * 1e6).rounded(.toNearestOrAwayFromZero)
              return [
                row[0], .text(sentiment.label.rawValue), .decimal(Int128(score), scale: 6),
                .integer(Int64(sentiment.hits)),
              ]
            })
        }, named: scope.fragmentName("labels"))
    return try rows.joined(
      labels, Join(.left, on: [Join.Pair(left: text.name, right: text.name)]))
  }
}
