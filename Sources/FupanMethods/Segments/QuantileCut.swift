import FupanData

/// A cut between whole values, kept exact: `lower + weight · (upper − lower)`.
///
/// Values are whole numbers (days, orders, cents), so comparing with the cut is comparing with its
/// floor: no double decides a score.
package struct QuantileCut: Equatable, Sendable {
  /// The order statistic at or below the cut.
  package let lower: Int128
  /// The order statistic at or above the cut.
  package let upper: Int128
  /// How far the cut lies between both.
  package let weight: Fraction

  /// `lower` is not above `upper`, and `weight` is at least 0 and below 1.
  package init(lower: Int128, upper: Int128, weight: Fraction) {
    self.lower = lower
    self.upper = upper
    self.weight = weight
  }

  /// A cut that a person chose.
  package init(at value: Int128) {
    self.init(lower: value, upper: value, weight: Fraction(0, over: 1))
  }

  /// The type-7 cut at `number`/`bins` among `count` values, of the order statistics about it; nil for
  /// no value.
  ///
  /// Where only `lower` is known it may stand for both: of the values themselves the same lie above.
  package init?(number: Int, of bins: Int, among count: Int, lower: Int128, upper: Int128) {
    let p = Fraction(Int64(number), over: Int64(bins))
    guard let position = Quantile.position(of: p, among: count) else { return nil }
    self.init(lower: lower, upper: upper, weight: position.weight)
  }

  /// The largest whole number that is not above the cut.
  package var floor: Int128 {
    // (q·d + r)·w/d = q·w + r·w/d: dividing first keeps the products small.
    let (w, d) = (Int128(weight.numerator), Int128(weight.denominator))
    let (quotient, rest) = (upper - lower).quotientAndRemainder(dividingBy: d)
    return lower + quotient * w + rest * w / d
  }

  /// Whether `value` lies above the cut, exactly.
  package func isBelow(_ value: Int128) -> Bool { value > floor }

  /// The cut in the values' own unit, for a table of cuts.
  package func doubleValue(scale: Int = 0) -> Double {
    let places = PowerOfTen.double(scale)
    return Quantile.between(Double(lower) / places, Double(upper) / places, weight)
  }

  /// Type-7 cuts at 1/bins … (bins−1)/bins of `values`, each counted `weights` times.
  ///
  /// Empty for no value or where the weights do not match. O(n log n).
  package static func quantiles<Value: FixedWidthInteger & Sendable>(
    of values: [Value], weights: [Int]? = nil, bins: Int
  ) -> [QuantileCut] {
    guard !values.isEmpty, bins > 1 else { return [] }
    if let weights {
      guard weights.count == values.count else { return [] }
      let order = values.indices.filter { weights[$0] > 0 }.sorted { values[$0] < values[$1] }
      var ends: [Int] = []
      var total = 0
      for index in order {
        total += weights[index]
        ends.append(total)
      }
      return cuts(among: total, bins: bins) { rank in
        var (low, high) = (0, ends.count - 1)
        while low < high {
          let middle = (low + high) / 2
          if ends[middle] > rank { high = middle } else { low = middle + 1 }
        }
        return Int128(values[order[low]])
      }
    }
    if let least = values.min(), let most = values.max(),
      case (let span, false) = most.subtractingReportingOverflow(least),
      UInt64(exactly: span) != nil
    {
      let sorted = RadixOrder.sorted(values.map { UInt64(truncatingIfNeeded: $0 &- least) })
      return cuts(among: sorted.count, bins: bins) { Int128(least) + Int128(sorted[$0]) }
    }
    let sorted = values.sorted()
    return cuts(among: sorted.count, bins: bins) { Int128(sorted[$0]) }
  }

  private static func cuts(
    among count: Int, bins: Int, value: (Int) -> Int128
  ) -> [QuantileCut] {
    (1..<bins).compactMap { k in
      Quantile.position(of: Fraction(Int64(k), over: Int64(bins)), among: count).map {
        QuantileCut(lower: value($0.lower), upper: value($0.upper), weight: $0.weight)
      }
    }
  }
}
