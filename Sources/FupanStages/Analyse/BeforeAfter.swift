import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `before_after`: a measure day by day before and after a change, and what the change came to.
///
/// One row an effect: the plain `difference` of daily means (or of a rate), and where there are 14
/// days before and 7 after the step (`level`), the change of `slope` and the `cumulative` effect of an
/// interrupted time series with Newey–West errors, with made-up changes as `placebo`. Those errors find
/// too much in short series, so `level_calibrated` holds the step against noise over the same days:
/// conclusions go by it. `treated` makes the other rows a comparison group (`compared`), by days, or
/// with `unit` by units (`n_before` of them unchanged, `n_after` changed), drawn again where they are
/// fewer than 50; `pre_trend` says whether both went the same way before, and `left_out` counts rows
/// of which it is unknown whether, or with `unit` what, they were changed. `dip_days` looks for a `dip`
/// in the days after.
/// All of it is a difference between before and after: season, promotions, mix and regression to the
/// mean are not taken out.
///
///     - before_after: sum(net_paid)
///     - before_after: {of: count(distinct buyer), per: count(distinct person_id), interval: newcombe}
///     - before_after: {of: sum(net_paid), treated: region = '华东', dip_days: 14}
package struct BeforeAfter: TransformStage {
  package static let about = StageDescription(
    "before_after", .analyse,
    "Compares a daily measure before and after a change, with an interrupted time series.")

  @Parameter("What is measured each day: an aggregate expression.", .principal)
  var of: ParsedExpression
  @Parameter("What it is measured per, another aggregate expression: a rate.")
  var per: ParsedExpression?
  @Parameter("Which days after the change: period, a phase, or days.")
  var after: Located<String> = Located("period")
  @Parameter("Which days before it: baseline, another part of the campaign, or days.")
  var before: Located<String> = Located("baseline")
  @Parameter("Where the rows are that were changed; the others are the comparison group.")
  var treated: ParsedExpression?
  @Parameter("The column of units, such as cities, that changed or did not: what errors go by.")
  var unit: ColumnName?
  @Parameter("For how many days after those days a dip is looked for, up to as_of.", .atLeast(0))
  var dipDays: Int = 0
  @Parameter("How a rate's interval is found: by days, or newcombe where it is a share of units.")
  var interval: RateInterval = .days
  @Parameter("Why those days before were taken: as they came, or as the worst or best ones.")
  var chosen: Choice = .plain
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?

  /// How the interval of a rate is found.
  package enum RateInterval: String, ParameterChoice {
    case days, newcombe
  }

  /// How the days before were chosen.
  package enum Choice: String, ParameterChoice {
    case plain, worst, best
  }

  package init() {}

  /// Whether the change is the campaign itself, not one of its parts or other days.
  package var isCampaign: Bool { after.value == "period" }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let time = found.gather { () throws(Problems) in
      try TimeColumn.field(at, in: input, at: scope.origin.place)
    }
    let first = found.gather { () throws(Problems) in try DaysWord.range(before, in: scope) }
    let planned = found.gather { () throws(Problems) -> DateRange in
      if after.value == "period", let planned = scope.campaign?.planned { return planned }
      return try DaysWord.range(after, in: scope)
    }
    let isTreated = found.gather { () throws(Problems) -> Expression? in
      guard let treated else { return nil }
      return try input.binder(in: scope).condition(treated)
    }
    let unitField = found.gather { () throws(Problems) -> Field? in
      guard let unit else { return nil }
      return try AnalysisColumns.grouping(unit, in: input, scope)
    }
    if let unit, treated == nil {
      found.append(Diagnostic(.unitWithoutComparison, at: unit.place ?? scope.origin.place))
    }
    if let problems = Problems(found) { throw problems }
    guard let time, let first, let planned, let isTreated, let unitField else {
      preconditionFailure("a missing column is a problem")
    }
    guard first.last.daysSince1970 < planned.first.daysSince1970 else {
      throw Problems(Diagnostic(.changeBeforeBefore, at: before.place ?? scope.origin.place))
    }
    let days = ChangeDays(first, planned, dipDays: dipDays, asOf: scope.asOf)
    let span = first.first.daysSince1970...days.last

    var rows = try input.extended([
      Projection("_day", try TimeColumn.day(of: time, in: scope)),
      Projection("_treated", isTreated ?? Expression(literal: .bool(true))),
      Projection(
        "_unit", unitField.map { Expression($0).cast(to: .text) } ?? Expression(literal: .text(""))),
    ])
    rows = rows.filtered(
      where: try rows.binder().call(
        "between",
        [
          try rows.formula("_day"), Expression(literal: .date(Int32(clamping: span.lowerBound))),
          Expression(literal: .date(Int32(clamping: span.upperBound))),
        ], at: scope.origin.place))
    func measured(
      _ rows: Relation, by keys: [String]
    ) throws(Problems) -> Relation {
      try rows.aggregated(
        [("value", of)] + (per.map { [("per", $0)] } ?? []), by: keys,
        parameters: scope.parameters, readsText: scope.readsText, meantAsText: scope.meantAsText)
    }
    let sided = try rows.filtered("_treated is not null")
    var daily = try measured(sided, by: ["_day", "_treated"])
    for name in ["value", "per"] {
      guard let field = daily.schema[name], !field.type.isNumeric else { continue }
      throw Problems(
        Diagnostic(
          .notAnAmount, at: scope.origin.place,
          ["name": .text(name), "type": .text(field.type.description)]))
    }
    daily = try daily.extended([
      Projection("_unit", Expression(literal: .missing, type: .text))
    ])
    if unit != nil {
      let units = try measured(
        try sided.filtered("_unit is not null"), by: ["_day", "_treated", "_unit"])
      daily = try Relation.union([daily, try units.shaped(as: daily)], origin: scope.origin)
    }
    let leftOut =
      try rows.filtered("_treated is null or _unit is null")
      .aggregated([Aggregation("_left_out", .count)], by: ["_day"])
    daily = try daily.extended(["_left_out": "cast(null as integer)"])
    daily = try Relation.union([daily, try leftOut.shaped(as: daily)], origin: scope.origin)
    return daily.finished(finish(days), named: scope.fragmentName("before_after"))
  }
}

extension Relation {
  /// The same rows with the columns of another relation; missing where they have none.
  fileprivate func shaped(as other: Relation) throws(Problems) -> Relation {
    try projected(
      other.schema.fields.map { field in
        schema[field.name].map { Projection(keeping: $0) }
          ?? Projection(field.name, Expression(literal: .missing, type: field.type))
      })
  }
}

extension Message {
  static let unitWithoutComparison = Message(
    "unit_without_comparison", exit: .config,
    en: "units are compared with units that were not changed: say which rows were",
    zh: "单元要与没有变化的单元比较：请说明哪些行有变化",
    hint: (
      en: "write treated: city = '上海', or leave unit out",
      zh: "请写 treated: city = '上海'，或去掉 unit"
    ))
  static let changeBeforeBefore = Message(
    "change_before_before", exit: .config, en: "the days before have to end before the days after",
    zh: "之前的日期必须早于之后的日期",
    hint: (
      en: "write before: 2026-03-20..2026-04-03 and after: 2026-04-10..2026-04-24",
      zh: "请写 before: 2026-03-20..2026-04-03 和 after: 2026-04-10..2026-04-24"
    ))
}
