import FupanConfig
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// A metric whose definition is understood: its terms are known and its names looked up.
package struct Metric: Sendable {
  /// The stable name.
  package let id: String
  package let place: Place?
  package let declaration: MetricDeclaration
  /// What it is computed from.
  package let form: Form

  /// How a metric is computed.
  package enum Form: Sendable {
    /// One expression of aggregate terms.
    case value(TermExpression)
    /// The quotient of two expressions of aggregate terms.
    case ratio(numerator: TermExpression, denominator: TermExpression)
    /// An expression of other metrics, by name.
    case composed(ParsedExpression, of: [String])
  }

  /// An expression in which every aggregate is replaced by the column that will hold it.
  package struct TermExpression: Sendable {
    package let expression: ParsedExpression
    package let terms: [Term]
  }

  /// An aggregate over one dataset: `sum(orders.net_paid)`.
  package struct Term: Hashable, Sendable {
    package let dataset: String
    /// The aggregate with bare column names: `sum(net_paid)`.
    package let expression: ParsedExpression
    /// The column that holds it.
    package let name: String

    /// Whether it counts people: what it says holds for rows of somebody known only.
    package var countsPersons: Bool { expression.syntax.reads("person_id") }

    /// Whether it counts or adds up: averages, extremes and percentiles do not.
    var isTotal: Bool {
      guard case .call(let name, _, _, _) = expression.syntax else { return false }
      return name == "count" || name == "sum"
    }

    /// Whether it counts different values, which never add up.
    var isDistinct: Bool {
      if case .call(_, _, let isDistinct, _) = expression.syntax { isDistinct } else { false }
    }
  }

  /// What it is, which decides how its values combine; nil for a metric made of others.
  package var kind: MetricKind? {
    switch form {
    case .ratio: return declaration.unit == "multiple" ? .multiple : .ratio
    case .composed: return nil
    case .value(let expression):
      guard case .column = expression.expression.syntax, let term = expression.terms.first,
        case .call(let name, _, let isDistinct, _) = term.expression.syntax
      else { return expression.terms.allSatisfy { $0.isTotal && !$0.isDistinct } ? .sum : .index }
      switch name {
      case "count": return isDistinct ? .distinct : .count
      case "sum": return .sum
      case "avg": return .mean
      case "percentile": return .quantile
      default: return .rank
      }
    }
  }

  /// How its values combine over groups or over time; nil for a metric made of others, whose parts
  /// say it.
  package func aggregation(over extent: AggregationExtent) -> AggregationRule? {
    kind?.aggregation(over: extent, isStock: declaration.stock)
  }

  /// The label in a language.
  package func label(in language: Language) -> String {
    language == .english ? declaration.label.en : declaration.label.zh
  }

  /// The datasets its own terms read.
  package var datasets: [String] {
    var names: [String] = []
    for term in terms where !names.contains(term.dataset) { names.append(term.dataset) }
    return names
  }

  /// All aggregate terms.
  package var terms: [Term] {
    switch form {
    case .value(let expression): expression.terms
    case .ratio(let numerator, let denominator): numerator.terms + denominator.terms
    case .composed: []
    }
  }

  /// Whether it adds up over days and groups: a count or a sum.
  package var isTotal: Bool {
    guard case .value(let expression) = form else { return false }
    return !["ratio", "multiple", "points", "s"].contains(declaration.unit)
      && expression.terms.allSatisfy { $0.isTotal }
  }

  /// The formula as the appendix prints it.
  package var formulaText: String {
    switch form {
    case .value, .composed: declaration.value?.text ?? ""
    case .ratio:
      "(\(declaration.numerator?.text ?? "")) / (\(declaration.denominator?.text ?? ""))"
    }
  }
}

extension ExpressionSyntax {
  /// Whether a column of this name is in it.
  fileprivate func reads(_ column: String) -> Bool {
    if case .column(_, column, _) = self { true } else { parts.contains { $0.reads(column) } }
  }
}
