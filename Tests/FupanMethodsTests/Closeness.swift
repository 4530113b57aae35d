import FupanMethods

/// Whether `value` is `expected` at the precision it is printed with, `digits` decimal places.
func isClose(_ value: Double?, _ expected: Double, _ digits: Int) -> Bool {
  guard let value, value.isFinite else { return false }
  var unit = 1.0
  for _ in 0..<digits { unit /= 10 }
  return abs(value - expected) <= 0.500001 * unit
}

/// Whether an interval's bounds are these at the precision they are printed with.
func isClose(_ interval: Interval?, _ lower: Double, _ upper: Double, _ digits: Int) -> Bool {
  isClose(interval?.lower, lower, digits) && isClose(interval?.upper, upper, digits)
}
