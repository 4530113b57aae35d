/// Weights under which a sample has the shares that a population is known to have.
///
/// Iterative proportional fitting (Deming and Stephan 1940, "On a least squares adjustment of a sampled
/// frequency table when the expected marginal totals are known"), over the cells that the margins make
/// together: respondents of one cell have one weight. Weights below 0.3 or above 3 times their mean
/// are cut and raked again, up to five times.
///
///     Raking(
///       cells: [[0, 0], [0, 1], [1, 0], [1, 1]], counts: [60, 40, 50, 50],
///       targets: [[0.48, 0.52], [0.45, 0.55]])
package struct Raking: Equatable, Sendable {
  /// One weight a cell; their sum over respondents is n.
  package let weights: [Double]
  /// What the respondents' weights add up to.
  package let sums: WeightSums
  /// Whether weights were cut to the bounds.
  package let isTrimmed: Bool
  /// Whether every margin was met before the last cut.
  package let isConverged: Bool
  /// Rounds of the margins in all.
  package let rounds: Int

  /// The least and the most that a weight may be of the mean.
  package static let bounds = 0.3...3.0
  /// Rounds after which weights do not converge any more.
  package static let mostRounds = 200

  /// - Parameters:
  ///   - cells: of each cell its category in each margin.
  ///   - counts: respondents of each cell.
  ///   - targets: of each margin the share of each category, adding up to 1.
  ///
  /// A category without respondents cannot be met: the caller refuses it before.
  package init(
    cells: [[Int]], counts: [Int], targets: [[Double]], bounds: ClosedRange<Double> = Raking.bounds
  ) {
    let n = Double(counts.reduce(0, +))
    var weights = [Double](repeating: 1, count: cells.count)
    var rounds = 0
    var isTrimmed = false
    var isConverged = Raking.rake(&weights, cells, counts, targets, n, &rounds)
    var cuts = 0
    while n > 0, Raking.cut(&weights, counts, n, bounds) {
      isTrimmed = true
      guard cuts < 5 else { break }
      cuts += 1
      isConverged = Raking.rake(&weights, cells, counts, targets, n, &rounds)
    }
    self.weights = weights
    self.isTrimmed = isTrimmed
    self.isConverged = isConverged
    self.rounds = rounds
    sums = WeightSums(
      count: counts.reduce(0, +),
      sum: NeumaierSum.of(zip(weights, counts).map { $0 * Double($1) }),
      squares: NeumaierSum.of(zip(weights, counts).map { $0 * $0 * Double($1) }))
  }

  /// Cuts weights to the bounds around their mean, which is 1 again afterwards; whether any was
  /// beyond. Cutting moves the mean, so that it takes several turns.
  private static func cut(
    _ weights: inout [Double], _ counts: [Int], _ n: Double, _ bounds: ClosedRange<Double>
  ) -> Bool {
    var isCut = false
    for _ in 0..<mostRounds {
      let sum = NeumaierSum.of(zip(weights, counts).map { $0 * Double($1) })
      guard sum > 0 else { return isCut }
      for index in weights.indices { weights[index] *= n / sum }
      let isOutside = weights.contains {
        $0 < bounds.lowerBound * (1 - 1e-9) || $0 > bounds.upperBound * (1 + 1e-9)
      }
      guard isOutside else { return isCut }
      isCut = true
      for index in weights.indices {
        weights[index] = min(bounds.upperBound, max(bounds.lowerBound, weights[index]))
      }
    }
    return isCut
  }

  /// Rounds of all margins until each is met to 10⁻⁸ of n; whether it was.
  private static func rake(
    _ weights: inout [Double], _ cells: [[Int]], _ counts: [Int], _ targets: [[Double]],
    _ n: Double, _ rounds: inout Int
  ) -> Bool {
    for _ in 0..<mostRounds {
      rounds += 1
      for (margin, shares) in targets.enumerated() {
        let sums = totals(weights, cells, counts, margin, shares.count)
        for index in weights.indices {
          let category = cells[index][margin]
          if sums[category] > 0 { weights[index] *= shares[category] * n / sums[category] }
        }
      }
      var worst = 0.0
      for (margin, shares) in targets.enumerated() {
        for (sum, share) in zip(totals(weights, cells, counts, margin, shares.count), shares) {
          worst = max(worst, abs(sum - share * n))
        }
      }
      if worst <= 1e-8 * n { return true }
    }
    return false
  }

  private static func totals(
    _ weights: [Double], _ cells: [[Int]], _ counts: [Int], _ margin: Int, _ categories: Int
  ) -> [Double] {
    var sums = [NeumaierSum](repeating: NeumaierSum(), count: categories)
    for index in weights.indices {
      sums[cells[index][margin]].add(weights[index] * Double(counts[index]))
    }
    return sums.map { $0.value }
  }
}
