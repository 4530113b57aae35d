import Glibc

/// A product's change, split over its factors (GMV = traffic × conversion × order value).
///
/// LMDI-I (Ang 2005, "The LMDI approach to decomposition analysis: a practical guide") where all
/// factors are positive, else Shapley values over the orders in which factors change (exact for up
/// to 8 factors). Effects add up to the change either way.
///
///     FactorDecomposition(from: [10_000, 0.05, 80], to: [12_000, 0.06, 75])
///     // 40 000 → 54 000: traffic +8505.37, conversion +8505.37, order value −3010.75
package struct FactorDecomposition: Equatable, Sendable {
  /// The method that was used, to be named in the report.
  package enum Method: String, Equatable, Sendable, CaseIterable {
    case lmdi
    case shapley
  }

  /// One effect per factor, in the unit of the product.
  package let effects: [Double]
  /// The product before.
  package let before: Double
  /// The product after.
  package let after: Double
  package let method: Method

  /// `method` nil chooses LMDI where it applies. Nil where the numbers of factors differ, there is
  /// none, a factor or the product is not finite, LMDI is asked for factors that are not positive,
  /// or Shapley for more than 8.
  package init?(from base: [Double], to current: [Double], method: Method? = nil) {
    guard base.count == current.count, !base.isEmpty,
      (base + current).allSatisfy({ $0.isFinite })
    else { return nil }
    let before = base.reduce(1, *)
    let after = current.reduce(1, *)
    let arePositive = (base + current).allSatisfy { $0 > 0 }
    let method = method ?? (arePositive ? .lmdi : .shapley)
    switch method {
    case .lmdi:
      guard arePositive else { return nil }
      let mean = before == after ? before : (after - before) / log1p((after - before) / before)
      effects = zip(base, current).map { mean * log($1 / $0) }
    case .shapley:
      guard base.count <= 8 else { return nil }
      effects = Self.shapley(base, current)
    }
    guard before.isFinite, after.isFinite, effects.allSatisfy({ $0.isFinite }) else { return nil }
    self.before = before
    self.after = after
    self.method = method
  }

  /// Σ over sets S without k of |S|!(n−|S|−1)!/n! · (V(S ∪ k) − V(S)), where V takes the new value
  /// of the factors in S and the old value of the rest.
  private static func shapley(_ base: [Double], _ current: [Double]) -> [Double] {
    let n = base.count
    var products: [Double] = []
    for set in 0..<(1 << n) {
      var product = 1.0
      for k in 0..<n { product *= (set >> k) & 1 == 1 ? current[k] : base[k] }
      products.append(product)
    }
    var factorials = [1.0]
    for k in 1...n { factorials.append(factorials[k - 1] * Double(k)) }
    return (0..<n).map { k in
      var effect = NeumaierSum()
      for set in 0..<(1 << n) where (set >> k) & 1 == 0 {
        let size = set.nonzeroBitCount
        let weight = factorials[size] * factorials[n - size - 1] / factorials[n]
        effect.add(weight * (products[set | (1 << k)] - products[set]))
      }
      return effect.value
    }
  }
}
