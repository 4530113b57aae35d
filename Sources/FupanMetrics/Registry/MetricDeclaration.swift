import FupanConfig
import FupanDiagnostics
import FupanPlan

/// One metric's definition (口径), which computation, comparison, alerts and the appendix all read.
///
///     refund_rate:
///       label: {zh: 退款率, en: Refund rate}
///       numerator: sum(orders.refund_amount)
///       denominator: sum(orders.paid_amount)
///       direction: down
package struct MetricDeclaration: Parameterised {
  @Parameter("What people call it, in Chinese and English.") package var label: LocalizedLabel
  @Parameter("An expression of aggregates over one dataset, or of other metrics.")
  package var value: ParsedExpression?
  @Parameter("The upper part of a ratio.") package var numerator: ParsedExpression?
  @Parameter("The lower part of a ratio; always printed.") package var denominator:
    ParsedExpression?
  @Parameter("What it counts: count, CNY, ratio, multiple, points or s.")
  package var unit: String = "count"
  @Parameter("Which side is good.") package var direction: Side = .up
  @Parameter("The column that says when a row happened; by default the table's own time.")
  package var at: ColumnName?
  @Parameter("Which days count: the report's, or all there are, as of a campaign's cost ledger.")
  package var during: Days = .period
  @Parameter("Which rows count.") package var filter: ParsedExpression?
  @Parameter("What becomes of orders refunded in full: kept at what is left, or excluded.")
  package var refunded: Refunded = .kept
  @Parameter("A stock, such as members: over time its last value counts and not the sum.")
  package var stock: Bool = false
  @Parameter(
    "The ways in which it is counted: each makes a metric, such as retention_d30_rolling, and is :mode in the definition."
  )
  package var modes: [Mode] = []
  @Parameter("How chance is taken into account.") package var interval: IntervalMethod = .none
  @Parameter("The definition in words.") package var formula: LocalizedLabel?
  @Parameter("Other names.") package var aliases: [String] = []
  @Parameter("Who answers for it.") package var owner: String?
  @Parameter("Counts changes of the definition.", .atLeast(1)) package var version: Int = 1

  /// Which side of a metric is good.
  package enum Side: String, ParameterChoice {
    case up, down, none
  }

  /// Which days a metric looks at.
  package enum Days: String, ParameterChoice {
    case period, all
  }

  /// What becomes of orders that were refunded in full.
  package enum Refunded: String, ParameterChoice {
    case kept, excluded
  }

  /// When somebody counts as seen again.
  package enum Mode: String, ParameterChoice {
    case exact, rolling, bounded

    /// What readers call it.
    var label: (zh: String, en: String) {
      switch self {
      case .exact: ("当日", "that day")
      case .rolling: ("当日及以后", "that day or later")
      case .bounded: ("期内", "within the days")
      }
    }
  }

  /// How an interval is computed.
  package enum IntervalMethod: String, ParameterChoice {
    /// A whole-population figure: no sampling interval.
    case none
    /// A share whose numerator is a part of the denominator's units.
    case wilson
  }

  package init() {}
}

/// A text in Chinese and English.
package struct LocalizedLabel: Parameterised {
  @Parameter("In Chinese.") package var zh: String
  @Parameter("In English.") package var en: String

  package init() {}
}
