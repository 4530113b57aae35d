/// A ratio's change, split into who is there (mix) and how each one did (rate).
///
/// Kitagawa 1955, "Components of a difference between two rates": symmetric weights, so mix and rate
/// add up to the change. Money and counts are doubles here; a segment that is absent in one period
/// borrows the other period's rate, so that all of its effect is mix.
package struct MixDecomposition: Equatable, Sendable {
  /// One segment's sums in one period.
  package struct Part: Equatable, Sendable {
    package let numerator: Double
    package let denominator: Double

    package init(_ numerator: Double, over denominator: Double) {
      self.numerator = numerator
      self.denominator = denominator
    }
  }

  /// One segment's share of the change.
  package struct Row: Equatable, Sendable {
    /// Share of the denominator, before and after.
    package let weights: (before: Double, after: Double)
    /// The segment's ratio, before and after; nil where it is absent.
    package let rates: (before: Double?, after: Double?)
    /// Effect of the segment's changed weight.
    package let mix: Double
    /// Effect of the segment's changed ratio.
    package let rate: Double

    /// mix + rate.
    package var total: Double { mix + rate }

    package static func == (left: Row, right: Row) -> Bool {
      left.weights == right.weights && left.rates == right.rates && left.mix == right.mix
        && left.rate == right.rate
    }
  }

  /// In the segments' order.
  package let rows: [Row]
  /// The total ratio before.
  package let before: Double
  /// The total ratio after.
  package let after: Double
  /// `simpson` where the total moved against every segment.
  package let flags: EstimateFlags

  /// after − before.
  package var change: Double { after - before }

  /// Nil where the segments of both periods do not match, a denominator is negative or not finite,
  /// or one period has none.
  package init?(from base: [Part], to current: [Part]) {
    let all = base + current
    let den0 = NeumaierSum.of(base.lazy.map { $0.denominator })
    let den1 = NeumaierSum.of(current.lazy.map { $0.denominator })
    guard base.count == current.count, den0 > 0, den1 > 0,
      all.allSatisfy({ $0.numerator.isFinite && $0.denominator.isFinite && $0.denominator >= 0 })
    else { return nil }
    let before = NeumaierSum.of(base.lazy.map { $0.numerator }) / den0
    let after = NeumaierSum.of(current.lazy.map { $0.numerator }) / den1
    let middle = (before + after) / 2

    var rows: [Row] = []
    for (part0, part1) in zip(base, current) {
      let (w0, w1) = (part0.denominator / den0, part1.denominator / den1)
      let seen0 = part0.denominator > 0 ? part0.numerator / part0.denominator : nil
      let seen1 = part1.denominator > 0 ? part1.numerator / part1.denominator : nil
      let r0 = seen0 ?? seen1 ?? 0
      let r1 = seen1 ?? seen0 ?? 0
      rows.append(
        Row(
          weights: (w0, w1), rates: (seen0, seen1), mix: (w1 - w0) * ((r0 + r1) / 2 - middle),
          rate: (w0 + w1) / 2 * (r1 - r0)))
    }
    guard before.isFinite, after.isFinite,
      rows.allSatisfy({ $0.mix.isFinite && $0.rate.isFinite })
    else { return nil }
    self.rows = rows
    self.before = before
    self.after = after
    let moves = rows.compactMap { row -> Double? in
      guard let r0 = row.rates.before, let r1 = row.rates.after, r0 != r1 else { return nil }
      return r1 - r0
    }
    let isOpposed =
      !moves.isEmpty
      && ((after < before && moves.allSatisfy { $0 > 0 })
        || (after > before && moves.allSatisfy { $0 < 0 }))
    flags = isOpposed ? .simpson : []
  }
}
