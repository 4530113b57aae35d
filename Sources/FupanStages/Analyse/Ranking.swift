import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `ranking`: options that were put in order.
///
/// The answers are lists, the best option first. The composite score is that of 问卷星: the best rank
/// of k options counts k, the next k − 1, an option that was not ranked nothing, over all who
/// answered. The mean rank is over those who ranked the option. With `weight` scores, ranks and shares
/// are weighted, and intervals are those of as many answers as the weights leave (`n_eff`).
///
///     - parse: {wishes: ranking(→)}
///     - ranking: {of: wishes, options: [满减, 赠品, 包邮]}
package struct Ranking: TransformStage {
  package static let about = StageDescription(
    "ranking", .analyse, "Sums up options that were put in order: composite score, ranks, firsts.")

  @Parameter("The column of answers: lists, the best first.", .principal) var of: ColumnName
  @Parameter("A column to sum up separately for each value of.") var by: ColumnName?
  @Parameter("The options that could be ranked; by default all that anybody did.")
  var options: [String] = []
  @Parameter("The column of respondents' weights, such as rake makes.") var weight: ColumnName?

  /// The columns of the result besides the group.
  static let results = [
    "option", "ranked", "answered", "missing", "composite", "mean_rank", "first_share", "ci_lo",
    "ci_hi", "n_eff", "is_total",
  ]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let place = of.place ?? scope.origin.place
    let answer = found.gather { () throws(Problems) in
      let field = try input.binder().field(of.text, at: place)
      guard field.type == .list else {
        throw Problems(
          Diagnostic(
            .notARanking, at: place,
            ["name": .text(field.name), "type": .text(field.type.description)]))
      }
      return field
    }
    let group = found.gather { () throws(Problems) -> Field? in
      guard let by else { return nil }
      return try AnalysisColumns.grouping(by, in: input, scope)
    }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(by, among: Ranking.results, scope)
    }
    let weighed = found.gather { () throws(Problems) in
      try AnswerWeight.checked(weight, in: input, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let answer, let group, let weighed, let positions = FunctionCatalog["list_positions"],
      let item = FunctionCatalog["list_item"]
    else { preconditionFailure("a missing column is a problem") }

    let grouping = group.map { [Projection(keeping: $0, as: "group")] } ?? []
    let keys = grouping.map { $0.name }
    let weights = try weighed.weight?.projections(of: weighed.rows) ?? []
    let sums = [Aggregation("n", .count)] + (weights.isEmpty ? [] : AnswerWeight.sums)
    let answers = try weighed.rows.projected(
      grouping + [Projection(keeping: answer, as: "answers")] + weights)
    let numbered = try answers.extended([
      Projection(
        "positions", try answers.binder().call(positions, [try answers.formula("answers")], at: nil)
      )
    ])
    let one = try numbered.unnested(Unnest("positions", into: "position", keepsEmpty: false))
    let placed = try one.extended([
      Projection(
        "option",
        try one.binder().call(
          item, [try one.formula("answers"), try one.formula("cast(position as integer)")], at: nil)
      )
    ])
    let ranks =
      try placed
      .extended(["rank": "cast(position as integer)"])
      .aggregated(sums, by: keys + ["option", "rank"])
    // Rank 0 stands for those who answered, and a missing one for those who did not.
    let isAnswered = "case when list_length(answers) > 0 then 0 end"
    let bases =
      try answers
      .extended(["rank": isAnswered])
      .aggregated(sums, by: keys + ["rank"])
      .extended([Projection("option", Expression(literal: .missing, type: .text))])
      .selected(keys + ["option", "rank"] + sums.map { $0.name })
    return try Relation.union([ranks, bases], origin: scope.origin)
      .finished(
        Ranking.finish(by: group, options: options, isWeighted: !weights.isEmpty),
        named: scope.fragmentName("ranking"))
  }

  private static func finish(by group: Field?, options: [String], isWeighted: Bool) -> Finish {
    let schema = Schema(
      (group.map { [$0] } ?? []) + [Field("option", .text)]
        + ["ranked", "answered", "missing"].map { Field($0, .integer) }
        + [Field("composite", .number), Field("mean_rank", .number)]
        + ["first_share", "ci_lo", "ci_hi"].map { Field($0, .number, unit: .ratio) }
        + (isWeighted ? [Field("n_eff", .number)] : [])
        + (group == nil ? [] : [Field("is_total", .bool)]))
    return Finish("ranked_options", schema: schema) { table in
      let cells = table.rows.map { group == nil ? [.missing] + $0 : $0 }
      let declared = options.map { Value.text($0) }
      let found = Set(cells.map { $0[1] }).subtracting(declared + [.missing])
      let names = declared + found.sorted { $0.precedes($1) }
      let slots = Dictionary(
        names.enumerated().map { ($0.element, $0.offset) }, uniquingKeysWith: { first, _ in first })
      let depth = max(names.count, cells.map { $0[2].whole }.max() ?? 0)
      // For each option its ranks, and behind them those who answered and those who did not.
      let base = names.count * depth
      var tallies = GroupedCounts(width: base + 2)
      var weights = GroupedWeights(width: base + 2)
      for cell in cells {
        let slot =
          if let slot = slots[cell[1]], cell[2].whole > 0 {
            slot * depth + cell[2].whole - 1
          } else if cell[1].isMissing { cell[2].isMissing ? base + 1 : base } else { -1 }
        tallies.add(cell[3].whole, to: cell[0], slot)
        if isWeighted, slot >= 0 { weights.add(cell[4], cell[5], to: cell[0], slot) }
      }
      var rows: [[Value]] = []
      func append(_ counts: [Int], of value: Value, isTotal: Bool) {
        let own = weights.weights(of: isTotal ? nil : value)
        let answers = WeightSums(
          count: counts[base], sum: own[base].weight, squares: own[base].square)
        let scores = names.indices.map { index in
          let places = index * depth..<(index + 1) * depth
          return isWeighted
            ? RankingScore(
              weights: own[places].map { $0.weight }, ranked: counts[places].reduce(0, +),
              options: names.count, base: answers, missing: counts[base + 1])
            : RankingScore(
              counts: Array(counts[places]), options: names.count, answered: counts[base],
              missing: counts[base + 1])
        }
        let order = names.indices.sorted {
          let (left, right) = (scores[$0].composite ?? 0, scores[$1].composite ?? 0)
          return left != right ? left > right : names[$0].precedes(names[$1])
        }
        for index in order {
          let score = scores[index]
          rows.append(
            (group == nil ? [] : [value]) + [
              names[index], .integer(Int64(score.ranked)), .integer(Int64(counts[base])),
              .integer(Int64(counts[base + 1])), Value(score.composite), Value(score.meanRank),
              Value(score.first.value), Value(score.first.interval?.lower),
              Value(score.first.interval?.upper),
            ]
              + (isWeighted ? [Value(answers.sum > 0 ? answers.effectiveSize : nil)] : [])
              + (group == nil ? [] : [.bool(isTotal)]))
        }
      }
      if group != nil {
        for entry in tallies.sorted { append(entry.counts, of: entry.group, isTotal: false) }
      }
      if table.count > 0 { append(tallies.total, of: .missing, isTotal: true) }
      return Table(schema, rows: rows)
    }
  }
}

extension Message {
  static let notARanking = Message(
    "not_a_ranking", exit: .config, en: "'{name}' is {type}, not a list of options in their order",
    zh: "“{name}”是 {type}，不是按顺序排列的选项列表",
    hint: (en: "write parse: {{name}: ranking(→)} before", zh: "请先写 parse: {{name}: ranking(→)}"))
}
