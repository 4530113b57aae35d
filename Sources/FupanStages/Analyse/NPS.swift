import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `nps`: the Net Promoter Score of answers from 0 to 10, with its interval.
///
/// Whole answers from 0 to 10 count, 9–10 as promoters and 0–6 as detractors; anything else is
/// rejected. A missing answer is counted and left out. Below 100 answers the interval is the
/// adjusted one. Answers none of which is above 5, 20 of them and more, look like another scale, and
/// a warning says so. With `weight` the score is that of the weights, its interval that of as many
/// answers as the weights leave (`n_eff`). With `waves` the values of `by` are waves in their order,
/// each compared with the one before: the change with its interval, z and p.
///
///     - nps: {of: recommend, by: channel}
///     - nps: {of: recommend, by: month, waves: true}
///     - nps: {of: recommend, weight: weight}
package struct NPS: TransformStage {
  package static let about = StageDescription(
    "nps", .analyse, "Computes the Net Promoter Score of answers from 0 to 10.")

  @Parameter("The column of answers.", .principal) var of: ColumnName
  @Parameter("A column to compute the score separately for each value of.") var by: ColumnName?
  @Parameter("The column of respondents' weights, such as rake makes.") var weight: ColumnName?
  @Parameter("Whether the groups are waves in their order, each compared with the one before.")
  var waves: Bool = false

  /// The columns of the result besides the group.
  static let results = [
    "n", "missing", "promoters", "passives", "detractors", "nps", "ci_lo", "ci_hi", "n_eff",
    "change", "change_lo", "change_hi", "z", "p", "is_total",
  ]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let answer = found.gather { () throws(Problems) in
      try input.binder().field(of.text, at: of.place ?? scope.origin.place)
    }
    let group = found.gather { () throws(Problems) -> Field? in
      guard let by else { return nil }
      return try AnalysisColumns.grouping(by, in: input, scope)
    }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(by, among: NPS.results, scope)
    }
    if waves, by == nil {
      found.append(Diagnostic(.wavesOfNothing, at: $waves.place ?? scope.origin.place))
    }
    if let answer, answer.type != .text, !answer.type.isNumeric {
      found.append(
        Diagnostic(
          .notAnAmount, at: of.place ?? scope.origin.place,
          ["name": .text(answer.name), "type": .text(answer.type.description)]))
    }
    let weighed = found.gather { () throws(Problems) in
      try AnswerWeight.checked(weight, in: input, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let answer, let group, let weighed else {
      preconditionFailure("a missing column is a problem")
    }

    var rows = weighed.rows
    if answer.type == .text {
      rows = rows.checked(Check(conversions: [Conversion(answer.name, .integer)]))
    }
    // The rule is stated over the column's own name, because rejections show it.
    let column = Expression(rows.schema[answer.name] ?? answer)
    let rule = try ExpressionBinder(schema: Schema([Field("score", column.type)])).condition(
      ParsedExpression("score is null or score in (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10)"))
    rows = rows.checked(
      Check(rules: [
        Check.Rule(
          "nps: \(answer.name) 0…10", rule.reading("score", as: column), columns: [answer.name],
          onError: .reject)
      ]))
    let grouping = group.map { [Projection(keeping: $0, as: "group")] } ?? []
    let counts =
      try rows
      .projected(
        grouping + [Projection("score", column.cast(to: .integer))]
          + (try weighed.weight?.projections(of: rows) ?? [])
      )
      .aggregated(
        [Aggregation("answers", .count)] + (weighed.weight == nil ? [] : AnswerWeight.sums),
        by: grouping.map { $0.name } + ["score"])
    return counts.finished(
      finish(by: group, at: of.place ?? scope.origin.place), named: scope.fragmentName("nps"))
  }

  /// Scores from the number of answers of each kind, by group and in all.
  private func finish(by group: Field?, at place: Place?) -> Finish {
    let (isWeighted, of, waves) = (weight != nil, of.text, waves)
    let figures =
      [Field("n", .integer), Field("missing", .integer), Field("promoters", .integer)]
      + [Field("passives", .integer), Field("detractors", .integer), Field("nps", .number)]
      + [Field("ci_lo", .number), Field("ci_hi", .number)]
      + (isWeighted ? [Field("n_eff", .number)] : [])
      + (waves
        ? ["change", "change_lo", "change_hi", "z", "p"].map { Field($0, .number) } : [])
      + (group == nil ? [] : [Field("is_total", .bool)])
    let schema = Schema((group.map { [$0] } ?? []) + figures)
    return Finish(
      "net_promoter_score", schema: schema,
      warnings: { table in
        let scores = table.rows.map { group == nil ? [.missing] + $0 : $0 }
          .filter { !$0[1].isMissing }
        let highest = scores.map { $0[1].whole }.max() ?? 10
        guard highest <= 5, scores.reduce(0, { $0 + $1[2].whole }) >= 20 else { return [] }
        return [
          Diagnostic(
            .notANetPromoterScale, at: place,
            ["name": .text(of), "highest": .integer(highest)], severity: .warning)
        ]
      }
    ) { table in
      var tallies = GroupedCounts(width: 12)
      var weights = GroupedWeights(width: 11)
      for row in table.rows {
        let values = group == nil ? [.missing] + row : row
        let slot = if case .integer(let score) = values[1] { Int(score) } else { 11 }
        tallies.add(values[2].whole, to: values[0], slot)
        if isWeighted, slot < 11 { weights.add(values[3], values[4], to: values[0], slot) }
      }
      var rows: [[Value]] = []
      var before: (score: Estimate, error: Double)?
      func append(_ counts: [Int], of value: Value, isTotal: Bool) {
        guard let nps = NetPromoterScore(scoreCounts: Array(counts.prefix(11))) else { return }
        let own = weights.weights(of: isTotal ? nil : value)
        let base = WeightSums(
          count: nps.score.n, sum: NeumaierSum.of(own.map { $0.weight }),
          squares: NeumaierSum.of(own.map { $0.square }))
        let promoters = NeumaierSum.of(own[9...10].map { $0.weight })
        let detractors = NeumaierSum.of(own[0...6].map { $0.weight })
        let score =
          isWeighted
          ? NetPromoterScore.weighted(
            promoters: promoters, detractors: detractors, weights: base) : nps.score
        let error =
          isWeighted
          ? NetPromoterScore.weightedError(
            promoters: promoters, detractors: detractors, weights: base) : nps.standardError
        let change = before.flatMap { before in
          isTotal
            ? nil
            : NetPromoterScore.Difference(
              score, standardError: error, from: before.score, standardError: before.error)
        }
        before = (score, error)
        rows.append(
          (group == nil ? [] : [value]) + [
            .integer(Int64(nps.score.n)), .integer(Int64(counts[11])),
            .integer(Int64(nps.promoters)), .integer(Int64(nps.passives)),
            .integer(Int64(nps.detractors)), Value(score.value), Value(score.interval?.lower),
            Value(score.interval?.upper),
          ] + (isWeighted ? [Value(base.sum > 0 ? base.effectiveSize : nil)] : [])
            + (waves
              ? [
                Value(change?.score.value), Value(change?.score.interval?.lower),
                Value(change?.score.interval?.upper), Value(change?.z), Value(change?.p),
              ] : [])
            + (group == nil ? [] : [.bool(isTotal)]))
      }
      if group != nil {
        for entry in tallies.sorted { append(entry.counts, of: entry.group, isTotal: false) }
      }
      if table.count > 0 { append(tallies.total, of: .missing, isTotal: true) }
      return Table(schema, rows: rows)
    }
  }
}

extension Expression {
  /// The same expression with one column replaced by another expression of its type.
  func reading(_ name: String, as other: Expression) -> Expression {
    switch form {
    case .column(let column): return column == name ? other : self
    case .literal: return self
    case .call(let function, let arguments):
      return Expression(
        .call(function, arguments.map { $0.reading(name, as: other) }), type: type, unit: unit,
        isPersonal: isPersonal)
    case .conditional(let branches, let otherwise):
      return Expression(
        .conditional(
          branches.map {
            Branch(
              condition: $0.condition.reading(name, as: other),
              value: $0.value.reading(name, as: other))
          }, otherwise: otherwise?.reading(name, as: other)), type: type, unit: unit,
        isPersonal: isPersonal)
    case .cast(let operand):
      return Expression(
        .cast(operand.reading(name, as: other)), type: type, unit: unit, isPersonal: isPersonal)
    }
  }
}
