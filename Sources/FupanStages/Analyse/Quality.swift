import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `quality`: how many answers `screen` flagged and why, and the main results with and without them.
///
/// Means are those of whole numbers, with Student's interval; scores of 0 to 10 in `nps` are summed up
/// as a Net Promoter Score. An answer that is no whole number is rejected.
///
///     - from: answers                     # screened
///     - quality: {of: [satisfaction], nps: [recommend]}
package struct Quality: TransformStage {
  package static let about = StageDescription(
    "quality", .analyse,
    "Counts the answers that screen flagged, and shows results with and without them.")

  @Parameter("Columns of scores whose means are compared.", .principal) var of: [ColumnName] = []
  @Parameter("Columns of answers from 0 to 10, compared as Net Promoter Scores.")
  var nps: [ColumnName] = []

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    for name in Screen.flags where input.schema[name]?.type != .bool {
      if !input.isComplete { continue }
      found.append(Diagnostic(.notScreened, at: scope.origin.place, ["name": .text(name)]))
    }
    let means = found.gather { () throws(Problems) in
      try ScaleAnswers.checked(of, 0...100, stage: "quality", in: input, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let means else { preconditionFailure("a missing column is a problem") }
    if !input.isComplete { return input }
    let scores = try ScaleAnswers.checked(nps, 0...10, stage: "quality", in: means.rows, scope)
    let items = (means.answers + scores.answers).enumerated().map {
      Projection("c\($0.offset)", $0.element)
    }
    let flags = Screen.flags.compactMap { scores.rows.schema[$0] }
    let rows = try scores.rows.projected(items + flags.map { Projection(keeping: $0) })
      .shared(as: scope.fragmentName("screened"))
    let none = "cast(null as integer)"
    var known: [Projection] = []
    for (index, flag) in flags.enumerated() {
      let isSet = Expression(flag)
      let branches = [
        Expression.Branch(condition: isSet, value: Expression(literal: .integer(1))),
        Expression.Branch(
          condition: try rows.binder().call("not", [isSet], at: nil),
          value: Expression(literal: .integer(0))),
      ]
      known.append(
        Projection(
          "f\(index)", Expression(.conditional(branches, otherwise: nil), type: .integer)))
    }
    let kinds =
      try rows
      .projected(known)
      .unpivoted(Unpivot(flags.indices.map { "f\($0)" }, name: "item", value: "score"))
      .extended(["is_flagged": "score = 1"])
      .aggregated([Aggregation("n", .count)], by: ["item", "is_flagged"])
      .extended(["score": none])
      .selected(["item", "is_flagged", "score", "n"])
    var parts = [kinds]
    if !items.isEmpty {
      parts.append(
        try rows
          .selected(items.map { $0.name } + flags.suffix(1).map { $0.name })
          .unpivoted(Unpivot(items.map { $0.name }, name: "item", value: "score"))
          .aggregated([Aggregation("n", .count)], by: ["item", "is_flagged", "score"])
          .selected(["item", "is_flagged", "score", "n"]))
    }
    return try Relation.union(parts, origin: scope.origin)
      .finished(
        Quality.finish(means: of.map { $0.text }, scores: nps.map { $0.text }),
        named: scope.fragmentName("quality"))
  }

  private static func finish(means: [String], scores: [String]) -> Finish {
    let schema = Schema([
      Field("item", .text), Field("measure", .text), Field("answers", .text), Field("n", .integer),
      Field("value", .number), Field("ci_lo", .number), Field("ci_hi", .number),
    ])
    return Finish("answer_quality", schema: schema) { table in
      let items = means + scores
      var flagged = Array(repeating: (all: 0, flagged: 0), count: Screen.flags.count)
      /// Answers of each item by score, and those of them that are not flagged.
      var all = items.map { _ in [Int: Int]() }
      var clean = all
      for row in table.rows {
        let name = row[0].text ?? ""
        guard let index = Int(name.dropFirst()) else { continue }
        if name.hasPrefix("f") {
          if row[1].isMissing { continue }
          flagged[index].all += row[3].whole
          if row[1] == .bool(true) { flagged[index].flagged += row[3].whole }
        } else if case .integer(let score) = row[2] {
          all[index][Int(score), default: 0] += row[3].whole
          if row[1] == .bool(false) { clean[index][Int(score), default: 0] += row[3].whole }
        }
      }
      if table.count == 0 { return Table(schema, []) }
      func row(
        _ item: String, _ measure: String, _ answers: String, _ estimate: Estimate
      ) -> [Value] {
        [
          .text(item), .text(measure), .text(answers), .integer(Int64(estimate.n)),
          Value(estimate.value), Value(estimate.interval?.lower), Value(estimate.interval?.upper),
        ]
      }
      var rows = zip(Screen.flags, flagged).map { name, counts in
        row(name, "flagged", "all", .proportion(counts.flagged, of: counts.all))
      }
      for (index, item) in items.enumerated() {
        for (name, counts) in [("all", all[index]), ("without_flagged", clean[index])] {
          let isScore = index >= means.count
          let estimate =
            isScore
            ? NetPromoterScore(scoreCounts: (0...10).map { counts[$0] ?? 0 })?.score
              ?? Estimate(none: .empty) : mean(counts)
          rows.append(row(item, isScore ? "nps" : "mean", name, estimate))
        }
      }
      return Table(schema, rows: rows)
    }
  }

  private static func mean(_ counts: [Int: Int]) -> Estimate {
    let points = counts.keys.sorted()
    return .mean(
      Moments(
        count: points.reduce(0) { $0 + (counts[$1] ?? 0) },
        sum: points.reduce(0) { $0 + Int128($1 * (counts[$1] ?? 0)) },
        sumOfSquares: points.reduce(0) { $0 + Int128($1 * $1 * (counts[$1] ?? 0)) }))
  }
}

extension Message {
  static let notScreened = Message(
    "not_screened", exit: .config, en: "these rows were not screened: there is no '{name}'",
    zh: "这些行没有经过筛查：没有“{name}”",
    hint: (en: "put screen before", zh: "请先用 screen"))
}
