import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `scores`: answers on a scale of points: their mean, the two best and the two worst points, and how
/// many gave each.
///
/// Whole answers of the scale count; anything else is rejected. `net` is the share of the two best
/// points less that of the two worst. With `by` groups are compared by their ranks, because the
/// distance between two points is not known: two by Mann and Whitney's test, with the chance that
/// somebody of the second scores higher than somebody of the first (`superiority`, equal ones half),
/// more by Kruskal and Wallis'. Where low points are good, `reverse` counts them from the other end.
/// With `weight` means and shares are weighted, their intervals those of as many answers as the
/// weights leave (`n_eff`); ranks are those of the answers as they are.
///
///     - scores: {of: satisfaction, by: channel}
///     - scores: {of: satisfaction, weight: weight}
///     - scores: {of: effort, lowest: 1, highest: 7, reverse: true}
package struct Scores: TransformStage {
  package static let about = StageDescription(
    "scores", .analyse, "Sums up answers on a scale: mean, best and worst points, distribution.")

  @Parameter("The column of answers.", .principal) var of: ColumnName
  @Parameter("A column to sum up separately for each value of.") var by: ColumnName?
  @Parameter("The lowest point of the scale.", .in(0...100)) var lowest: Int = 1
  @Parameter("The highest point of the scale.", .in(0...100)) var highest: Int = 5
  @Parameter("Whether low points are good: the scale is turned round.") var reverse: Bool = false
  @Parameter("The column of respondents' weights, such as rake makes.") var weight: ColumnName?

  /// The columns of the result besides the group and the points.
  static let results = ScoreFigures.names + tests.map { $0.name } + ["is_total"]

  /// The comparison of the groups: H of Kruskal and Wallis or U of Mann and Whitney.
  private static let tests = [
    Field("h", .number), Field("u", .number), Field("p", .number),
    Field("superiority", .number, unit: .ratio), Field("shift", .number),
  ]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let scale = found.gather { () throws(Problems) in
      try ScaleAnswers.scale(from: lowest, to: highest, scope)
    }
    let group = found.gather { () throws(Problems) -> Field? in
      guard let by else { return nil }
      return try AnalysisColumns.grouping(by, in: input, scope)
    }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(by, among: Scores.results, scope)
    }
    let weighed = found.gather { () throws(Problems) in
      try AnswerWeight.checked(weight, in: input, scope)
    }
    let answers = found.gather { () throws(Problems) in
      try ScaleAnswers.checked(
        [of], scale ?? 1...5, stage: "scores", in: weighed?.rows ?? input, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let scale, let group, let answers, let score = answers.answers.first else {
      preconditionFailure("a missing column is a problem")
    }
    let grouping = group.map { [Projection(keeping: $0, as: "group")] } ?? []
    return try answers.rows
      .projected(
        grouping + [Projection("score", score)]
          + (try weighed?.weight?.projections(of: answers.rows) ?? [])
      )
      .aggregated(
        [Aggregation("answers", .count)] + (weight == nil ? [] : AnswerWeight.sums),
        by: grouping.map { $0.name } + ["score"]
      )
      .finished(
        Scores.finish(by: group, scale, isReversed: reverse, isWeighted: weight != nil),
        named: scope.fragmentName("scores"))
  }

  private static func finish(
    by group: Field?, _ scale: ClosedRange<Int>, isReversed: Bool, isWeighted: Bool
  ) -> Finish {
    let schema = Schema(
      (group.map { [$0] } ?? []) + ScoreFigures.fields(scale, isWeighted: isWeighted)
        + (group == nil ? [] : tests + [Field("is_total", .bool)]))
    return Finish("scale_scores", schema: schema) { table in
      var tallies = GroupedCounts(width: scale.count + 1)
      var weights = GroupedWeights(width: scale.count)
      for row in table.rows {
        let values = group == nil ? [.missing] + row : row
        let slot =
          if case .integer(let score) = values[1] { Int(score) - scale.lowerBound } else {
            scale.count
          }
        tallies.add(values[2].whole, to: values[0], slot)
        if isWeighted, slot < scale.count {
          weights.add(values[3], values[4], to: values[0], slot)
        }
      }
      var rows: [[Value]] = []
      func append(_ counts: [Int], of value: Value, test: [Value]?) {
        let own = isWeighted ? weights.weights(of: test == nil ? value : nil) : nil
        rows.append(
          (group == nil ? [] : [value])
            + ScoreFigures.cells(
              Array(counts.prefix(scale.count)), own, scale, missing: counts[scale.count],
              isReversed: isReversed)
            + (group == nil
              ? []
              : (test ?? Array(repeating: .missing, count: tests.count)) + [.bool(test != nil)]))
      }
      let groups = tallies.sorted
      if group != nil { for entry in groups { append(entry.counts, of: entry.group, test: nil) } }
      if table.count > 0 {
        let counts = groups.map { Array($0.counts.prefix(scale.count)) }
        append(
          tallies.total, of: .missing,
          test: comparison(counts.map { isReversed ? $0.reversed() : $0 }, scale))
      }
      return Table(schema, rows: rows)
    }
  }

  /// The test of the groups that have answers, by how many there are.
  private static func comparison(_ counts: [[Int]], _ scale: ClosedRange<Int>) -> [Value] {
    let groups = counts.filter { $0.contains { $0 > 0 } }
    guard groups.count == 2 else {
      let test = KruskalWallis(counts: groups)
      return [Value(test.statistic), .missing, Value(test.p), .missing, .missing]
    }
    let points = groups.map { counts in
      zip(scale, counts).map { MannWhitney.Weighted(Double($0), count: $1) }
    }
    let test = MannWhitney(base: points[0], other: points[1])
    return [
      .missing, Value(test.u), Value(test.p), Value(test.superiority), Value(test.shift),
    ]
  }
}
