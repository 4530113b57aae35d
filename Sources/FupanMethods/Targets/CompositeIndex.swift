/// A weighted index of several targets, 100 where all are met; never shown without its components.
///
/// OECD/JRC 2008, "Handbook on Constructing Composite Indicators".
package struct CompositeIndex: Equatable, Sendable {
  /// 100 · clamp(attainment, 0, 1.2) for each component; nil where the attainment is missing.
  package let components: [Double?]
  /// Σ w·score / Σ w over the components that are there; `too_few` where more than 0.3 of the
  /// weight is missing.
  package let index: Estimate

  /// Nil where counts differ, a weight is negative, or weights do not sum to 1 (± 10⁻⁹).
  ///
  ///     CompositeIndex(weights: [0.5, 0.3, 0.2], attainments: [1.10, 0.86, 0.50])  // 90.8
  package init?(weights: [Double], attainments: [Double?]) {
    guard weights.count == attainments.count, weights.allSatisfy({ $0 >= 0 }),
      abs(NeumaierSum.of(weights) - 1) <= 1e-9
    else { return nil }
    let components = attainments.map { attainment in
      attainment.flatMap { $0.isFinite ? 100 * min(max($0, 0), 1.2) : nil }
    }
    var present = NeumaierSum()
    var weighted = NeumaierSum()
    for (weight, score) in zip(weights, components) {
      guard let score else { continue }
      present.add(weight)
      weighted.add(weight * score)
    }
    let used = components.count { $0 != nil }
    self.components = components
    index =
      1 - present.value > 0.3 + 1e-9 || present.value <= 0
      ? Estimate(none: .tooFew, n: used, missing: components.count - used)
      : Estimate(
        weighted.value / present.value, n: used, missing: components.count - used)
  }
}
