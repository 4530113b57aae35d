import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `scorecard`: a score from 0 to 100 for each row, of components between a floor and a target, with
/// vetoes that exclude and say why.
///
/// Nobody's score is shown without its parts, nor a rank without what it becomes when the weights are
/// a fifth larger or smaller. Components without a value are left out of the score, up to 30 % of the
/// weight. Where `base` is below `min_base` a component's `cautious` value is taken, such as the lower
/// bound of a rate. `tiers` names a size by ranges; sizes that no range has are `未分层`, and the gaps
/// are told.
///
///     - scorecard:
///         by: kol_id
///         of:
///           - 受众匹配: {value: audience, floor: 40%, target: 65%, weight: 0.4}
///           - 点赞率: {value: like_rate, cautious: like_rate_lo, floor: 0%, target: 5%, weight: 0.35}
///           - 互动成本: {value: cpe, floor: 40, target: 20, weight: 0.25}
///         veto: [无专业认证: not credential]
package struct Scorecard: TransformStage {
  package static let about = StageDescription(
    "scorecard", .analyse,
    "Scores rows by weighted components, with vetoes, ranks and how stable they are.")

  @Parameter("Components, each with its value, floor, target and weight.", .principal, .nonEmpty)
  var of: [Named<ScorecardComponent>]
  @Parameter("The column that names what is scored; one row each.") var by: ColumnName
  @Parameter("Names with conditions that exclude, whatever the score.")
  var veto: [Named<ParsedExpression>] = []
  @Parameter("How much stands behind a row, such as its number of posts.")
  var base: ParsedExpression?
  @Parameter("Below so much the cautious value of a component is taken.", .atLeast(1))
  var minBase: Int = 10
  @Parameter("The size that tiers are ranges of, such as followers.") var size: ParsedExpression?
  @Parameter("Tiers by size: {头部: 100万.., 腰部: 10万..50万}; the upper end is not included.")
  var tiers: OrderedMap<SizeRange> = OrderedMap()
  @Parameter("The tier of sizes that no range has.") var otherwise: String = "未分层"
  @Parameter("A remark shown with the scores, such as that the weights are examples.")
  var note: String?

  /// The columns of the result besides those of the rows and the points.
  static let figures: [Field] = [
    Field("score", .number), Field("rank", .integer), Field("rank_min", .integer),
    Field("rank_median", .number), Field("rank_max", .integer), Field("excluded", .bool),
    Field("veto", .text), Field("flag", .text),
  ]

  /// The columns of the result besides those of the rows.
  var results: [Field] {
    of.map { Field("\($0.name)_points", .number) } + Scorecard.figures
      + (tiers.isEmpty ? [] : [Field("tier", .text)])
  }

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let key = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(by, in: input, scope)
    }
    for field in results where input.schema[field.name] != nil {
      found.append(
        Diagnostic(.resultColumnTaken, at: scope.origin.place, ["name": .text(field.name)]))
    }
    let binder = input.binder(in: scope)
    var projections: [Projection] = []
    func number(_ expression: ParsedExpression?, _ name: String) {
      guard let expression else {
        projections.append(
          Projection(name, Expression(literal: .missing, type: .number)))
        return
      }
      let bound = found.gather { () throws(Problems) -> Expression in
        let bound = try binder.bind(expression)
        guard bound.type.isNumeric else {
          throw Problems(
            Diagnostic(
              .notAnAmount, at: expression.start ?? scope.origin.place,
              ["name": .text(expression.text), "type": .text(bound.type.description)]))
        }
        return bound.cast(to: .number)
      }
      if let bound { projections.append(Projection(name, bound)) }
    }
    for (index, component) in of.enumerated() {
      number(component.settings.value, "_c\(index)")
      number(component.settings.cautious, "_l\(index)")
      if component.settings.floorValue == component.settings.targetValue {
        found.append(
          Diagnostic(.floorIsTarget, at: component.place, ["name": .text(component.name)]))
      }
    }
    number(base, "_base")
    number(size, "_size")
    if !tiers.isEmpty, size == nil {
      found.append(Diagnostic(.tiersWithoutSize, at: $tiers.place ?? scope.origin.place))
    }
    for (index, rule) in veto.enumerated() {
      let condition = found.gather { () throws(Problems) in
        try binder.condition(rule.settings)
      }
      if let condition { projections.append(Projection("_v\(index)", condition)) }
    }
    if let problems = Problems(found) { throw problems }
    guard let key else { preconditionFailure("a missing column is a problem") }
    let rows = try input.extended(projections)
    return rows.finished(
      finish(input.schema, key: key.name, at: scope.origin.place),
      named: scope.fragmentName("scorecard"))
  }

  /// The tiers as ranges.
  var ranges: TierRanges {
    TierRanges(tiers.entries.map { .init($0.name, from: $0.value.lower, below: $0.value.upper) })
  }

  private func finish(_ input: Schema, key: String, at place: Place?) -> Finish {
    let schema = Schema(input.fields + results)
    let card = ScoreCard(
      of.map {
        .init(
          weight: $0.settings.weight, floor: $0.settings.floorValue,
          target: $0.settings.targetValue)
      })
    return Finish(
      "scorecard", schema: schema, warnings: { self.tierGaps($0, at: place) }
    ) { table throws(Problems) in
      let names = table.schema
      func cell(_ row: [Value], _ name: String) -> Value {
        names.index(of: name).map { row[$0] } ?? .missing
      }
      let keyIndex = input.index(of: key) ?? 0
      let rows = table.rows.sorted { $0[keyIndex].precedes($1[keyIndex]) }
      for (left, right) in zip(rows, rows.dropFirst()) where left[keyIndex] == right[keyIndex] {
        throw Problems(
          Diagnostic(
            .itemRepeated, at: place,
            ["name": .text(key), "item": .text(left[keyIndex].text ?? "")]))
      }
      let isSmall = rows.map { row in
        cell(row, "_base").double.map { $0 < Double(self.minBase) } ?? false
      }
      var isCautious = [Bool](repeating: false, count: rows.count)
      var values: [[Double?]] = []
      for (item, row) in rows.enumerated() {
        var own: [Double?] = []
        for (index, component) in self.of.enumerated() {
          let isSafe = isSmall[item] && component.settings.cautious != nil
          if isSafe { isCautious[item] = true }
          own.append(cell(row, "\(isSafe ? "_l" : "_c")\(index)").double)
        }
        values.append(own)
      }
      let vetoes = rows.map { row in
        self.veto.indices.filter { cell(row, "_v\($0)") == .bool(true) }
          .map { self.veto[$0].name }
      }
      // Whoever is excluded takes part in no ranking.
      var ranked = values
      for index in ranked.indices where !vetoes[index].isEmpty {
        ranked[index] = Array(repeating: nil, count: self.of.count)
      }
      let ranks = card.rankStability(ranked)
      let made = rows.indices.map { index -> (rank: Int, row: [Value]) in
        let score = vetoes[index].isEmpty ? card.score(values[index]) : nil
        let rank = ranks[index]
        func whole(_ number: Int?) -> Value { number.map { .integer(Int64($0)) } ?? .missing }
        let flags =
          (isCautious[index] ? ["low_n"] : []) + (score?.reason.map { [$0.rawValue] } ?? [])
        var cells = Array(rows[index][..<input.fields.count])
        cells += card.points(values[index]).map { Value($0) }
        cells += [Value(score?.value), whole(rank?.rank), whole(rank?.least)]
        cells += [Value(rank?.median), whole(rank?.most), .bool(!vetoes[index].isEmpty)]
        let reasons = vetoes[index].joined(separator: "；")
        cells.append(reasons.isEmpty ? .missing : .text(reasons))
        cells.append(flags.isEmpty ? .missing : .text(flags.joined(separator: " ")))
        if !self.tiers.isEmpty {
          let size = cell(rows[index], "_size").double.flatMap { Int64(exactly: $0.rounded(.down)) }
          cells.append(
            size.map { .text(self.ranges.tier(of: $0)?.name ?? self.otherwise) } ?? .missing)
        }
        return (rank?.rank ?? Int.max, cells)
      }
      let order = made.indices.sorted { left, right in
        made[left].rank != made[right].rank ? made[left].rank < made[right].rank : left < right
      }
      return Table(schema, rows: order.map { made[$0].row })
    }
  }

  /// What sizes no tier has, where some row is of such a size.
  private func tierGaps(_ table: Table, at place: Place?) -> [Diagnostic] {
    guard !tiers.isEmpty, let sizes = table.values("_size") else { return [] }
    let ranges = ranges
    let count = sizes.count { size in
      size.double.flatMap { Int64(exactly: $0.rounded(.down)) }.map { ranges.tier(of: $0) == nil }
        ?? false
    }
    guard count > 0 else { return [] }
    return [
      Diagnostic(
        .tiersLeaveGaps, at: $tiers.place ?? place,
        [
          "count": .integer(count), "otherwise": .text(otherwise),
          "gaps": .list(ranges.gaps.map { "\($0.lower)..\($0.upper.map { "\($0)" } ?? "")" }),
        ], severity: .warning)
    ]
  }
}

extension Message {
  static let floorIsTarget = Message(
    "floor_is_target", exit: .config, en: "'{name}' earns nothing and everything at one value",
    zh: "“{name}”的 floor 和 target 相同",
    hint: (en: "floor and target have to differ", zh: "floor 与 target 必须不同"))
  static let itemRepeated = Message(
    "item_repeated", exit: .dataRefused, en: "'{item}' has more than one row", zh: "“{item}”不止一行",
    hint: (en: "bring it to one row each '{name}' first", zh: "请先整理成每个“{name}”一行"))
  static let tiersLeaveGaps = Message(
    "tiers_leave_gaps", exit: .config,
    en:
      "{count} {count|row is|rows are} of a size that no tier has and {count|is|are} '{otherwise}'; the gaps are {gaps}",
    zh: "{count} 行的大小不属于任何层级，记为“{otherwise}”；空档：{gaps}")
  static let tiersWithoutSize = Message(
    "tiers_without_size", exit: .config, en: "tiers are ranges of a size, and none is said",
    zh: "层级是大小的范围，但没有写大小", hint: (en: "add size: fans", zh: "请写 size: fans"))
}
