import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// Comments as the small table that a finish reads: each text once, with how often it was written.
///
/// Matching is done in the finish, natively on every engine, so that no engine needs the lexicon.
enum CommentRows {
  /// A column of text.
  ///
  /// - Throws: a column that is unknown or holds anything else.
  static func text(
    _ name: ColumnName, in input: Relation, _ scope: Scope
  ) throws(Problems) -> Field {
    let place = name.place ?? scope.origin.place
    let field = try input.binder().field(name.text, at: place)
    guard field.type == .text else {
      throw Problems(
        Diagnostic(
          .notText, at: place,
          ["name": .text(field.name), "type": .text(field.type.description)]))
    }
    return field
  }

  /// The shipped lexicon with a pipeline's own words before it.
  ///
  /// - Throws: a weight beyond −4 to 4, or with more than two digits after the point.
  static func lexicon(
    _ words: OrderedMap<Double>, _ scope: Scope
  ) throws(Problems) -> SentimentLexicon {
    var found: [Diagnostic] = []
    var own: [(term: String, hundredths: Int)] = []
    for entry in words.entries {
      let hundredths = (entry.value * 100).rounded()
      guard abs(entry.value) <= 4, abs(entry.value * 100 - hundredths) < 1e-6 else {
        found.append(
          Diagnostic(
            .wordBeyondScale, at: entry.place ?? scope.origin.place,
            ["name": .text(entry.name), "value": .text(NumberText.string(entry.value))]))
        continue
      }
      own.append((entry.name, Int(hundredths)))
    }
    if let problems = Problems(found) { throw problems }
    return ShippedLexicon.sentiment.adding(own)
  }

  /// The start of the SHA-256 of `seed|text`, by which sample lines are drawn.
  static func draw(_ text: Expression, seed: Int, in rows: Relation) throws(Problems) -> Expression
  {
    let binder = rows.binder()
    let keyed = try binder.call("concat", [.text("\(seed)|"), text], at: nil)
    return try binder.call(
      "substr",
      [try binder.call("sha256", [keyed], at: nil)]
        + [1, 16].map { Expression(literal: .integer($0)) }, at: nil)
  }
}

extension Message {
  static let wordBeyondScale = Message(
    "word_beyond_scale", exit: .config,
    en: "{value} of '{name}' is no feeling from -4 to 4 with two digits",
    zh: "“{name}”的 {value} 不是 -4 到 4、最多两位小数的倾向值")
}
