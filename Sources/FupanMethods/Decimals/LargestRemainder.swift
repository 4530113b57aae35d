/// Splitting an exact amount so that the parts add up to it again.
///
/// Hamilton's method of largest remainders: every part gets the whole units below its share, and the
/// units left over go to the largest remainders, ties to the earlier part.
///
///     LargestRemainder.split(99_99, by: [40, 20, 40])  // [40_00, 20_00, 39_99]
package enum LargestRemainder {
  /// The parts of `total` in proportion to `weights`; they sum to `total` exactly.
  ///
  /// A negative total, such as a refund, is split like its absolute value. Nil where no weight is
  /// positive, a weight is negative, or the weights' sum does not fit 64 bits.
  package static func split(_ total: Int128, by weights: [Int64]) -> [Int128]? {
    var sum: Int64 = 0
    for weight in weights {
      let (next, overflow) = sum.addingReportingOverflow(weight)
      guard weight >= 0, !overflow else { return nil }
      sum = next
    }
    guard sum > 0, total != Int128.min else { return nil }

    let divisor = UInt128(sum.magnitude)
    let magnitude = total.magnitude
    var parts: [UInt128] = []
    var remainders: [UInt128] = []
    parts.reserveCapacity(weights.count)
    remainders.reserveCapacity(weights.count)
    var given: UInt128 = 0
    for weight in weights {
      let product = magnitude.multipliedFullWidth(by: UInt128(weight.magnitude))
      // A weight is at most the sum of all, so the quotient is at most the total and fits.
      let (part, rest) = divisor.dividingFullWidth((product.high, product.low))
      parts.append(part)
      remainders.append(rest)
      given += part
    }
    let order = weights.indices.sorted {
      remainders[$0] != remainders[$1] ? remainders[$0] > remainders[$1] : $0 < $1
    }
    for index in order.prefix(Int(magnitude - given)) { parts[index] += 1 }
    return total < 0 ? parts.map { 0 - Int128($0) } : parts.map { Int128($0) }
  }

  /// The parts of `total` in `count` equal shares; the first ones get the units left over.
  package static func split(_ total: Int128, into count: Int) -> [Int128]? {
    split(total, by: Array(repeating: 1, count: max(0, count)))
  }
}
