import CSpecialFunctions
import Glibc

/// Fisher's exact test of a 2×2 table (Agresti 2013, "Categorical Data Analysis").
package enum FisherExact {
  /// The sum of the probabilities of all tables with these margins that are at most as likely as
  /// [[a, b], [c, d]], up to a factor of 1 + 10⁻⁷; counts are not negative.
  package static func twoSidedP(_ a: Int, _ b: Int, _ c: Int, _ d: Int) -> Double {
    let (row, column, total) = (a + b, a + c, a + b + c + d)
    func logProbability(_ x: Int) -> Double {
      logChoose(column, x) + logChoose(total - column, row - x) - logChoose(total, row)
    }
    let limit = logProbability(a) + log1p(1e-7)
    var sum = NeumaierSum()
    for x in max(0, row + column - total)...min(row, column) {
      let value = logProbability(x)
      if value <= limit { sum.add(exp(value)) }
    }
    return min(1, sum.value)
  }

  private static func logChoose(_ n: Int, _ k: Int) -> Double {
    logFactorial(n) - logFactorial(k) - logFactorial(n - k)
  }

  private static func logFactorial(_ n: Int) -> Double { fupan_log_gamma(Double(n) + 1) }
}
