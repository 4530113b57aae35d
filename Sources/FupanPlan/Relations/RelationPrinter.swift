import FupanData
import FupanDiagnostics

/// Writes a plan down for people: one fragment after the other, each step above what it reads.
///
///     leaders
///       top: limit 20
///       top: sort revenue descending nulls last
///       aggregate: by distributor into revenue = sum(net_paid)
///       from: scan orders
package struct RelationPrinter {
  package init() {}

  /// The fragments of a program in the order in which they are computed.
  package func text(_ program: Program) -> String {
    program.fragments.map { fragment in
      var lines = [Expression.name(fragment.name) + columns(fragment.schema)]
      var indent = "  "
      if let finish = fragment.finish {
        lines.append("  finish \(finish.name)")
        indent = "    "
      }
      append(fragment.relation, indent, to: &lines)
      return lines.joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
  }

  private func columns(_ schema: Schema) -> String {
    let names = schema.fields.map { "\(Expression.name($0.name)) \($0.type)" }
    return " (" + names.joined(separator: ", ") + ")"
  }

  private func append(_ relation: Relation, _ indent: String, to lines: inout [String]) {
    let stage = relation.origin.stage
    lines.append(indent + (stage.isEmpty ? "" : "\(stage): ") + step(relation))
    let inputs = relation.inputs
    // A single input goes on below; several are set in.
    for input in inputs {
      append(input, inputs.count > 1 ? indent + "  " : indent, to: &lines)
    }
  }

  private func step(_ relation: Relation) -> String {
    switch relation.node {
    case .scan(.files(let source)):
      return "scan \(source.format.rawValue) "
        + (source.files.isEmpty ? "nothing: no such file" : source.files.joined(separator: ", "))
    case .scan(.fragment(let fragment)): return "scan \(Expression.name(fragment.name))"
    case .values(let table): return "values of " + table.count.counting("row", "rows")
    case .project(_, let projections):
      return "project " + projections.map(projection).joined(separator: ", ")
    case .filter(_, let condition): return "filter \(condition)"
    case .check(_, let check):
      let parts =
        check.conversions.map {
          "\(Expression.name($0.column)) as \(format($0.format))"
            + $0.companions.map { " with \($0.kind.rawValue) \(Expression.name($0.name))" }.joined()
            + " or \($0.onError.rawValue)"
        }
        + check.rules.map { "\($0.label) or \($0.onError.rawValue)" }
      return "check " + parts.joined(separator: ", ")
    case .aggregate(_, let by, let into):
      return "aggregate" + (by.isEmpty ? "" : " by " + names(by)) + " into "
        + into.map(aggregation).joined(separator: ", ")
    case .window(_, let window):
      var text = "window"
      if !window.partition.isEmpty { text += " by " + names(window.partition) }
      if !window.order.isEmpty { text += " order " + order(window.order) }
      return text + " into " + window.functions.map(function).joined(separator: ", ")
    case .join(_, _, let join):
      let pairs = join.on.map { pair in
        pair.left == pair.right
          ? Expression.name(pair.left)
          : "\(Expression.name(pair.left)) = \(Expression.name(pair.right))"
      }
      return
        "\(join.kind.rawValue) join on \(pairs.joined(separator: ", ")), matches \(join.matches.rawValue)"
    case .union: return "union"
    case .sort(_, let keys): return "sort " + order(keys)
    case .limit(_, let count): return "limit \(count)"
    case .unnest(_, let unnest):
      return "unnest \(Expression.name(unnest.column)) into \(Expression.name(unnest.into))"
        + (unnest.keepsEmpty ? ", empty ones too" : "")
    case .unpivot(_, let unpivot):
      return "unpivot \(names(unpivot.columns)) into \(names([unpivot.name, unpivot.value]))"
    }
  }

  private func names(_ names: [String]) -> String {
    names.map { Expression.name($0) }.joined(separator: ", ")
  }

  private func order(_ keys: [SortKey]) -> String {
    keys.map { key in
      Expression.name(key.column) + (key.direction == .descending ? " descending" : "")
        + (key.nulls == .first ? " nulls first" : "")
    }.joined(separator: ", ")
  }

  private func projection(_ projection: Projection) -> String {
    if projection.passedColumn == projection.name { return Expression.name(projection.name) }
    return "\(Expression.name(projection.name)) = \(projection.expression)"
  }

  private func aggregation(_ aggregation: Aggregation) -> String {
    let column = aggregation.column.map { Expression.name($0) }
    let call: String
    switch aggregation.function {
    case .count: call = "count(\(column ?? "*"))"
    case .countDistinct: call = "count(distinct \(column ?? "*"))"
    case .orderStatistic(let numerator, let denominator, let upper):
      call =
        "order_statistic(\(column ?? ""), \(numerator)/\(denominator), \(upper ? "upper" : "lower"))"
    case .sum, .min, .max, .first, .last: call = "\(aggregation.function)(\(column ?? ""))"
    }
    let order = aggregation.order.isEmpty ? "" : " order " + order(aggregation.order)
    return "\(Expression.name(aggregation.name)) = \(call)\(order)"
  }

  private func function(_ function: WindowFunction) -> String {
    let column = function.column.map { Expression.name($0) } ?? ""
    let call: String
    switch function.kind {
    case .ntile(let buckets): call = "ntile(\(buckets))"
    case .lag(let offset): call = "lag(\(column), \(offset))"
    case .lead(let offset): call = "lead(\(column), \(offset))"
    case .rowNumber: call = "row_number()"
    case .rank: call = "rank()"
    case .denseRank: call = "dense_rank()"
    case .firstValue: call = "first_value(\(column))"
    case .lastValue: call = "last_value(\(column))"
    case .sum, .count, .min, .max: call = "\(function.kind)(\(column))"
    }
    let frame: String =
      switch function.frame {
      case .partition: ""
      case .running: " running"
      case .runningExclusive: " running before this row"
      }
    return "\(Expression.name(function.name)) = \(call)\(frame)"
  }

  private func format(_ format: ValueFormat) -> String {
    switch format {
    case .text: "text"
    case .identifier: "identifier"
    case .phone: "phone"
    case .integer: "integer"
    case .decimal(let scale): "decimal(\(scale))"
    case .money(let currency): "money(\(currency))"
    case .percent: "percent"
    case .number: "number"
    case .bool: "bool"
    case .date: "date"
    case .timestamp(_, let zone): "timestamp(\(zone))"
    case .duration: "duration"
    case .list(let separator): "list(\(separator))"
    case .ranking(let separator): "ranking(\(separator))"
    }
  }
}
