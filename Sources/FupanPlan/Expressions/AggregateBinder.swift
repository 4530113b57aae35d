import FupanData
import FupanDiagnostics

/// Splits expressions with aggregate functions into what is computed before, in and after a
/// reduction.
///
/// `sum(paid) / count(*)` becomes the aggregations `sum` of `paid` and `count`, and a division of
/// the two afterwards; averages, deviations and percentiles come apart the same way, so a reduction
/// itself holds exact values only.
struct AggregateBinder {
  private let rows: Relation
  /// Looks up the rows that are reduced.
  private let binder: ExpressionBinder
  /// What "earlier" means for first and last.
  private let order: [SortKey]
  private let ties: TiePolicy
  /// Arguments that have to be computed before the reduction.
  private(set) var arguments: [Projection] = []
  private(set) var aggregations: [Aggregation] = []

  init(_ rows: Relation, _ binder: ExpressionBinder, order: [SortKey], ties: TiePolicy) {
    self.rows = rows
    self.binder = binder
    self.order = order
    self.ties = ties
  }

  /// The expression with every aggregate call replaced by the column that will hold it.
  mutating func split(
    _ syntax: ExpressionSyntax, in parsed: ParsedExpression
  ) throws(Problems) -> ExpressionSyntax {
    if case .call(let name, let operands, let isDistinct, let offset) = syntax,
      AggregateFunction.names.contains(name)
    {
      return try aggregate(name, operands, isDistinct, offset, in: parsed)
    }
    return try syntax.mapParts { part throws(Problems) in try split(part, in: parsed) }
  }

  private mutating func aggregate(
    _ name: String, _ operands: [ExpressionSyntax], _ isDistinct: Bool, _ offset: Int,
    in parsed: ParsedExpression
  ) throws(Problems) -> ExpressionSyntax {
    let place = parsed.place(at: offset)
    func misuse(_ usage: String) -> Problems {
      Problems(
        Diagnostic(
          .argumentsDoNotFit, at: place,
          [
            "name": .text(name), "usage": .text(usage), "types": .text("\(operands.count)"),
          ]))
    }
    if operands.isEmpty {
      guard name == "count", !isDistinct else { throw misuse("\(name)(x)") }
      // What we count ourselves, such as the rows behind a figure, has no place.
      if let place { try rows.requireRowsOfOneThing(at: place) }
      return column(for: .count, of: nil, offset)
    }
    guard operands.count == (name == "percentile" ? 2 : 1), !isDistinct || name == "count" else {
      throw misuse(name == "percentile" ? "percentile(x, 0.9)" : "\(name)(x)")
    }
    let operand = try binder.bind(operands[0], in: parsed)
    let numeric: Expression
    if binder.readsText, operand.type == .text,
      ["sum", "avg", "stddev", "percentile"].contains(name)
    {
      // The square that a deviation needs has the digits of both factors.
      numeric = operand.cast(to: name == "stddev" ? .decimal(scale: 6) : .wideDecimal(scale: 9))
    } else {
      numeric = operand
    }
    if ["sum", "avg", "stddev", "percentile"].contains(name), !numeric.type.isNumeric {
      throw Problems(
        Diagnostic(
          .argumentsDoNotFit, at: place,
          [
            "name": .text(name), "usage": .text("\(name)(number)"),
            "types": .text(numeric.type.description),
          ]))
    }
    if ["sum", "avg", "stddev", "percentile"].contains(name) || name == "count" && !isDistinct,
      place != nil || name != "count"
    {
      try rows.requireOwnGrain(of: operand, in: name, at: place)
    }
    switch name {
    case "count": return column(for: isDistinct ? .countDistinct : .count, of: operand, offset)
    case "min": return column(for: .min, of: binder.ordered(operand), offset)
    case "max": return column(for: .max, of: binder.ordered(operand), offset)
    case "first": return column(for: .first, of: operand, offset)
    case "last": return column(for: .last, of: operand, offset)
    case "sum": return column(for: .sum, of: numeric, offset)
    case "avg":
      let parts = [
        column(for: .sum, of: numeric, offset), column(for: .count, of: numeric, offset),
      ]
      return .call("divide", parts, isDistinct: false, offset: offset)
    case "stddev":
      let exact = numeric.type == .number ? numeric.cast(to: .decimal(scale: 6)) : numeric
      let narrow = exact.type == .integer ? exact.cast(to: .decimal(scale: 0)) : exact
      let square = try binder.call(
        ArithmeticFunctions.multiply, [narrow, narrow], at: place)
      let parts = [
        column(for: .count, of: narrow, offset), column(for: .sum, of: narrow, offset),
        column(for: .sum, of: square, offset),
      ]
      return .call("deviation", parts, isDistinct: false, offset: offset)
    default:
      return try percentile(numeric, operands[1], offset, at: place, in: parsed)
    }
  }

