import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `experiment`: what each variant of a test did against the control, with intervals.
///
/// Rows are units with their outcome, or a variant each with `n` and the number of successes or the
/// mean. A unit seen under several variants is left out and counted as `crossover`, one without a
/// variant as `unassigned`; `without_unit` counts the rows that name no unit. With `at` and
/// `outcome_at` an outcome counts from the unit's first exposure on; where one of the two times is
/// missing that cannot be told, and the unit is among the `missing`. Before anything else the units are
/// held against the planned shares, all of them and, corrected for how many there are, those of each
/// day of first exposure and of each value of `splits`: below 0.001 the decision is
/// `not_interpretable`. Several variants are corrected by Holm. `mde` is the smallest difference that
/// so many units would have shown with the `power` asked for.
///
///     - experiment: {of: converted, unit: person_id}
///     - experiment: {of: conversions, n: exposures, by: experiment, control: A}
///     - experiment: {of: net_paid, unit: person_id, test: mean, winsorise: true}
package struct Experiment: TransformStage {
  package static let about = StageDescription(
    "experiment", .analyse,
    "Tests each variant against the control: difference, lift, p, and what could have been seen.")

  @Parameter(
    "The outcome: yes or no, 0 or 1, or an amount; with n the number of successes, or the mean.",
    .principal) var of: ColumnName
  @Parameter("The column that names the variant.") var variant: ColumnName = "variant"
  @Parameter("The variant that the others are held against; by default the first by name.")
  var control: String?
  @Parameter("A column to test separately for each value of: the experiment.") var by: ColumnName?
  @Parameter("The column that says which unit was assigned; without it each row is one.")
  var unit: ColumnName?
  @Parameter("The column of how many units, where a row is a variant.") var n: ColumnName?
  @Parameter("The column of standard deviations, where a row is a variant's mean.")
  var sd: ColumnName?
  @Parameter("What is compared: share, mean, or rank, which says nothing of means.")
  var test: Test = .share
  @Parameter("Planned parts of the units by variant, such as {A: 1, B: 1}; by default equal.")
  var planned: OrderedMap<Double> = OrderedMap()
  @Parameter("Columns for whose values the split of units is looked at too, such as the platform.")
  var splits: [ColumnName] = []
  @Parameter("Whether more of the outcome is good: up, or down.") var better: Side = .up
  @Parameter("Also test means with values above the 99th percentile cut to it.")
  var winsorise: Bool = false
  @Parameter("When the unit was exposed; the first time counts.") var at: ColumnName?
  @Parameter("When the outcome happened; before the exposure it does not count.")
  var outcomeAt: ColumnName?
  @Parameter("For how many days after the exposure outcomes count.", .atLeast(1))
  var windowDays: Int?
  @Parameter("The chance to see a difference of the size of mde.", .in(0.5...0.99))
  var power: Double = SampleSize.defaultPower

  /// What is compared.
  package enum Test: String, ParameterChoice {
    case share, mean, rank
  }

  /// The good side.
  package enum Side: String, ParameterChoice {
    case up, down
  }

  /// The columns of the result besides the group.
  static let figures: [Field] = [
    Field("variant", .text), Field("is_control", .bool), Field("n", .integer),
    Field("missing", .integer), Field("crossover", .integer), Field("unassigned", .integer),
    Field("without_unit", .integer), Field("x", .integer),
    Field("value", .number), Field("ci_lo", .number), Field("ci_hi", .number),
    Field("diff", .number), Field("diff_lo", .number), Field("diff_hi", .number),
    Field("lift", .number, unit: .ratio), Field("lift_lo", .number, unit: .ratio),
    Field("lift_hi", .number, unit: .ratio), Field("auc", .number), Field("stat", .number),
    Field("df", .number), Field("p", .number), Field("q_holm", .number),
    Field("srm_p", .number), Field("srm_q", .number), Field("srm_at", .text),
    Field("mde", .number), Field("decision", .text),
    Field("method", .text), Field("flag", .text), Field("reason", .text),
  ]
  /// Above this quantile values are cut where that was asked for.
  static let cut = Fraction(99, over: 100)

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let group = found.gather { () throws(Problems) -> Field? in
      guard let by else { return nil }
      return try AnalysisColumns.grouping(by, in: input, scope)
    }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(by, among: Experiment.figures.map { $0.name }, scope)
    }
    let arm = found.gather { () throws(Problems) in
      try AnalysisColumns.grouping(variant, in: input, scope)
    }
    if sd != nil, n == nil || test != .mean {
      found.append(
        Diagnostic(.deviationWithoutMeans, at: sd?.place ?? scope.origin.place))
    }
    if n != nil, test == .rank || (test == .mean && sd == nil) {
      found.append(Diagnostic(.tableWithoutSpread, at: n?.place ?? scope.origin.place))
    }
    if let problems = Problems(found) { throw problems }
    guard let group, let arm else { preconditionFailure("a missing column is a problem") }

    let keys =
      (group.map { [Projection(keeping: $0, as: "group")] } ?? [])
      + [Projection("variant", Expression(arm).cast(to: .text))]
    let reduced = try n == nil ? counted(input, keys, scope) : stated(input, keys, scope)
    return reduced.finished(finish(by: group, at: scope.origin.place), named: name(in: scope))
  }

  private func name(in scope: Scope) -> String { scope.fragmentName("experiment") }

  /// The outcome of rows: 0 or 1 for shares, an exact amount otherwise.
  private func outcome(
    _ input: Relation, _ scope: Scope
  ) throws(Problems) -> (rows: PreparedRows, outcome: Field) {
    var prepared = PreparedRows(rows: input)
    let place = of.place ?? scope.origin.place
    let field = try input.binder().field(of.text, at: place)
    if field.type == .bool {
      let flag = Expression(field)
      let number = Expression(
        .conditional(
          [
            Expression.Branch(condition: flag, value: Expression(literal: .integer(1))),
            Expression.Branch(
              condition: try input.binder().call("not", [flag], at: nil),
              value: Expression(literal: .integer(0))),
          ], otherwise: nil), type: .integer, isPersonal: field.isPersonal)
      let hidden = try prepared.hide("outcome", number)
      return (prepared, hidden)
    }
    let number = try prepared.number(of, in: scope)
    guard number.type.isExactNumeric else {
      throw Problems(
        Diagnostic(
          .notAnAmount, at: place,
          ["name": .text(field.name), "type": .text(field.type.description)]))
    }
    guard test == .share, n == nil else { return (prepared, number) }
    // The rule is stated over the column's own name, because rejections show it.
    let rule = try ExpressionBinder(schema: Schema([Field("outcome", number.type)])).condition(
      ParsedExpression("outcome is null or outcome in (0, 1)"))
    prepared.rows = prepared.rows.checked(
      Check(rules: [
        Check.Rule(
          "experiment: \(field.name) 0 or 1",
          rule.reading("outcome", as: Expression(number)), columns: [field.name],
          onError: .reject)
      ]))
    return (prepared, number)
  }

  /// Units by variant and outcome; `left_out` says why those under a missing variant are not counted.
  private func counted(
    _ input: Relation, _ keys: [Projection], _ scope: Scope
  ) throws(Problems) -> Relation {
    var (prepared, outcome) = try outcome(input, scope)
    let type: DataType = test == .share ? .integer : outcome.type
    var projections = keys + [Projection("outcome", Expression(outcome).cast(to: type))]
    if let unit {
      let field = try AnalysisColumns.grouping(unit, in: input, scope)
      projections.append(Projection(keeping: field, as: "unit"))
    }
    for (name, column) in [("seen", at), ("done", outcomeAt)] {
      guard let column else { continue }
      let time = try TimeColumn.field(column, in: input, at: scope.origin.place)
      projections.append(
        Projection(name, try AnalysisColumns.microseconds(of: time, in: scope)))
    }
    let groups = keys.dropLast().map { $0.name }
    let slices = try sliced(input, &prepared, projections, scope)
    guard unit != nil else {
      let rows = try prepared.rows.extended([
        Projection("left_out", Expression(literal: .missing, type: .text)),
        Projection("units", Expression(literal: .integer(1))),
      ])
      return try reduced(rows, by: groups, slices, in: scope)
    }
    if at != nil, outcomeAt != nil {
      let first = try prepared.window(
        by: groups + ["unit"], ties: .inputOrder, ("first", WindowFunction("", .min, of: "seen")))[
          0]
      var condition = "done >= \(first.name)"
      if let windowDays {
        condition += " and done < \(first.name) + \(Int64(windowDays) * 86_400_000_000)"
      }
      let zero = Expression(literal: .integer(0)).cast(to: type)
      let nothing = Expression(literal: .missing, type: type)
      let unknown = "\(first.name) is null or (done is null and outcome <> 0)"
      prepared.rows = try prepared.rows.replacing(
        prepared.rows.schema.fields.filter { $0.name == "outcome" }
      ) { field throws(Problems) in
        Expression.when(
          try prepared.rows.formula(condition), Expression(field),
          otherwise: Expression.when(
            try prepared.rows.formula(unknown), nothing, otherwise: zero))
      }
    }
    // Rows without a unit stand together, and only their number is told.
    let units = try prepared.rows.aggregated(
      [
        Aggregation("variants", .countDistinct, of: "variant"),
        Aggregation("variant", .min, of: "variant"),
        Aggregation("outcome", test == .share ? .max : .sum, of: "outcome"),
        Aggregation("n_rows", .count),
      ] + slices.map { Aggregation($0.column, .min, of: $0.column) }, by: groups + ["unit"])
    let counted = try units.extended([
      "left_out": """
      case when unit is null then 'without_unit' when variants > 1 then 'crossover' end
      """,
      "units": "case when unit is null then n_rows else 1 end",
    ])
    return try reduced(
      try counted.replacing(
        counted.schema.fields.filter { ["variant", "outcome"].contains($0.name) }
      ) { field throws(Problems) in
        let isKept = field.name == "variant" ? "left_out is null" : "unit is not null"
        return try counted.formula("case when \(isKept) then \(field.name) end")
      }, by: groups, slices, in: scope)
  }

  /// A column by whose values the split of units is looked at.
  private struct Slice {
    let column: String
    /// The day of the first exposure, or the column's own name.
    let name: String
  }

  /// The rows with the columns that are worked with, those of the slices last.
  private func sliced(
    _ input: Relation, _ prepared: inout PreparedRows, _ projections: [Projection], _ scope: Scope
  ) throws(Problems) -> [Slice] {
    var projections = projections
    var slices: [Slice] = []
    if let at {
      let time = try TimeColumn.field(at, in: input, at: scope.origin.place)
      if time.type == .date || scope.zone != nil {
        slices.append(Slice(column: "day", name: "day"))
        projections.append(
          Projection("day", try TimeColumn.day(of: time, in: scope).cast(to: .text)))
      }
    }
    for (index, column) in splits.enumerated() {
      let field = try AnalysisColumns.grouping(column, in: input, scope)
      slices.append(Slice(column: "slice\(index)", name: field.name))
      projections.append(Projection("slice\(index)", Expression(field).cast(to: .text)))
    }
    prepared = PreparedRows(rows: try prepared.rows.projected(projections))
    return slices
  }

  /// Units by variant and outcome, and by variant and slice: `slice` names it and `slice_of` is its
  /// value, both missing in the first.
  private func reduced(
    _ units: Relation, by groups: [String], _ slices: [Slice], in scope: Scope
  ) throws(Problems) -> Relation {
    let nothing = { (name: String, type: DataType) in
      Projection(name, Expression(literal: .missing, type: type))
    }
    let rows = slices.isEmpty ? units : units.shared(as: scope.fragmentName("experiment_units"))
    let whole = try rows.aggregated(
      [Aggregation("units", .sum, of: "units")], by: groups + ["variant", "left_out", "outcome"])
    guard !slices.isEmpty else { return whole }
    var parts = [try whole.extended([nothing("slice", .text), nothing("slice_of", .text)])]
    for slice in slices {
      let counts = try rows.filtered("variant is not null and \(slice.column) is not null")
        .aggregated([Aggregation("units", .count)], by: groups + ["variant", slice.column])
      parts.append(
        try counts.projected(
          try parts[0].schema.fields.map { field throws(Problems) in
            switch field.name {
            case "slice": Projection("slice", Expression(literal: .text(slice.name)))
            case "slice_of":
              Projection("slice_of", try counts.formula(slice.column))
            case let name where counts.schema[name] != nil:
              Projection(name, try counts.formula(name))
            default: nothing(field.name, field.type)
            }
          }))
    }
    return try Relation.union(parts, origin: scope.origin)
  }

  /// Variants with their units, and successes or mean and spread, as the rows state them.
  private func stated(
    _ input: Relation, _ keys: [Projection], _ scope: Scope
  ) throws(Problems) -> Relation {
    var (prepared, outcome) = try outcome(input, scope)
    let units = try prepared.number(n ?? "n", in: scope)
    var projections =
      keys + [
        Projection("outcome", Expression(outcome)),
        Projection("units", Expression(units).cast(to: .integer)),
      ]
    if let sd {
      projections.append(Projection("sd", Expression(try prepared.number(sd, in: scope))))
    }
    let rows = try prepared.rows.projected(projections)
    if test == .share {
      return try rows.extended([
        Projection(
          "outcome",
          Expression(rows.schema["outcome"] ?? Field("outcome", .integer)).cast(to: .integer))
      ])
    }
    return rows
  }
}

extension Message {
  static let deviationWithoutMeans = Message(
    "deviation_without_means", exit: .config,
    en: "a standard deviation belongs to the means of a table with n",
    zh: "标准差只用于带 n 的均值表",
    hint: (
      en: "write {of: mean, sd: sd, n: n, test: mean}",
      zh: "请写 {of: mean, sd: sd, n: n, test: mean}"
    ))
  static let tableWithoutSpread = Message(
    "table_without_spread", exit: .config,
    en: "means and ranks cannot be tested from counts alone", zh: "只有人数时无法检验均值或秩",
    hint: (
      en: "give the standard deviations with sd, or rows of single units without n",
      zh: "请用 sd 给出标准差，或不写 n 而给出每个单元一行的数据"
    ))
  static let variantRepeated = Message(
    "variant_repeated", exit: .dataRefused, en: "variant '{variant}' has more than one row{group}",
    zh: "版本“{variant}”不止一行{group}",
    hint: (
      en: "add them up first with aggregate, or name the experiments with by",
      zh: "请先用 aggregate 合并，或用 by 指明实验"
    ))
}
