/// A declared split of a budget over its kinds.
package struct BudgetScheme: Equatable, Sendable {
  /// Shares that sum to 1 (± 10⁻⁹).
  package let shares: [Double]

  /// Nil where a share is negative or they do not sum to 1; a reserve outside the hundred per cent
  /// must be declared on top and is not part of the scheme.
  package init?(shares: [Double]) {
    guard shares.allSatisfy({ $0 >= 0 }), abs(NeumaierSum.of(shares) - 1) <= 1e-9 else {
      return nil
    }
    self.shares = shares
  }

  /// Actual shares minus the scheme's, in percentage points; nil where nothing was spent or the
  /// amounts do not match the scheme.
  package func drift(of amounts: [ScaledInteger]) -> [Double]? {
    guard amounts.count == shares.count else { return nil }
    let values = amounts.map { $0.doubleValue }
    let total = NeumaierSum.of(values)
    guard total > 0 else { return nil }
    return zip(values, shares).map { 100 * ($0 / total - $1) }
  }
}
