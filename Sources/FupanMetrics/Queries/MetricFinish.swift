import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// Finishes one metric from its aggregates, exactly where sums and counts allow it.
struct MetricFinish {
  private let metric: Metric
  private let parameters: [String: Value]

  init(_ metric: Metric, parameters: [String: Value]) {
    self.metric = metric
    self.parameters = parameters
  }

  /// The figure of one scope from the values of its terms and the figures of other metrics.
  ///
  /// `rows` are the rows behind the terms, for each dataset, and `known` those of somebody known.
  func figure(
    _ terms: [String: Value], rows: [String: Int], known: [String: Int] = [:],
    others: [String: MetricFigure]
  ) -> MetricFigure {
    var rows = rows.filter { metric.datasets.contains($0.key) }
    let counted = known.filter { metric.datasets.contains($0.key) }
    var sayWho = counted.isEmpty ? nil : counted
    var figure: MetricFigure
    switch metric.form {
    case .value(let expression):
      figure = self.figure(of: evaluate(expression, terms), rows: rows.values.reduce(0, +))
    case .ratio(let numerator, let denominator):
      figure = ratio(evaluate(numerator, terms), evaluate(denominator, terms))
    case .composed(let expression, let parts):
      let values = parts.map { ($0, others[$0]?.value ?? .missing) }
      rows = MetricFinish.most(parts.compactMap { others[$0]?.rowsByDataset })
      let counted = parts.compactMap { others[$0]?.knownByDataset }
      sayWho = counted.count == parts.count ? MetricFinish.most(counted) : nil
      figure = self.figure(of: evaluate(expression, values), rows: rows.values.reduce(0, +))
    }
    figure.rowsByDataset = rows
    figure.knownByDataset = sayWho
    return figure
  }

  /// The greatest count of each dataset.
  private static func most(_ counts: [[String: Int]]) -> [String: Int] {
    counts.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: max) }
  }

  private func figure(of value: Value, rows: Int) -> MetricFigure {
    guard let number = value.double else {
      return MetricFigure(value: .missing, estimate: Estimate(none: .undefined, n: rows))
    }
    return MetricFigure(
      value: value,
      estimate: Estimate(number, n: rows, numerator: value.scaledInteger))
  }

  private func ratio(_ numerator: Value, _ denominator: Value) -> MetricFigure {
    let parts = (numerator.scaledInteger, denominator.scaledInteger)
    guard let upper = numerator.double, let lower = denominator.double else {
      return MetricFigure(
        value: .missing, estimate: Estimate(none: .empty), numerator: numerator,
        denominator: denominator)
    }
    let n = denominator.count ?? 0
    guard lower != 0 else {
      return MetricFigure(
        value: .missing,
        estimate: Estimate(
          none: .zeroDenominator, n: n, numerator: parts.0, denominator: parts.1),
        numerator: numerator, denominator: denominator)
    }
    if metric.declaration.interval == .wilson, let x = numerator.count, x >= 0, x <= n {
      let estimate = Estimate.proportion(x, of: n)
      return MetricFigure(
        value: estimate.value.map { .number($0) } ?? .missing, estimate: estimate,
        numerator: numerator, denominator: denominator)
    }
    return MetricFigure(
      value: .number(upper / lower),
      estimate: Estimate(upper / lower, n: n, numerator: parts.0, denominator: parts.1),
      numerator: numerator, denominator: denominator)
  }

  private func evaluate(_ expression: Metric.TermExpression, _ terms: [String: Value]) -> Value {
    evaluate(
      expression.expression,
      expression.terms.map { term in
        let value = terms[term.name] ?? .missing
        return (term.name, value.isMissing ? term.valueOfNothing : value)
      })
  }

  /// An expression over a single row of named values.
  private func evaluate(_ expression: ParsedExpression, _ values: [(String, Value)]) -> Value {
    let fields = values.map { Field($0.0, $0.1.type ?? .integer) }
    let schema = Schema(fields)
    let batch = Batch(
      schema, zip(fields, values).map { Column($0.type, [$1.1]) }, count: 1)
    let bound = try? ExpressionBinder(schema: schema, parameters: parameters).bind(expression)
    guard let bound, let result = try? bound.evaluate(batch, EvaluationContext()) else {
      return .missing
    }
    return result.value(at: 0)
  }
}

extension Metric.Term {
  /// What the aggregate of no rows is: nothing was counted and nothing added up.
  var valueOfNothing: Value {
    guard case .call(let name, _, _, _) = expression.syntax else { return .missing }
    return name == "count" || name == "sum" ? .integer(0) : .missing
  }
}

extension Value {
  /// The exact number as the methods take it, or nil.
  package var scaledInteger: ScaledInteger? {
    switch self {
    case .integer(let number): ScaledInteger(Int128(number))
    case .decimal(let unscaled, let scale): ScaledInteger(unscaled, scale: scale)
    default: nil
    }
  }
}
