import FupanConfig
import FupanData
import FupanReports

extension RunDifference {
  /// The difference for programs: exact decimals as text, causes by their names.
  package var json: JSONValue {
    func number(_ value: Report.ExactNumber?) -> JSONValue {
      value.map { .string($0.description) } ?? .null
    }
    func side(_ side: DifferenceSide) -> JSONValue {
      [
        "name": .string(side.name), "campaign": .string(side.report.campaign),
        "as_of": .string(side.report.asOf.description),
      ]
    }
    return [
      "version": .number("1"), "from": side(before), "to": side(after),
      "currency": .string(after.report.currency),
      "metrics": .array(
        metrics.map { metric in
          [
            "metric": .string(metric.metric), "label": .string(metric.label),
            "unit": .string(metric.unit.name), "from": number(metric.before),
            "to": number(metric.after), "difference": number(metric.difference),
            "parts": .array(
              metric.parts.map { part in
                [
                  "cause": .string(part.cause.rawValue), "amount": number(part.amount),
                  "rows": part.rows.map { .number(String($0)) } ?? .null,
                ]
              }),
            "remarks": .array(metric.remarks.map { .string($0.name) }),
          ]
        }),
    ]
  }

  /// The difference as rows: a column for each cause that there can be, exact decimals.
  package var table: Table {
    let names =
      ["metric", "label", "unit", "from", "to", "difference"]
      + DifferenceCause.allCases.map { $0.rawValue }
    let rows = metrics.map { metric -> [Value] in
      func text(_ number: Report.ExactNumber?) -> Value {
        number.map { .text($0.description) } ?? .missing
      }
      let isSplit = metric.difference != nil
      return [.text(metric.metric), .text(metric.label), .text(metric.unit.name)]
        + [text(metric.before), text(metric.after), text(metric.difference)]
        + DifferenceCause.allCases.map { cause in
          isSplit ? text(metric.amount(of: cause) ?? 0) : .missing
        }
    }
    let fields = names.map { Field($0, .text) }
    let columns = fields.indices.map { index in Column(.text, rows.map { $0[index] }) }
    return Table(Schema(fields), [Batch(Schema(fields), columns, count: rows.count)])
  }
}

extension MetricDifference.Unit {
  /// The name for programs.
  fileprivate var name: String {
    switch self {
    case .count: "count"
    case .money: "money"
    case .percent: "percent"
    case .multiple: "multiple"
    case .number: "number"
    }
  }
}

extension DifferenceRemark {
  /// The name for programs.
  fileprivate var name: String {
    switch self {
    case .noRows: "no_rows"
    case .definitionChanged: "definition_changed"
    case .entered: "entered"
    case .notReproduced: "not_reproduced"
    }
  }
}