  private mutating func percentile(
    _ operand: Expression, _ position: ExpressionSyntax, _ offset: Int, at place: Place?,
    in parsed: ParsedExpression
  ) throws(Problems) -> ExpressionSyntax {
    let literal = try binder.bind(position, in: parsed).literal
    let share: (unscaled: Int128, scale: Int)?
    switch literal {
    case .decimal(let unscaled, let scale): share = (unscaled, scale)
    case .integer(let number): share = (Int128(number), 0)
    default: share = nil
    }
    guard let share, share.scale <= 9, share.unscaled >= 0,
      share.unscaled <= DecimalText.powersOfTen[share.scale]
    else {
      throw Problems(Diagnostic(.percentileOutOfRange, at: place))
    }
    let numerator = Int64(share.unscaled)
    let denominator = Int64(DecimalText.powersOfTen[share.scale])
    let parts = [false, true].map { upper in
      column(
        for: .orderStatistic(numerator: numerator, denominator: denominator, upper: upper),
        of: operand, offset)
    }
    let count = column(for: .count, of: operand, offset)
    return .call(
      "interpolate",
      parts + [count, .literal(.decimal(share.unscaled, scale: share.scale), offset: offset)],
      isDistinct: false, offset: offset)
  }

  /// The column that will hold an aggregation; the same one asked for twice is computed once.
  private mutating func column(
    for function: AggregateFunction, of operand: Expression?, _ offset: Int
  ) -> ExpressionSyntax {
    let source = operand.map { argumentColumn($0) }
    let known = aggregations.first { $0.function == function && $0.column == source }
    let aggregation =
      known
      ?? Aggregation(
        "_aggregate\(aggregations.count)", function, of: source, order: order, ties: ties)
    if known == nil { aggregations.append(aggregation) }
    return .column(qualifier: nil, name: aggregation.name, offset: offset)
  }

  private mutating func argumentColumn(_ operand: Expression) -> String {
    if case .column(let name) = operand.form { return name }
    if let known = arguments.first(where: { $0.expression == operand }) { return known.name }
    let name = "_argument\(arguments.count)"
    arguments.append(Projection(name, operand))
    return name
  }
}

extension Relation {
  /// One row for each combination of `by`, with columns made of aggregate functions.
  ///
  ///     orders.aggregated([("revenue", sum(net_paid)), ("per_order", sum(net_paid) / count(*))], by: ["region"])
  ///
  /// - Throws: every expression that does not fit, at its place.
  package func aggregated(
    _ into: [(name: String, expression: ParsedExpression)], by names: [String],
    order: [SortKey] = [], ties: TiePolicy = .error, parameters: [String: Value] = [:],
    readsText: Bool = false, meantAsText: Set<String> = []
  ) throws(Problems) -> Relation {
    var splitter = AggregateBinder(
      self, binder(parameters: parameters, readsText: readsText, meantAsText: meantAsText),
      order: order, ties: ties)
    var found: [Diagnostic] = []
    var outputs: [(name: String, syntax: ExpressionSyntax, parsed: ParsedExpression)] = []
    for (name, parsed) in into {
      do throws(Problems) {
        outputs.append((name, try splitter.split(parsed.syntax, in: parsed), parsed))
      } catch { found.append(contentsOf: error.all) }
    }
    if let problems = Problems(found) { throw problems }
    let prepared = splitter.arguments.isEmpty ? self : try extended(splitter.arguments)
    let reduced = try prepared.aggregated(splitter.aggregations, by: names)
    var projections = names.compactMap { reduced.schema[$0] }.map { Projection(keeping: $0) }
    let binder = reduced.binder(parameters: parameters)
    for output in outputs {
      do throws(Problems) {
        let expression = try binder.bind(output.syntax, in: output.parsed)
        projections.append(Projection(output.name, expression))
      } catch {
        found.append(contentsOf: error.all.map { notAggregated($0) })
      }
    }
    if let problems = Problems(found) { throw problems }
    return try reduced.projected(projections)
  }

  /// A column that exists but is not aggregated gets its own message.
  private func notAggregated(_ diagnostic: Diagnostic) -> Diagnostic {
    guard diagnostic.code == Message.unknownColumn.code,
      case .text(let name)? = diagnostic.facts.first(where: { $0.name == "name" })?.value,
      schema.index(of: name) != nil
    else { return diagnostic }
    return Diagnostic(.aggregateNeedsColumn, at: diagnostic.place, ["name": .text(name)])
  }
}
