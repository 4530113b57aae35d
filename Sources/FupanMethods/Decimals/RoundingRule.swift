/// How a decimal is rounded when it is shown.
package enum RoundingRule: String, Equatable, Sendable, CaseIterable {
  /// 四舍五入, as Excel and SQL do: 2.675 becomes 2.68, −0.135 becomes −0.14.
  case halfAwayFromZero = "half_up"
  /// To the even neighbour: 2.665 becomes 2.66.
  case halfEven = "half_even"

  /// `value / divisor` as a whole number, rounded by this rule; `divisor` is positive.
  package func quotient(_ value: Int128, by divisor: Int128) -> Int128 {
    let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
    let distance = rest.magnitude
    let other = divisor.magnitude - distance
    let up =
      switch self {
      case .halfAwayFromZero: distance >= other
      case .halfEven: distance > other || (distance == other && quotient % 2 != 0)
      }
    guard up, rest != 0 else { return quotient }
    return value < 0 ? quotient - 1 : quotient + 1
  }
}
