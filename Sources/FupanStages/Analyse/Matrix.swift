import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `matrix`: several questions on one scale, side by side, and how well they measure one thing.
///
/// One row an item as `scores` has it, and at the end the whole: the mean over all items of those who
/// answered every one, with Cronbach's α from 10 of them on. Items that are worded the other way
/// round stand in `reverse`, and count from the other end. With `weight` means, shares and α are
/// weighted, and intervals are those of as many answers as the weights leave (`n_eff`).
///
///     - matrix: [quality, price, delivery, service, fun]
///     - matrix: {of: [easy, clear, tedious], reverse: [tedious]}
package struct Matrix: TransformStage {
  package static let about = StageDescription(
    "matrix", .analyse, "Sums up several questions on one scale, and how well they hang together.")

  @Parameter("The columns of answers.", .principal, .nonEmpty) var of: [ColumnName]
  @Parameter("Those of them that are worded the other way round.") var reverse: [ColumnName] = []
  @Parameter("The lowest point of the scale.", .in(0...100)) var lowest: Int = 1
  @Parameter("The highest point of the scale.", .in(0...100)) var highest: Int = 5
  @Parameter("The column of respondents' weights, such as rake makes.") var weight: ColumnName?

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let scale = found.gather { () throws(Problems) in
      try ScaleAnswers.scale(from: lowest, to: highest, scope)
    }
    for name in reverse where !of.contains(where: { $0.text == name.text }) {
      found.append(
        Diagnostic(
          .reversedNoItem, at: name.place,
          ["name": .text(name.text), "items": .list(of.map { $0.text })]))
    }
    let weighed = found.gather { () throws(Problems) in
      try AnswerWeight.checked(weight, in: input, scope)
    }
    let answers = found.gather { () throws(Problems) in
      try ScaleAnswers.checked(
        of, scale ?? 1...5, stage: "matrix", in: weighed?.rows ?? input, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let scale, let answers else { preconditionFailure("a missing column is a problem") }

    let turned = of.map { name in reverse.contains { $0.text == name.text } }
    let ends = Expression(literal: .integer(Int64(scale.lowerBound + scale.upperBound)))
    var items: [Projection] = []
    for (index, answer) in answers.answers.enumerated() {
      let value =
        turned[index]
        ? try answers.rows.binder().call("subtract", [ends, answer], at: nil) : answer
      items.append(Projection("c\(index)", value))
    }
    let names = items.map { $0.name }
    let weights = try weighed?.weight?.projections(of: answers.rows) ?? []
    let ofWeights = weights.isEmpty ? [] : AnswerWeight.sums
    let rows = try answers.rows.projected(items + weights).shared(as: scope.fragmentName("items"))
    let sums =
      try rows
      .filtered(names.map { "\($0) is not null" }.joined(separator: " and "))
      .extended(["total": names.joined(separator: " + ")])
      .unpivoted(Unpivot(names + ["total"], name: "item", value: "score"))
      .extended([
        "first": weights.isEmpty ? "score" : "weight * score",
        "second": weights.isEmpty ? "score * score" : "weight * (score * score)",
      ])
      .aggregated(
        [
          Aggregation("n", .count), Aggregation("sum", .sum, of: "first"),
          Aggregation("squares", .sum, of: "second"),
        ] + ofWeights, by: ["item"]
      )
      .extended(["score": "cast(null as integer)"])
      .selected(["item", "score", "n", "sum", "squares"] + ofWeights.map { $0.name })
    let counts =
      try rows
      .unpivoted(Unpivot(names, name: "item", value: "score"))
      .aggregated([Aggregation("n", .count)] + ofWeights, by: ["item", "score"])
      .extended(
        ["sum", "squares"].map { name in
          Projection(
            name, Expression(literal: .missing, type: sums.schema[name]?.type ?? .integer))
        }
      )
      .selected(sums.schema.names)
    return try Relation.union([counts, sums], origin: scope.origin)
      .finished(
        Matrix.finish(of.map { $0.text }, scale, isWeighted: !weights.isEmpty),
        named: scope.fragmentName("matrix"))
  }

  private static func finish(
    _ items: [String], _ scale: ClosedRange<Int>, isWeighted: Bool
  ) -> Finish {
    let schema = Schema(
      [Field("item", .text)] + ScoreFigures.fields(scale, isWeighted: isWeighted)
        + [Field("alpha", .number), Field("is_total", .bool)])
    return Finish("scale_items", schema: schema) { table in
      var counts = Array(
        repeating: Array(repeating: 0, count: scale.count + 1), count: items.count)
      var sums = Array(repeating: (sum: Int128(0), squares: Int128(0)), count: items.count + 1)
      var weights = GroupedWeights(width: (items.count + 1) * scale.count)
      var complete = 0
      var base: (sum: Int128, squares: Int128) = (0, 0)
      for row in table.rows {
        let name = row[0].text ?? ""
        let item = name == "total" ? items.count : Int(name.dropFirst()) ?? 0
        if !row[3].isMissing {
          let places = isWeighted ? 6 : 0
          sums[item] = (row[3].units(places), row[4].units(places))
          complete = row[2].whole
          if isWeighted { base = (row[5].units(6), row[6].units(12)) }
        } else if item < items.count {
          let slot =
            if case .integer(let score) = row[1] { Int(score) - scale.lowerBound } else {
              scale.count
            }
          counts[item][slot] += row[2].whole
          if isWeighted, slot < scale.count {
            weights.add(row[5], row[6], to: .missing, item * scale.count + slot)
          }
        }
      }
      if table.count == 0 { return Table(schema, []) }
      let own = weights.weights(of: nil)
      var rows = items.indices.map { index in
        [.text(items[index])]
          + ScoreFigures.cells(
            Array(counts[index].prefix(scale.count)),
            isWeighted ? Array(own[index * scale.count..<(index + 1) * scale.count]) : nil, scale,
            missing: counts[index][scale.count], isReversed: false) + [.missing, .bool(false)]
      }
      let k = Double(items.count)
      let total = sums[items.count]
      // Weights have six digits, their squares twelve.
      let answers = WeightSums(
        count: complete, sum: ScaledInteger(base.sum, scale: 6).doubleValue,
        squares: ScaledInteger(base.squares, scale: 12).doubleValue)
      let (mean, deviation): (Estimate, Double?)
      if isWeighted {
        let moments = WeightedMoments(
          weights: answers, total: base.sum, sum: total.sum, sumOfSquares: total.squares)
        mean = moments?.estimate() ?? Estimate(none: .empty)
        deviation = moments?.standardDeviation
      } else {
        let moments = Moments(count: complete, sum: total.sum, sumOfSquares: total.squares)
        mean = Estimate.mean(moments)
        deviation = moments.standardDeviation
      }
      let alpha = CronbachAlpha(
        n: complete, weight: isWeighted ? base.sum : nil, items: Array(sums.prefix(items.count)),
        total: total)
      let asked = counts.first?.reduce(0, +) ?? 0
      var whole: [Value] = [
        .missing, .integer(Int64(complete)), .integer(Int64(asked - complete)),
        Value(mean.value.map { $0 / k }), Value(deviation.map { $0 / k }),
        Value(mean.interval?.lower.map { $0 / k }), Value(mean.interval?.upper.map { $0 / k }),
      ]
      whole += Array(repeating: .missing, count: schema.fields.count - whole.count - 2)
      if isWeighted {
        whole[whole.count - 1] = Value(answers.sum > 0 ? answers.effectiveSize : nil)
      }
      rows.append(whole + [Value(alpha.value), .bool(true)])
      return Table(schema, rows: rows)
    }
  }
}

extension Message {
  static let reversedNoItem = Message(
    "reversed_no_item", exit: .config, en: "'{name}' is turned round but is none of the items",
    zh: "“{name}”写在 reverse 里，却不在题目之中", hint: (en: "the items are: {items}", zh: "题目有：{items}"))
}
