import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan

/// `compare_periods`: measures of one period beside the same of an earlier one.
///
/// Each measure is computed from the rows of each period: `revenue`, `revenue_base`,
/// `revenue_change`, `revenue_relative` (the change as a share of the base), with groups and sums
/// also `revenue_contribution` (the group's change as a share of the whole base, which adds up to
/// the whole's relative change), and `revenue_note`: `zero_denominator` where the base is 0,
/// `neg_base` where it is below 0 or the sign changed, `empty` where one side has no value, and
/// `not_observed` where the rows do not reach into one of the periods: nothing is known then, which
/// is not 0. A group without rows in a period
/// that is observed has sums and counts of 0.
///
/// With groups, a measure that divides one sum or count by another has `…_mix` and `…_rate`: the
/// part of the whole's change that comes from groups becoming larger or smaller, and the part that
/// comes from each group doing better or worse. Over all groups both add up to the whole's change;
/// where the whole moved against every group the note is `simpson` (Kitagawa 1955). `factors` names
/// measures of which each divides what the one before left, the last being the product: `…_effect`
/// is what each did to the change of the last, by the logarithmic mean (Ang 2005) or, where a
/// factor is not positive, by Shapley values. Of a period that is not over the same days are
/// compared, and `is_partial` says so.
///
///     - compare_periods: {into: {revenue: sum(net_paid), orders: count(*)}, by: channel}
///     - compare_periods: {into: {revenue: sum(net_paid)}, base: last_year}
///     - compare_periods: {into: {aov: sum(net_paid) / count(*)}, by: channel}
///     - compare_periods:
///         into: {buyers: count(distinct person_id), orders: count(*), revenue: sum(net_paid)}
///         factors: [buyers, orders, revenue]
package struct ComparePeriods: TransformStage {
  package static let about = StageDescription(
    "compare_periods", .analyse,
    "Puts measures of a period beside those of a base period: absolute and relative change.")

  @Parameter(
    "New columns and the aggregate expressions that are compared.", .principal, .nonEmpty)
  var into: OrderedMap<ParsedExpression>
  @Parameter("Columns to compare separately for each combination of.") var by: [ColumnName] = []
  @Parameter("Which days: period, a phase, or days such as 2026-04-10..2026-04-13.")
  var during: Located<String> = Located("period")
  @Parameter(
    "Which days before: baseline, another part of the campaign, days, previous for as many days right before, or last_year."
  )
  var base: Located<String> = Located("baseline")
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?
  @Parameter("Measures that lead from one to the next: visitors, orders, revenue.")
  var factors: [Located<String>] = []

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let time = found.gather { () throws(Problems) in
      try TimeColumn.field(at, in: input, at: scope.origin.place)
    }
    let keys = found.gather { () throws(Problems) in
      try AnalysisColumns.keys(by, in: input, scope)
    }
    for name in by {
      found.gather { () throws(Problems) in
        try AnalysisColumns.requireFree(name, among: results, scope)
      }
    }
    let current = found.gather { () throws(Problems) -> DateRange in
      // The days to come are cut off here, together with those of the base.
      if during.value == "period", let planned = scope.campaign?.planned { return planned }
      return try DaysWord.range(during, in: scope)
    }
    let days = current.flatMap { current in
      found.gather { () throws(Problems) in
        ComparedDays(current, base: try base(of: current, in: scope), asOf: scope.asOf)
      }
    }
    found.gather { () throws(Problems) in _ = try measured(input, keys ?? [], scope) }
    for factor in factors where into[factor.value] == nil {
      found.append(
        Diagnostic(
          .unknownFactor, at: factor.place,
          ["name": .text(factor.value), "measures": .list(into.names)]))
    }
    if let problems = Problems(found) { throw problems }
    guard let time, let keys, let days else {
      preconditionFailure("a missing column is a problem")
    }

    let rows = input.shared(as: scope.fragmentName("compared"))
    func period(
      _ range: DateRange, _ value: String, _ count: String
    ) throws(Problems) -> Relation {
      let own = rows.filtered(
        where: try TimeColumn.condition(time, within: range, in: scope))
      return try side(try measured(own, keys, scope), keys, value: value, count: count)
    }
    let reach = try rows.projected([Projection("day", try TimeColumn.day(of: time, in: scope))])
      .aggregated(
        [Aggregation("first", .min, of: "day"), Aggregation("last", .max, of: "day")], by: []
      )
      .extended(["one": "1"])
    let pairs = ComparePeriods.names(keys).map { Join.Pair(left: $0, right: $0) }
    let joined =
      try period(days.current, "value", "rows")
      .joined(try period(days.base, "base", "base_rows"), Join(.full, on: pairs))
      .joined(reach, Join(.left, on: [Join.Pair(left: "one", right: "one")]))
    let result = try compared(try known(joined, days), keys, days, like: input)
    let split = PeriodSplit(
      result.schema, quotients: quotients.map { $0.name }, factors: factors.map { $0.value })
    return split.isEmpty
      ? result : result.finished(split.finish, named: scope.fragmentName("compare_periods"))
  }

  /// The measures that divide one sum or count by another, with both; only groups have a mix.
  private var quotients:
    [(
      name: String, upper: OrderedMap<ParsedExpression>.Entry,
      lower: OrderedMap<ParsedExpression>.Entry
    )]
  {
    guard !by.isEmpty else { return [] }
    return into.entries.compactMap { entry in
      guard case .call("divide", let parts, _, _) = entry.value.syntax, parts.count == 2 else {
        return nil
      }
      let sides = zip(["num", "den"], parts).map { side, part in
        OrderedMap<ParsedExpression>.Entry(
          name: PeriodSplit.column(side, of: entry.name), place: entry.place,
          value: ParsedExpression(part, text: entry.value.text, at: entry.value.start))
      }
      guard sides.allSatisfy({ $0.value.addsUp }) else { return nil }
      return (entry.name, sides[0], sides[1])
    }
  }

  /// What is measured: what was asked for, and the parts of quotients.
  private var measures: [OrderedMap<ParsedExpression>.Entry] {
    into.entries + quotients.flatMap { [$0.upper, $0.lower] }
  }

  /// The columns of the result besides the groups.
  private var results: [String] {
    into.names.flatMap { name in
      [name]
        + ["base", "change", "relative", "contribution", "mix", "rate", "effect", "note"]
        .map { "\(name)_\($0)" }
    } + ["days", "base_days", "is_partial"]
  }

  /// The days that a word of the base stands for.
  private func base(of current: DateRange, in scope: Scope) throws(Problems) -> DateRange {
    switch base.value {
    case "previous": current.previous
    case "last_year": current.aYearEarlier
    default: try DaysWord.range(base, in: scope)
    }
  }

  /// The measures of some rows, and how many rows they are made of.
  private func measured(
    _ rows: Relation, _ keys: [String], _ scope: Scope
  ) throws(Problems) -> Relation {
    let result = try rows.aggregated(
      measures.map { ($0.name, $0.value) } + [("_rows", try ParsedExpression("count(*)"))],
      by: keys, parameters: scope.parameters, readsText: scope.readsText,
      meantAsText: scope.meantAsText)
    var found: [Diagnostic] = []
    for entry in into.entries {
      guard let field = result.schema[entry.name], !field.type.isNumeric else { continue }
      found.append(
        Diagnostic(
          .notAnAmount, at: entry.place,
          ["name": .text(entry.name), "type": .text(field.type.description)]))
    }
    if let problems = Problems(found) { throw problems }
    return result
  }

  /// The names under which groups are matched: a constant, and for each column its value and
  /// whether it is missing.
  private static func names(_ keys: [String]) -> [String] {
    ["one"] + MatchableGroups.names(keys)
  }

  /// One period's measures as `value0` … or `base0` …, with groups that can be matched.
  private func side(
    _ measured: Relation, _ keys: [String], value: String, count: String
  ) throws(Problems) -> Relation {
    var projections =
      [Projection("one", Expression(literal: .integer(1)))]
      + (try MatchableGroups.projections(keys, of: measured))
    for (index, entry) in measures.enumerated() {
      guard let field = measured.schema[entry.name] else { continue }
      projections.append(Projection(keeping: field, as: "\(value)\(index)"))
    }
    projections.append(Projection(count, try measured.formula("_rows")))
    return try measured.projected(projections)
  }

  /// Both sides' values where they are known: sums and counts of no rows are 0, and nothing is known
  /// of a period that the rows do not reach.
  private func known(_ joined: Relation, _ days: ComparedDays) throws(Problems) -> Relation {
    var projections: [Projection] = []
    for (side, count, range) in [
      ("value", "rows", days.current), ("base", "base_rows", days.base),
    ] {
      let isObserved = try joined.formula(
        "coalesce(first <= date '\(range.last)' and last >= date '\(range.first)', false)")
      let isEmpty = try joined.formula("coalesce(\(count), 0) = 0")
      projections.append(Projection("\(side)_observed", isObserved))
      for (index, entry) in measures.enumerated() {
        guard let field = joined.schema["\(side)\(index)"] else { continue }
        var branches = [
          Expression.Branch(
            condition: try joined.binder().call("not", [isObserved], at: nil),
            value: Expression(literal: .missing, type: field.type))
        ]
        if entry.value.isCountOrSum {
          branches.append(
            Expression.Branch(
              condition: isEmpty, value: Expression(literal: .integer(0)).cast(to: field.type)))
        }
        projections.append(
          Projection(
            field.name,
            Expression(
              .conditional(branches, otherwise: Expression(field)), type: field.type,
              unit: field.unit, isPersonal: field.isPersonal)))
      }
    }
    return try joined.extended(projections)
  }

  private func compared(
    _ known: Relation, _ keys: [String], _ days: ComparedDays, like input: Relation
  ) throws(Problems) -> Relation {
    let binder = known.binder()
    func call(_ name: String, _ arguments: Expression...) throws(Problems) -> Expression {
      try binder.call(name, arguments, at: nil)
    }
    var rows = known
    var projections: [Projection] = []
    for (index, key) in keys.enumerated() {
      guard let field = input.schema[key] else { continue }
      var projection = Projection(
        key, try MatchableGroups.value(index, like: field, of: known))
      projection.field = field
      projections.append(projection)
    }
    for (index, entry) in into.entries.enumerated() {
      guard let field = known.schema["value\(index)"], let before = known.schema["base\(index)"]
      else { continue }
      let (value, base) = (Expression(field), Expression(before))
      let change = try call("subtract", value, base)
      projections += [
        Projection(entry.name, value), Projection("\(entry.name)_base", base),
        Projection("\(entry.name)_change", change),
        ratio("\(entry.name)_relative", try call("divide", change, try call("abs", base))),
      ]
      if !keys.isEmpty, entry.value.addsUp {
        let whole = "whole\(index)"
        rows = try rows.windowed(
          Window(
            partition: [], order: [], ties: .inputOrder,
            functions: [WindowFunction(whole, .sum, of: before.name)]))
        guard let field = rows.schema[whole] else { continue }
        projections.append(
          ratio(
            "\(entry.name)_contribution",
            try rows.binder().call(
              "divide",
              [change, try rows.binder().call("abs", [Expression(field)], at: nil)], at: nil)))
      }
      projections.append(Projection("\(entry.name)_note", try note(known, value, base)))
    }
    for (index, entry) in measures.enumerated().dropFirst(into.entries.count) {
      guard let field = known.schema["value\(index)"], let before = known.schema["base\(index)"]
      else { continue }
      projections += [
        Projection(entry.name, Expression(field)),
        Projection("\(entry.name)_base", Expression(before)),
      ]
    }
    projections += [
      Projection("days", Expression(literal: .integer(Int64(days.current.dayCount)))),
      Projection("base_days", Expression(literal: .integer(Int64(days.base.dayCount)))),
      Projection(
        "is_partial",
        days.isPartial
          ? Expression(literal: .bool(true))
          : try known.formula("coalesce(first > date '\(days.base.first)', false)")),
    ]
    let result = try rows.projected(projections)
    return keys.isEmpty ? result : result.sorted(keys.map { SortKey($0) })
  }

  private func ratio(_ name: String, _ expression: Expression) -> Projection {
    var projection = Projection(name, expression)
    projection.field.unit = .ratio
    return projection
  }

  /// Why a relative change is missing, or to be read with care.
  private func note(
    _ known: Relation, _ value: Expression, _ base: Expression
  ) throws(Problems) -> Expression {
    let zero = Expression(literal: .integer(0))
    let binder = known.binder()
    func call(_ name: String, _ arguments: Expression...) throws(Problems) -> Expression {
      try binder.call(name, arguments, at: nil)
    }
    let turned = try call(
      "and", try call("greater", base, zero), try call("less", value, zero))
    let branches = [
      (try known.formula("not (value_observed and base_observed)"), "not_observed"),
      (
        try call("or", try call("is_missing", value), try call("is_missing", base)), "empty"
      ), (try call("equal", base, zero), "zero_denominator"),
      (try call("or", try call("less", base, zero), turned), "neg_base"),
    ]
    return Expression(
      .conditional(
        branches.map {
          Expression.Branch(condition: $0, value: Expression(literal: .text($1)))
        }, otherwise: nil), type: .text)
  }
}

extension ParsedExpression {
  /// Whether it is a sum or a count by itself, which is 0 over no rows.
  var isCountOrSum: Bool {
    if case .call(let name, _, _, _) = syntax { name == "sum" || name == "count" } else { false }
  }

  /// Whether the values of groups add up to the value of all.
  var addsUp: Bool {
    if case .call(_, _, let isDistinct, _) = syntax { isCountOrSum && !isDistinct } else { false }
  }
}
