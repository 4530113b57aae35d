import FupanConfig

/// A goal that a metric was to reach.
///
///     - conversion: {goal: +30%, as: rel, owner: 林悦}
package struct TargetSettings: Parameterised {
  @Parameter("The number to reach: 60万, 8%, +30%.", .principal) package var goal:
    Located<QuantityLiteral>
  @Parameter(
    "How it is read: level, rel (relative change), pp (percentage points), abs, multiple, net or contribution."
  )
  package var `as`: Reading?
  @Parameter("How it is counted, where the metric can be counted in several ways.")
  package var mode: MetricDeclaration.Mode?
  @Parameter("Who answers for it.") package var owner: String?
  @Parameter("The day it is due; by default the end of the period.") package var due: DateLiteral?
  @Parameter("Which part of the campaign it is for.") package var during: String = "period"
  @Parameter("What it counts for in the composite index; all weights add up to 1.")
  package var weight: Double?
  @Parameter("The objective or dimension it serves, such as engagement, conversion or brand.")
  package var objective: String?
  @Parameter("The target as it was written in words: Q3前官网注册率提升15%.")
  package var statement: String?
  @Parameter("Why it can be reached, where no earlier figure says so.")
  package var feasibility: String?
  @Parameter("Who it is about: an audience, channel or region.") package var scope: String?

  /// How a goal's number is meant.
  package enum Reading: String, ParameterChoice {
    case level
    case relative = "rel"
    case points = "pp"
    case absolute = "abs"
    /// Return over cost: 5 is 1:5.
    case multiple
    /// Return less cost, over cost.
    case net
    /// Return times gross margin less cost, over cost.
    case contribution
  }

  package init() {}
}
