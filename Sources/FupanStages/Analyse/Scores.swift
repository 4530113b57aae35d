import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `scores`: answers on a scale of points: their mean, the two best and the two worst points, and how
/// many gave each.
///
/// Whole answers of the scale count; anything else is rejected. `net` is the share of the two best
/// points less that of the two worst. With `by` the groups are compared by Kruskal and Wallis' test,
/// because the distance between two points is not known. Where low points are good, `reverse` counts
/// them from the other end.
///
///     - scores: {of: satisfaction, by: channel}
///     - scores: {of: effort, lowest: 1, highest: 7, reverse: true}
package struct Scores: TransformStage {
  package static let about = StageDescription(
    "scores", .analyse, "Sums up answers on a scale: mean, best and worst points, distribution.")

  @Parameter("The column of answers.", .principal) var of: ColumnName
  @Parameter("A column to sum up separately for each value of.") var by: ColumnName?
  @Parameter("The lowest point of the scale.", .in(0...100)) var lowest: Int = 1
  @Parameter("The highest point of the scale.", .in(0...100)) var highest: Int = 5
  @Parameter("Whether low points are good: the scale is turned round.") var reverse: Bool = false

  /// The columns of the result besides the group and the points.
  static let results = ScoreFigures.names + ["h", "p", "is_total"]

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
    let answers = found.gather { () throws(Problems) in
      try ScaleAnswers.checked(
        [of], scale ?? 1...5, stage: "scores", in: input, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let scale, let group, let answers, let score = answers.answers.first else {
      preconditionFailure("a missing column is a problem")
    }
    let grouping = group.map { [Projection(keeping: $0, as: "group")] } ?? []
    return try answers.rows
      .projected(grouping + [Projection("score", score)])
      .aggregated([Aggregation("answers", .count)], by: grouping.map { $0.name } + ["score"])
      .finished(
        Scores.finish(by: group, scale, isReversed: reverse), named: scope.fragmentName("scores"))
  }

  static func finish(by group: Field?, _ scale: ClosedRange<Int>, isReversed: Bool) -> Finish {
    let schema = Schema(
      (group.map { [$0] } ?? []) + ScoreFigures.fields(scale)
        + (group == nil
          ? [] : [Field("h", .number), Field("p", .number), Field("is_total", .bool)]))
    return Finish("scale_scores", schema: schema) { table in
      var tallies = GroupedCounts(width: scale.count + 1)
      for row in table.rows {
        let values = group == nil ? [.missing] + row : row
        let slot =
          if case .integer(let score) = values[1] { Int(score) - scale.lowerBound } else {
            scale.count
          }
        tallies.add(values[2].whole, to: values[0], slot)
      }
      var rows: [[Value]] = []
      func append(_ counts: [Int], of value: Value, test: KruskalWallis?) {
        rows.append(
          (group == nil ? [] : [value])
            + ScoreFigures.cells(
              Array(counts.prefix(scale.count)), scale, missing: counts[scale.count],
              isReversed: isReversed)
            + (group == nil
              ? [] : [Value(test?.statistic), Value(test?.p), .bool(test != nil)]))
      }
      let groups = tallies.sorted
      if group != nil { for entry in groups { append(entry.counts, of: entry.group, test: nil) } }
      if table.count > 0 {
        append(
          tallies.total, of: .missing,
          test: KruskalWallis(counts: groups.map { Array($0.counts.prefix(scale.count)) }))
      }
      return Table(schema, rows: rows)
    }
  }
}
