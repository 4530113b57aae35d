/// p values corrected for how many there are; the family is one table or one stage.
///
/// A missing p stays missing and does not count.
package enum MultipleTesting {
  /// Benjamini and Hochberg 1995, "Controlling the false discovery rate": q values, in the order of
  /// `values`.
  ///
  ///     MultipleTesting.benjaminiHochberg([0.001, 0.008, 0.039])  // [0.003, 0.012, 0.039]
  package static func benjaminiHochberg(_ values: [Double?]) -> [Double?] {
    let order = ranked(values)
    var result = [Double?](repeating: nil, count: values.count)
    var least = 1.0
    for (rank, item) in order.enumerated().reversed() {
      least = min(least, Double(order.count) * item.p / Double(rank + 1))
      result[item.index] = least
    }
    return result
  }

  /// Holm 1979, "A simple sequentially rejective multiple test procedure": for confirmatory
  /// families.
  package static func holm(_ values: [Double?]) -> [Double?] {
    let order = ranked(values)
    var result = [Double?](repeating: nil, count: values.count)
    var most = 0.0
    for (rank, item) in order.enumerated() {
      most = max(most, min(1, Double(order.count - rank) * item.p))
      result[item.index] = most
    }
    return result
  }

  private static func ranked(_ values: [Double?]) -> [(index: Int, p: Double)] {
    values.enumerated().compactMap { index, p in p.flatMap { $0.isNaN ? nil : (index, $0) } }
      .sorted { $0.p != $1.p ? $0.p < $1.p : $0.index < $1.index }
  }
}
