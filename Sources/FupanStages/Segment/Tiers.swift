import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMetrics
import FupanPlan

/// `tiers`: the tier of each person by the first rule that holds, and how it changed.
///
/// Rules stand in order of priority, the highest tier first. A condition that is missing does not
/// hold; `unjudged` counts the rules before the tier's own for which it was. With `of` a person is
/// measured by aggregates of the person's rows, otherwise each row is one.
///
/// With `dates` the tiers on two days are compared, with `from` those of an earlier result: one row
/// a person, with `previous_tier` and `change`, which is `up`, `down`, `same`, `new` where only the
/// later one has the person, and `lost` where only the earlier one has. Rows without a person are
/// left out then, and a person may have one row only.
///
///     - tiers:
///         of: {revenue: sum(net_paid), orders: count(*)}
///         rules: [核心: revenue >= 500 and orders >= 3, 活跃: orders >= 2]
///         otherwise: 普通
///         dates: [2026-04-09, 2026-04-24]
package struct Tiers: TransformStage {
  package static let about = StageDescription(
    "tiers", .segment,
    "Names the tier of each person by rules in order, and how it changed from an earlier one.")

  @Parameter("Names with their conditions; the first that is true wins.", .principal, .nonEmpty)
  var rules: [Named<ParsedExpression>]
  @Parameter("The new column.", .nonEmpty) var into: String = "tier"
  @Parameter("The tier of those for whom no rule holds, the lowest.")
  var otherwise: String = "未分层"
  @Parameter("The column that says who.") var person: ColumnName = "person_id"
  @Parameter("What is measured of a person: new columns and aggregate expressions.")
  var of: OrderedMap<ParsedExpression> = OrderedMap()
  @Parameter("Two days; the tiers at the end of each are compared.") var dates: [DateLiteral] = []
  @Parameter("How many days of rows up to a day are looked at; by default all.", .atLeast(1))
  var windowDays: Int?
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?
  @Parameter("An earlier result with the same persons' tiers, to compare with.")
  var from: DatasetName?

  /// Whether tiers are compared with earlier ones.
  var isCompared: Bool { from != nil || !dates.isEmpty }
  /// The column of the earlier tier.
  var previous: String { "previous_\(into)" }
  /// The tiers, the highest first.
  var tiers: [String] {
    var names: [String] = []
    for name in rules.map({ $0.name }) + [otherwise] where !names.contains(name) {
      names.append(name)
    }
    return names
  }

  package init() {}

  package var remarks: [Diagnostic] { RuleRanges.lint(rules.map { ($0.name, $0.settings) }) }

  package var datasets: [DatasetName] { from.map { [$0] } ?? [] }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let isTwoDays = dates.count == 2 && dates[0] != dates[1]
    if !dates.isEmpty, !isTwoDays || of.isEmpty || from != nil {
      found.append(Diagnostic(.twoDaysWanted, at: $dates.place ?? scope.origin.place))
    }
    let isByPerson = isCompared || !of.isEmpty
    let who = found.gather { () throws(Problems) -> Field? in
      isByPerson ? try AnalysisColumns.person(person, in: input, scope) : nil
    }
    let time = found.gather { () throws(Problems) -> Field? in
      dates.isEmpty && windowDays == nil
        ? nil : try TimeColumn.field(at, in: input, at: scope.origin.place)
    }
    let earlier = found.gather { () throws(Problems) in try earlierResult(scope) }
    if let problems = Problems(found) { throw problems }
    guard let who, let time, let earlier else {
      preconditionFailure("a missing column is a problem")
    }

    guard let who else { return try named(input, in: scope) }
    let known = input.filtered(
      where: try input.binder().call("is_not_missing", [Expression(who)], at: person.place))
    if isTwoDays, let time {
      let rows = known.shared(as: scope.fragmentName("tiered"))
      let days = dates.sorted()
      return try compared(
        try named(try measured(rows, who, time, until: days[1], scope), in: scope),
        with: try named(try measured(rows, who, time, until: days[0], scope), in: scope), who)
    }
    let measured =
      try of.isEmpty ? known : measured(known, who, time, until: nil, scope)
    let current = try named(measured, in: scope)
    guard let earlier else { return current }
    return try compared(
      of.isEmpty ? try current.oneRow(of: who, in: "tiers") : current, with: earlier, who)
  }

  /// The earlier result, once it is known to have persons and tiers.
  private func earlierResult(_ scope: Scope) throws(Problems) -> Relation? {
    guard let from else { return nil }
    let relation = try scope.relation(from)
    var found: [Diagnostic] = []
    for name in [person.text, into] {
      found.gather { () throws(Problems) in
        _ = try relation.binder().field(name, at: from.place ?? scope.origin.place)
      }
    }
    if let problems = Problems(found) { throw problems }
    let tier = try relation.binder().call(
      "in",
      [Expression(relation.schema[into] ?? Field(into, .text))]
        + tiers.map { Expression(literal: .text($0)) }, at: from.place)
    let known = relation.filtered(
      where: try relation.binder().call(
        "is_not_missing", [Expression(relation.schema[person.text] ?? Field(into, .text))],
        at: from.place))
    return known.checked(
      Check(rules: [
        Check.Rule(
          "\(into) of \(from.text): one of the tiers", tier, columns: [into], onError: .reject)
      ]))
  }

  /// Each person's measures up to the end of a day.
  private func measured(
    _ rows: Relation, _ who: Field, _ time: Field?, until day: DateLiteral?, _ scope: Scope
  ) throws(Problems) -> Relation {
    var known = rows
    if let time {
      let when = try TimeColumn.day(of: time, in: scope)
      let last: Int
      if let day {
        last = day.daysSince1970
      } else if let asOf = scope.asOf {
        last = asOf.daysSinceEpoch
      } else {
        throw Problems(Diagnostic(.asOfMissing, at: scope.origin.place))
      }
      let first = windowDays.map { last - $0 + 1 } ?? -719_162
      known = known.filtered(
        where: try known.binder().call(
          "between",
          [
            when, Expression(literal: .date(Int32(clamping: first))),
            Expression(literal: .date(Int32(clamping: last))),
          ], at: scope.origin.place))
    }
    return try known.aggregated(
      of.entries.map { ($0.name, $0.value) }, by: [who.name], parameters: scope.parameters,
      readsText: scope.readsText, meantAsText: scope.meantAsText)
  }

  /// The rows with their tiers.
  private func named(_ rows: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let conditions = rules.map { rule in
      found.gather { () throws(Problems) in
        try rows.binder(in: scope).condition(rule.settings)
      }
    }
    if let problems = Problems(found) { throw problems }
    let known = conditions.compactMap { $0 }
    let counts = try rows.missed(known)
    let names = zip(rules, known).map { rule, condition in
      Expression.Branch(condition: condition, value: Expression(literal: .text(rule.name)))
    }
    let unjudged = zip(known, counts).map { Expression.Branch(condition: $0, value: $1) }
    return try rows.extended([
      Projection(
        into,
        Expression(
          .conditional(names, otherwise: Expression(literal: .text(otherwise))), type: .text)),
      Projection(
        "unjudged",
        Expression(.conditional(unjudged, otherwise: counts[counts.count - 1]), type: .integer)),
    ])
  }

  /// One row a person of either side.
  private func compared(
    _ current: Relation, with earlier: Relation, _ who: Field
  ) throws(Problems) -> Relation {
    let before = try earlier.projected(
      [(person.text, who.name), (into, previous)].compactMap { name, title in
        earlier.schema[name].map { Projection(keeping: $0, as: title) }
      })
    let all = try current.joined(
      before, Join(.full, on: [Join.Pair(left: who.name, right: who.name)]))
    return try all.extended([Projection("change", try change(all))])
      .sorted([SortKey(who.name)])
  }

  private func change(_ all: Relation) throws(Problems) -> Expression {
    let binder = all.binder()
    func column(_ name: String) -> Expression {
      Expression(all.schema[name] ?? Field(name, .text))
    }
    /// The place of a tier, 0 for the highest.
    func place(_ name: String) throws(Problems) -> Expression {
      var branches: [Expression.Branch] = []
      for (index, tier) in tiers.enumerated() {
        branches.append(
          Expression.Branch(
            condition: try binder.call(
              "equal", [column(name), Expression(literal: .text(tier))], at: nil),
            value: Expression(literal: .integer(Int64(index)))))
      }
      return Expression(.conditional(branches, otherwise: nil), type: .integer)
    }
    let (now, then) = (try place(into), try place(previous))
    let branches = [
      (try binder.call("is_missing", [column(previous)], at: nil), "new"),
      (try binder.call("is_missing", [column(into)], at: nil), "lost"),
      (try binder.call("less", [now, then], at: nil), "up"),
      (try binder.call("greater", [now, then], at: nil), "down"),
    ]
    return Expression(
      .conditional(
        branches.map {
          Expression.Branch(condition: $0, value: Expression(literal: .text($1)))
        }, otherwise: Expression(literal: .text("same"))), type: .text)
  }
}

extension Message {
  static let twoDaysWanted = Message(
    "two_days_wanted", exit: .config,
    en: "tiers are compared on two different days of what 'of' measures, or with 'from'",
    zh: "对比分层需要两个不同的日期并用 of 度量，或者用 from 指定以前的结果",
    hint: (
      en: "write dates: [2026-04-09, 2026-04-24] and of: {orders: count(*)}",
      zh: "请写 dates: [2026-04-09, 2026-04-24] 和 of: {orders: count(*)}"
    ))
}
