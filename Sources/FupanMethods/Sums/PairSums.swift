/// Exact sufficient statistics of pairs (x, y), one pair per independent cluster.
///
/// `x` is a whole count or an integer of 10^-xScale, `y` an integer of 10^-yScale, so that a plan
/// can emit them as integers and decimals and no chunking shows. They suffice for a ratio of sums
/// with its interval, and for the mean of either side.
///
///     var buyers = PairSums(yScale: 2)
///     buyers.add(x: 2, y: 200_50)  // a buyer with two orders for 200.50
package struct PairSums: Equatable, Sendable {
  /// Number of clusters.
  package var count: Int
  /// Σx.
  package var x: Int128
  /// Σy.
  package var y: Int128
  /// Σx².
  package var xx: Int128
  /// Σxy.
  package var xy: Int128
  /// Σy².
  package var yy: Int128
  /// Decimal places of x.
  package let xScale: Int
  /// Decimal places of y.
  package let yScale: Int

  /// Statistics of no pair, to be added to.
  package init(xScale: Int = 0, yScale: Int = 0) {
    self.init(count: 0, x: 0, y: 0, xx: 0, xy: 0, yy: 0, xScale: xScale, yScale: yScale)
  }

  /// Statistics that a reduction has summed.
  package init(
    count: Int, x: Int128, y: Int128, xx: Int128, xy: Int128, yy: Int128, xScale: Int = 0,
    yScale: Int = 0
  ) {
    self.count = count
    self.x = x
    self.y = y
    self.xx = xx
    self.xy = xy
    self.yy = yy
    self.xScale = xScale
    self.yScale = yScale
  }

  /// Adds one cluster. A sum that would leave 128 bits makes the statistics unusable, which
  /// `hasOverflowed` says and every estimate from them reports as `undefined`.
  package mutating func add(x: Int64, y: Int64) {
    let (x, y) = (Int128(x), Int128(y))
    count += 1
    self.x += x
    self.y += y
    if Self.accumulate(x * x, into: &xx) { hasOverflowed = true }
    if Self.accumulate(x * y, into: &xy) { hasOverflowed = true }
    if Self.accumulate(y * y, into: &yy) { hasOverflowed = true }
  }

  /// Whether a sum of squares did not fit.
  package private(set) var hasOverflowed = false

  /// Adds `term` to `sum`; true where it does not fit.
  private static func accumulate(_ term: Int128, into sum: inout Int128) -> Bool {
    let (next, overflow) = sum.addingReportingOverflow(term)
    sum = next
    return overflow
  }

  /// The exact Σx.
  package var xTotal: ScaledInteger { ScaledInteger(x, scale: xScale) }

  /// The exact Σy.
  package var yTotal: ScaledInteger { ScaledInteger(y, scale: yScale) }
}
