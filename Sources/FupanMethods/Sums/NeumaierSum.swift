/// A running sum of doubles that keeps what rounding would lose.
///
/// Neumaier 1974, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen". Add in
/// the declared order of the rows, so that the result is the same everywhere.
///
///     NeumaierSum.of([1, 1e100, 1, -1e100])  // 2, where plain addition gives 0
package struct NeumaierSum: Equatable, Sendable {
  private var sum = 0.0
  private var compensation = 0.0

  package init() {}

  /// Adds one value.
  package mutating func add(_ value: Double) {
    let next = sum + value
    if abs(sum) >= abs(value) {
      compensation += (sum - next) + value
    } else {
      compensation += (value - next) + sum
    }
    sum = next
  }

  /// The sum so far.
  package var value: Double { sum + compensation }

  /// The sum of `values`, in their order.
  package static func of(_ values: some Sequence<Double>) -> Double {
    var sum = NeumaierSum()
    for value in values { sum.add(value) }
    return sum.value
  }
}
