import CSpecialFunctions
import Glibc

/// How much more a term belongs to one corpus than to another.
///
/// Dunning 1993, "Accurate methods for the statistics of surprise and coincidence", with the two-term
/// log-likelihood of Rayson and Garside 2000.
///
///     TermKeyness(count: 45, size: 10_000, otherCount: 20, otherSize: 15_000)?.g2  // 22.65776
package struct TermKeyness: Equatable, Sendable {
  /// The log-likelihood ratio.
  package let g2: Double
  /// From the chi-squared distribution with one degree.
  package let p: Double
  /// log₂ of the ratio of both rates; a count of 0 in the other corpus is taken for a half.
  package let logRatio: Double
  /// G² − ln(c + d): above 2 is good evidence.
  package let bic: Double

  /// Counts of the term, and the sizes of both corpora in characters; nil for a term that is nowhere,
  /// an empty corpus or a count below 0.
  package init?(count a: Int, size c: Int, otherCount b: Int, otherSize d: Int) {
    guard a >= 0, b >= 0, a + b > 0, c > 0, d > 0 else { return nil }
    let (total, size) = (Double(a + b), Double(c + d))
    func part(_ count: Int, _ corpus: Int) -> Double {
      count == 0 ? 0 : Double(count) * log(Double(count) / (Double(corpus) * total / size))
    }
    g2 = max(0, 2 * (part(a, c) + part(b, d)))
    p = fupan_chi_squared_sf(g2, 1)
    let own = Double(a) / Double(c)
    logRatio = log2((own > 0 ? own : 0.5 / Double(c)) / ((b > 0 ? Double(b) : 0.5) / Double(d)))
    bic = g2 - log(size)
  }
}
