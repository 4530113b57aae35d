import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `sentiment`: which share of comments is for and which against, by a lexicon, with lines to read.
///
/// An author who writes the same words again counts once. Intervals are Wilson's, or those of a ratio
/// clustered by author where authors write more than 1.2 comments each. `coverage` is the share of
/// comments in which the lexicon knows a word; the others are neutral for want of better. With
/// `sensitivity` and `false_positives`, as measured on a labelled sample, `negative_adjusted` is the
/// negative share freed of what the lexicon misses and mistakes. Sample lines are drawn by hash, and
/// hide phones, ids, addresses and accounts.
///
///     - sentiment: {of: comment, by: channel, author: person_id}
///     - sentiment: {of: comment, sensitivity: 78%, false_positives: 9%, words: {避雷: -2.5}}
package struct Sentiment: TransformStage {
  package static let about = StageDescription(
    "sentiment", .analyse,
    "Tells the shares of comments for and against by a lexicon, with masked sample lines.")

  @Parameter("The column of comments.", .principal) var of: ColumnName
  @Parameter("A column to tell separately for each value of: topic, channel, day.")
  var by: ColumnName?
  @Parameter("The column that says who wrote it.") var author: ColumnName?
  @Parameter("Words of one's own with what they are worth, from -4 to 4.")
  var words: OrderedMap<Double> = OrderedMap()
  @Parameter("The share of truly negative comments that the lexicon finds.")
  var sensitivity: Located<Percentage>?
  @Parameter("The share of other comments that the lexicon takes for negative.")
  var falsePositives: Located<Percentage>?
  @Parameter("How many sample lines of each kind are drawn.", .in(0...20)) var lines: Int = 3
  @Parameter("Another seed draws other lines.") var seed: Int = 42

  /// The columns of the result besides the group.
  static let results = [
    "n", "missing", "repeated", "authors", "positive", "neutral", "negative", "positive_share",
    "positive_lo", "positive_hi", "negative_share", "negative_lo", "negative_hi", "ci_method",
    "coverage", "negative_adjusted", "adjusted_lo", "adjusted_hi", "positive_lines",
    "negative_lines", "is_total",
  ]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let text = found.gather { () throws(Problems) in
      try CommentRows.text(of, in: input, scope)
    }
    let group = found.gather { () throws(Problems) -> Field? in
      guard let by else { return nil }
      return try AnalysisColumns.grouping(by, in: input, scope)
    }
    let who = found.gather { () throws(Problems) -> Field? in
      guard let author else { return nil }
      return try AnalysisColumns.grouping(author, in: input, scope)
    }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(by, among: Sentiment.results, scope)
    }
    let lexicon = found.gather { () throws(Problems) in try CommentRows.lexicon(words, scope) }
    let correction = found.gather { () throws(Problems) in try rates(scope) }
    if let problems = Problems(found) { throw problems }
    guard let text, let group, let who, let lexicon, let correction else {
      preconditionFailure("a missing column is a problem")
    }
    let none = Expression(literal: .missing, type: .text)
    let rows = try input.projected([
      group.map { Projection(keeping: $0, as: "group") } ?? Projection("group", none),
      who.map { Projection(keeping: $0, as: "author") } ?? Projection("author", none),
      Projection(keeping: text, as: "text"),
    ])
    return
      try rows
      .aggregated([Aggregation("n", .count)], by: ["group", "author", "text"])
      .extended([
        Projection("draw", try CommentRows.draw(try rows.formula("text"), seed: seed, in: rows))
      ])
      .finished(
        SentimentFinish(
          by: group, lexicon: lexicon, correction: correction, lines: lines,
          knowsAuthors: who != nil
        ).finish, named: scope.fragmentName("sentiment"))
  }

  /// - Throws: that only one of both rates is given, or that they tell too little.
  private func rates(_ scope: Scope) throws(Problems) -> ShareCorrection? {
    func share(_ percentage: Located<Percentage>) -> Double {
      let fraction = percentage.value.fraction
      return ScaledInteger(Int128(fraction.units), scale: fraction.scale).doubleValue
    }
    if sensitivity == nil && falsePositives == nil { return nil }
    guard let sensitivity, let falsePositives,
      let correction = ShareCorrection(
        sensitivity: share(sensitivity), falsePositives: share(falsePositives))
    else {
      throw Problems(
        Diagnostic(
          .ratesTellTooLittle,
          at: sensitivity?.place ?? falsePositives?.place ?? scope.origin.place))
    }
    return correction
  }
}

extension Message {
  static let ratesTellTooLittle = Message(
    "rates_tell_too_little", exit: .config,
    en: "a share is corrected by both rates, which differ by 30 points and more",
    zh: "校正占比需要两个比率，且相差至少 30 个百分点",
    hint: (
      en: "write sensitivity: 78% and false_positives: 9%, as measured on a labelled sample",
      zh: "请写标注样本上测得的 sensitivity: 78% 和 false_positives: 9%"
    ))
}
