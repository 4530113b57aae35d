import FupanConfig
import FupanMethods
import FupanPlan

/// One component of a scorecard.
///
///     - 受众匹配: {value: audience, floor: 40%, target: 65%, weight: 0.4}
package struct ScorecardComponent: Parameterised {
  @Parameter("The value, an expression over the row.") package var value: ParsedExpression
  @Parameter("The value taken where little stands behind the row.")
  package var cautious: ParsedExpression?
  @Parameter("The value that earns nothing; above the target where less is better.")
  package var floor: QuantityLiteral
  @Parameter("The value that earns everything.") package var target: QuantityLiteral
  @Parameter("Its part of the score, in any unit.", .in(0...1_000_000))
  package var weight: Double = 1

  var floorValue: Double { ScorecardComponent.number(floor) }
  var targetValue: Double { ScorecardComponent.number(target) }

  package init() {}

  private static func number(_ literal: QuantityLiteral) -> Double {
    ScaledInteger(Int128(literal.decimal.units), scale: literal.decimal.scale).doubleValue
  }
}
