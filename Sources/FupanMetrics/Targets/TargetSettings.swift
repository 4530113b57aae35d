import FupanConfig

/// A goal that a metric was to reach.
///
///     - conversion: {goal: +30%, as: rel, owner: 林悦}
package struct TargetSettings: Parameterised {
  @Parameter("The number to reach: 60万, 8%, +30%.", .principal) package var goal:
    Located<QuantityLiteral>
  @Parameter(
    "How it is read: level, rel (relative change), pp (percentage points), abs, multiple or net.")
  package var `as`: Reading?
  @Parameter("Who answers for it.") package var owner: String?
  @Parameter("The day it is due; by default the end of the period.") package var due: DateLiteral?
  @Parameter("Which part of the campaign it is for.") package var during: String = "period"
  @Parameter("The objective it serves.") package var objective: String?
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
  }

  package init() {}
}
