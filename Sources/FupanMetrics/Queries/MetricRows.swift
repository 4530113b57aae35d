import FupanConfig
import FupanData
import FupanDiagnostics
import FupanPlan

/// The rows behind figures, one by one: what two runs are told apart by.
///
/// Metrics that look at the same rows share a pass; each pass has, for every row that counts, its
/// day, what it is known by, and what it adds to each aggregate.
package struct MetricRows: Sendable {
  package let passes: [Pass]

  /// Some metrics over the same rows of a dataset.
  package struct Pass: Sendable {
    package let dataset: String
    package let metrics: [String]
    package let terms: [Term]
    /// Columns in this order: `day`, ``flag``, the keys, the arguments of the terms.
    package let fragment: Fragment
    /// How many columns the row is known by.
    package let keys: Int
  }

  /// What is done with an argument.
  package struct Term: Sendable {
    package let name: String
    package let function: Function
    /// The argument's type.
    package let type: DataType
  }

  /// The aggregates whose parts can be kept row by row.
  package enum Function: String, Sendable {
    case count, distinct, sum, average
  }

  /// A column of truth values that a dataset may bring, noted for each row.
  package static let flag = "_by_hand"

  /// Plans the rows of metrics and of those they are made of.
  ///
  /// - Parameters:
  ///   - days: the days of the report.
  ///   - limit: no pass has more rows.
  ///   - keys: the columns that the rows of a dataset are known by; none are personal.
  /// - Throws: expressions that do not fit their datasets.
  package init(
    of names: [String], during days: DateRange?, limit: Int, _ registry: MetricRegistry,
    _ surroundings: MetricQuery.Surroundings, keys: (String, Schema) -> [String]
  ) throws(Problems) {
    var found: [(dataset: String, metrics: [Metric])] = []
    for metric in registry.closure(of: names) {
      for dataset in metric.datasets where surroundings.relations[dataset] != nil {
        let index = found.firstIndex { entry in
          guard entry.dataset == dataset, let first = entry.metrics.first?.declaration else {
            return false
          }
          return first.looksAtTheSameRows(as: metric.declaration)
        }
        if let index {
          found[index].metrics.append(metric)
        } else {
          found.append((dataset, [metric]))
        }
      }
    }
    var passes: [Pass] = []
    for (number, entry) in found.enumerated() {
      guard let relation = surroundings.relations[entry.dataset] else { continue }
      let pass = try MetricRows.pass(
        "facts.\(number).\(entry.dataset)", entry.dataset, entry.metrics, relation, during: days,
        limit: limit, surroundings, keys: keys(entry.dataset, relation.schema))
      if let pass { passes.append(pass) }
    }
    self.passes = passes
  }

  /// Nil where an aggregate cannot be taken apart.
  private static func pass(
    _ name: String, _ dataset: String, _ metrics: [Metric], _ relation: Relation,
    during days: DateRange?, limit: Int, _ surroundings: MetricQuery.Surroundings, keys: [String]
  ) throws(Problems) -> Pass? {
    guard let metric = metrics.first else { return nil }
    var rows = try metric.rows(
      of: relation.with(origin: Origin("facts", at: metric.place)), surroundings.parameters)
    let binder = rows.binder(parameters: surroundings.parameters)
    let time = try MetricQuery.timeField(of: rows, metric, surroundings)
    if let days, let time, metric.declaration.during != .all {
      rows = rows.filtered(
        where: try Expression(time).lies(within: days.daysSince1970, in: surroundings.zone))
    }
    var terms: [Term] = []
    var arguments: [Projection] = []
    for term in metrics.flatMap({ $0.terms }) where term.dataset == dataset {
      guard case .call(let call, let operands, let isDistinct, _) = term.expression.syntax,
        let function = function(call, isDistinct: isDistinct), operands.count <= 1
      else { return nil }
      let argument: Expression
      if let operand = operands.first {
        argument = try binder.bind(
          ParsedExpression(operand, text: term.expression.text, at: term.expression.start))
      } else {
        argument = Expression(literal: .integer(1))
      }
      // What is no exact number cannot be added up in another order.
      guard function == .count || function == .distinct || argument.type.isExactNumeric else {
        return nil
      }
      arguments.append(Projection("a\(terms.count)", argument))
      terms.append(Term(name: term.name, function: function, type: argument.type))
    }
    var identity = keys.compactMap { rows.schema[$0] }.filter { !$0.isPersonal }
    if identity.isEmpty, let time, !time.isPersonal {
      // Rows of no known key are told apart by their instant and by what they add: to keep all
      // their other columns in memory for this alone would cost more than the report.
      identity = [time]
    }
    if identity.isEmpty {
      identity = rows.schema.fields.filter { field in
        !field.isPersonal && [.text, .date, .timestamp, .bool].contains(field.type)
          && field.name != flag
      }
    }
    let day =
      time.map { Expression($0).cast(to: .date) } ?? Expression(literal: .missing, type: .date)
    let byHand =
      rows.schema[flag].map { Expression($0) } ?? Expression(literal: .bool(false))
    let projections =
      [Projection("day", day), Projection("by_hand", byHand)]
      + identity.enumerated().map { Projection("k\($0)", Expression($1)) } + arguments
    return Pass(
      dataset: dataset, metrics: metrics.map { $0.id }, terms: terms,
      fragment: Fragment(name, try rows.projected(projections).limited(limit)),
      keys: identity.count)
  }

  private static func function(_ name: String, isDistinct: Bool) -> Function? {
    switch name {
    case "count": isDistinct ? .distinct : .count
    case "sum": .sum
    case "avg": .average
    default: nil
    }
  }
}
