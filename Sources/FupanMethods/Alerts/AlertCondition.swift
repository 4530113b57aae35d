/// The good side of a threshold; an alert is the rest.
///
/// Values are compared unrounded with the tolerance of `Tolerance`, so that 8/100 is at least 0.08.
package enum AlertCondition: Equatable, Sendable {
  /// At least the threshold: `min: 0.03`.
  case atLeast(Double)
  /// At most the threshold: `max: 20`.
  case atMost(Double)
  /// Strictly above.
  case above(Double)
  /// Strictly below.
  case below(Double)
  /// From the one to the other, both included.
  case between(Double, Double)

  /// Whether `value` is on the good side.
  package func isGood(_ value: Double) -> Bool {
    switch self {
    case .atLeast(let threshold): Tolerance.isAtLeast(value, threshold)
    case .atMost(let threshold): Tolerance.isAtLeast(threshold, value)
    case .above(let threshold): !Tolerance.isAtLeast(threshold, value)
    case .below(let threshold): !Tolerance.isAtLeast(value, threshold)
    case .between(let lower, let upper):
      Tolerance.isAtLeast(value, lower) && Tolerance.isAtLeast(upper, value)
    }
  }

  /// Whether all of `interval` is on the bad side; an open side never is.
  package func isWhollyBad(_ interval: Interval) -> Bool {
    let isLowBad = interval.upper.map { upper in
      switch self {
      case .atLeast, .above: !isGood(upper)
      case .atMost, .below: false
      case .between(let lower, _): !Tolerance.isAtLeast(upper, lower)
      }
    }
    let isHighBad = interval.lower.map { lower in
      switch self {
      case .atLeast, .above: false
      case .atMost, .below: !isGood(lower)
      case .between(_, let upper): !Tolerance.isAtLeast(upper, lower)
      }
    }
    return isLowBad ?? false || isHighBad ?? false
  }

  /// The threshold nearest to `value`.
  package func threshold(nearest value: Double) -> Double {
    switch self {
    case .atLeast(let threshold), .atMost(let threshold), .above(let threshold),
      .below(let threshold):
      threshold
    case .between(let lower, let upper):
      abs(value - lower) <= abs(value - upper) ? lower : upper
    }
  }

  /// How far `value` is beyond the threshold on the bad side, relative to the threshold; 0 on the
  /// good side, nil for a threshold of 0.
  package func relativeDistance(of value: Double) -> Double? {
    if isGood(value) { return 0 }
    let threshold = threshold(nearest: value)
    return threshold == 0 ? nil : abs(value - threshold) / abs(threshold)
  }
}
