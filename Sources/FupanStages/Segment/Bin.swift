import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// `bin`: which of several ranges a number lies in.
///
/// Declared cuts make ranges [a, b) that have their lower end; `quantiles` makes as many ranges of
/// nearly equal size, (a, b], with equal values in one range; with `by` each group has ranges of its
/// own. A missing value has no range.
///
///     - bin: {of: net_paid, cuts: [100, 500], into: band}
///     - bin: {of: net_paid, quantiles: 4, labels: [低, 中低, 中高, 高]}
///     - bin: {of: net_paid, quantiles: 4, by: platform}
package struct Bin: TransformStage {
  package static let about = StageDescription(
    "bin", .segment, "Names the range that a number lies in: between cuts, or by quantiles.")

  @Parameter("The column of numbers.", .principal) var of: ColumnName
  @Parameter("Where a range ends and the next begins, ascending.") var cuts: [QuantityLiteral] = []
  @Parameter("How many ranges of nearly equal size.", .in(2...100)) var quantiles: Int?
  @Parameter("Columns to make quantiles separately for each combination of.")
  var by: [ColumnName] = []
  @Parameter("Names of the ranges, the lowest first; by default their ends.")
  var labels: [String] = []
  @Parameter("The new column of names.", .nonEmpty) var into: String = "bin"
  @Parameter("A further new column: the number of the range, 1 for the lowest.")
  var number: String?

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    var prepared = PreparedRows(rows: input)
    let field = found.gather { () throws(Problems) in try prepared.number(of, in: scope) }
    if cuts.isEmpty == (quantiles == nil) {
      found.append(Diagnostic(.cutsOrQuantiles, at: scope.origin.place))
    }
    for (cut, next) in zip(cuts, cuts.dropFirst()) where !Bin.isAscending(cut, next) {
      found.append(
        Diagnostic(
          .cutsNotAscending, at: $cuts.place ?? scope.origin.place,
          ["first": .text(cut.written), "second": .text(next.written)]))
    }
    if quantiles == nil, !by.isEmpty {
      found.append(Diagnostic(.cutsOfGroups, at: $by.place ?? scope.origin.place))
    }
    let keys = found.gather { () throws(Problems) in
      try AnalysisColumns.keys(by, in: input, scope)
    }
    let ranges = quantiles ?? cuts.count + 1
    if !labels.isEmpty, labels.count != ranges {
      found.append(
        Diagnostic(
          .labelsDoNotFit, at: $labels.place ?? scope.origin.place,
          ["labels": .integer(labels.count), "ranges": .integer(ranges)]))
    }
    if let problems = Problems(found) { throw problems }
    guard let field, let keys else { preconditionFailure("a missing column is a problem") }
    guard let quantiles else { return try declaredBins(of: field, prepared) }
    return try quantileBins(quantiles, of: field, by: keys, &prepared, in: scope)
  }

  private static func isAscending(_ cut: QuantityLiteral, _ next: QuantityLiteral) -> Bool {
    let scale = max(cut.decimal.scale, next.decimal.scale)
    func units(_ number: DecimalLiteral) -> Int128? {
      DecimalText.rescaled(Int128(number.units), from: number.scale, to: scale)
    }
    guard let first = units(cut.decimal), let second = units(next.decimal) else { return false }
    return first < second
  }

  private func declaredBins(
    of field: Field, _ prepared: PreparedRows
  ) throws(Problems) -> Relation {
    let ends = cuts.map { $0.written }
    let names =
      labels.isEmpty
      ? ["< \(ends[0])"] + zip(ends, ends.dropFirst()).map { "[\($0), \($1))" }
        + ["≥ \(ends[ends.count - 1])"] : labels
    var conditions: [Expression] = []
    for cut in cuts {
      let end = Expression(
        literal: .decimal(Int128(cut.decimal.units), scale: cut.decimal.scale))
      conditions.append(
        try prepared.rows.binder().call("less", [Expression(field), end], at: of.place))
    }
    func column(_ values: [Value], _ type: DataType) throws(Problems) -> Expression {
      let isMissing = try prepared.rows.binder().call(
        "is_missing", [Expression(field)], at: of.place)
      let branches = zip([isMissing] + conditions, [.missing] + values).map {
        Expression.Branch(condition: $0, value: Expression(literal: $1, type: type))
      }
      return Expression(
        .conditional(branches, otherwise: Expression(literal: values[values.count - 1])),
        type: type)
    }
    let numbers = (1...names.count).map { Value.integer(Int64($0)) }
    return try added(
      name: try column(names.map { .text($0) }, .text), number: try column(numbers, .integer),
      to: prepared)
  }

  /// A value is above a cut between two neighbouring values where it is above the lower one, so
  /// only values that occur are compared.
  private func quantileBins(
    _ count: Int, of field: Field, by keys: [String], _ prepared: inout PreparedRows,
    in scope: Scope
  ) throws(Problems) -> Relation {
    var groups: [Field] = []
    for group in keys.isEmpty
      ? [Projection("one", Expression(literal: .integer(1)))]
      : try MatchableGroups.projections(keys, of: prepared.rows)
    {
      groups.append(try prepared.hide(group.name, group.expression))
    }
    prepared.rows = prepared.rows.shared(as: scope.fragmentName("binned"))
    var value = Projection(keeping: field, as: "value")
    value.field.unit = nil
    let ends =
      try prepared.rows
      .projected([value] + groups.map { Projection(keeping: $0) })
      .aggregated(
        [Aggregation("end0", .min, of: "value")]
          + (1..<count).map {
            Aggregation(
              "end\($0)",
              .orderStatistic(numerator: Int64($0), denominator: Int64(count), upper: false),
              of: "value")
          } + [Aggregation("end\(count)", .max, of: "value")], by: groups.map { $0.name })
    var named: [Projection] = []
    for index in 0...count {
      guard let end = ends.schema["end\(index)"] else { continue }
      named.append(
        Projection(
          keeping: end, as: Relation.hiddenName("end\(index)", in: prepared.rows.schema)))
    }
    let right = try ends.projected(named + groups.map { Projection(keeping: $0) })
    prepared.rows = try prepared.rows.joined(
      right, Join(.left, on: groups.map { Join.Pair(left: $0.name, right: $0.name) }))
    prepared.hidden += named.map { $0.name }

    let binder = prepared.rows.binder()
    let limits = named.compactMap { prepared.rows.schema[$0.name] }.map { Expression($0) }
    var plain = Expression(field)
    if field.unit != nil { plain = Expression(plain.form, type: field.type) }
    var names: [Expression.Branch] = []
    var numbers: [Expression.Branch] = []
    // From the highest range down, the first whose lower end the value is above is its own.
    for index in (1...count).reversed() {
      let isIn =
        index == 1
        ? try binder.call("is_not_missing", [plain], at: of.place)
        : try binder.call("greater", [plain, limits[index - 1]], at: of.place)
      let name: Expression
      if labels.isEmpty {
        name = try binder.call(
          "concat",
          [
            Expression(literal: .text(index == 1 ? "[" : "(")),
            try text(of: limits[index - 1], binder), Expression(literal: .text(", ")),
            try text(of: limits[index], binder), Expression(literal: .text("]")),
          ], at: of.place)
      } else {
        name = Expression(literal: .text(labels[index - 1]))
      }
      names.append(Expression.Branch(condition: isIn, value: name))
      numbers.append(
        Expression.Branch(
          condition: isIn, value: Expression(literal: .integer(Int64(index)))))
    }
    return try added(
      name: Expression(.conditional(names, otherwise: nil), type: .text),
      number: Expression(.conditional(numbers, otherwise: nil), type: .integer), to: prepared)
  }

  /// An end as text: decimals that were read from text without zeros that they do not need, and
  /// floating-point numbers with four digits.
  private func text(
    of end: Expression, _ binder: ExpressionBinder
  ) throws(Problems) -> Expression {
    let isRead = end.type == .wideDecimal(scale: 9)
    guard isRead || end.type == .number else { return end.cast(to: .text) }
    return try binder.call(
      "regexp_extract",
      [
        (isRead ? end : end.cast(to: .wideDecimal(scale: 4))).cast(to: .text),
        Expression(literal: .text(#"^-?[0-9]+(\.[0-9]*[1-9])?"#)),
      ], at: of.place)
  }

  private func added(
    name: Expression, number place: Expression, to prepared: PreparedRows
  ) throws(Problems) -> Relation {
    guard let number else { return try prepared.adding(Projection(into, name)) }
    return try prepared.adding(Projection(into, name), Projection(number, place))
  }
}

extension Message {
  static let cutsNotAscending = Message(
    "cuts_not_ascending", exit: .config, en: "the cut {second} is not above {first}",
    zh: "分界点 {second} 不大于 {first}", hint: (en: "write cuts in ascending order", zh: "请按从小到大书写"))
  static let cutsOfGroups = Message(
    "cuts_of_groups", exit: .config, en: "declared cuts are the same for every group",
    zh: "给定的分界点对每组都一样",
    hint: (en: "leave out by, or write quantiles", zh: "请去掉 by，或改用 quantiles"))
  static let cutsOrQuantiles = Message(
    "cuts_or_quantiles", exit: .config, en: "ranges are made by cuts or by quantiles, one of them",
    zh: "分组要么给 cuts，要么给 quantiles，二选一",
    hint: (en: "write cuts: [100, 500], or quantiles: 4", zh: "请写 cuts: [100, 500] 或 quantiles: 4"))
  static let labelsDoNotFit = Message(
    "labels_do_not_fit", exit: .config,
    en: "{labels} {labels|label stands|labels stand} for {ranges} {ranges|range|ranges}",
    zh: "给了 {labels} 个名称，但有 {ranges} 个区间")
}
