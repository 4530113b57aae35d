import FupanDiagnostics
import FupanMethods
import FupanPlan

/// What is wrong or doubtful about names of metrics, which people read as definitions.
enum MetricLint {
  /// Names that two metrics go by.
  static func problems(of metrics: [Metric]) -> [Diagnostic] {
    var owners: [(name: String, metric: Metric)] = []
    var found: [Diagnostic] = []
    for metric in metrics {
      for alias in metric.declaration.aliases {
        let name = folded(alias)
        if let other = owners.first(where: { $0.name == name })?.metric, other.id != metric.id {
          found.append(
            Diagnostic(
              .aliasTaken, at: metric.place,
              ["alias": .text(alias), "first": .text(other.id), "second": .text(metric.id)]))
        }
        owners.append((name, metric))
      }
    }
    return found
  }

  /// Metrics called CPC, cost per click, that divide by customers, members or orders.
  static func warnings(of metrics: [Metric]) -> [Diagnostic] {
    metrics.filter { metric in
      let names =
        [metric.id, metric.declaration.label.zh, metric.declaration.label.en]
        + metric.declaration.aliases
      return names.contains { isClickCost($0) } && countsPeople(metric, among: metrics)
    }.map { metric in
      Diagnostic(
        .clickCostOfCustomers, at: metric.place, ["name": .text(metric.id)], severity: .warning)
    }
  }

  /// A name as names are compared.
  static func folded(_ name: String) -> String { CampaignTag.folded(name) }

  private static func isClickCost(_ name: String) -> Bool {
    folded(name).split { !$0.isASCII || !$0.isLetter }.contains { $0 == "cpc" }
  }

  /// Whether it divides by customers, members or orders.
  private static func countsPeople(_ metric: Metric, among metrics: [Metric]) -> Bool {
    switch metric.form {
    case .ratio(_, let denominator):
      return denominator.terms.contains { term in
        term.countsPersons
          || ["orders", "members", "buyers", "customers"].contains(term.dataset)
      }
    case .composed(let expression, _):
      guard case .call("divide", let parts, _, _) = expression.syntax, parts.count == 2,
        case .column(_, let name, _) = parts[1],
        let part = metrics.first(where: { $0.id == name })
      else { return false }
      return part.terms.contains { term in
        term.countsPersons
          || ["orders", "members", "buyers", "customers"].contains(term.dataset)
      }
    case .value: return false
    }
  }
}
