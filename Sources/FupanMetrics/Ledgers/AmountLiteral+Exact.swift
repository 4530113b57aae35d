import FupanConfig
import FupanMethods

extension AmountLiteral {
  /// The amount to calculate with.
  package var exact: ScaledInteger {
    ScaledInteger(Int128(decimal.units), scale: decimal.scale)
  }
}
