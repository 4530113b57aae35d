/// A regression without its values: what it makes of any series over the same days.
package struct NoiseDesign: Sendable {
  private let rows: [[Double]]
  /// What each row's value adds to each coefficient, row after row.
  private let weights: [Double]
  private let column: Int
  private let lags: Int
  private let times: [Int]
  private let degrees: Int
  private let seed: UInt64
  /// How residuals of noise of each of the dependences go together, on average.
  private var seen: [Double] = []

  package init(
    _ model: LeastSquares, column: Int, lags: Int, times: [Int], seed: UInt64 = 42
  ) {
    rows = model.rows
    weights = model.weights
    self.column = column
    self.lags = lags
    self.times = times
    degrees = model.degrees
    self.seed = seed
    seen = NoiseReference.dependences.map { dependence in
      let each = (0..<NoiseReference.fewer).map {
        autocorrelation(figures(of: $0, dependence).residuals)
      }
      return NeumaierSum.of(each) / Double(NoiseReference.fewer)
    }
  }

  /// How values of neighbouring days go together, where residuals look as these do.
  ///
  /// Residuals of a fit go together less than what was fitted, so their own figure is held against
  /// that of noise of known dependence.
  package func dependence(of residuals: [Double]) -> Double {
    let own = autocorrelation(residuals)
    guard let above = seen.firstIndex(where: { own <= $0 }) else {
      return NoiseReference.dependences[seen.count - 1]
    }
    guard above > 0 else { return 0 }
    let (low, high) = (seen[above - 1], seen[above])
    let step = NoiseReference.dependences[above] - NoiseReference.dependences[above - 1]
    let part = high > low ? (own - low) / (high - low) : 1
    let value = NoiseReference.dependences[above - 1] + part * step
    // Tenths are as fine as so few days can tell.
    return (value * 10).rounded() / 10
  }

  /// The t of the coefficient and the residuals of one series of noise.
  func figures(of replicate: Int, _ dependence: Double) -> (statistic: Double, residuals: [Double])
  {
    var random = RandomStream.stream(seed: seed, name: "noise", replicate: UInt64(replicate))
    let fresh = (1 - dependence * dependence).squareRoot()
    var values: [Double] = []
    values.reserveCapacity(rows.count)
    var (last, day) = (random.normal(), times.first ?? 0)
    for time in times {
      while day < time {
        last = dependence * last + fresh * random.normal()
        day += 1
      }
      values.append(last)
    }
    let width = rows.first?.count ?? 0
    var coefficients = [Double](repeating: 0, count: width)
    for (index, value) in values.enumerated() {
      for column in 0..<width { coefficients[column] += weights[index * width + column] * value }
    }
    let residuals = zip(rows, values).map { row, value in
      var rest = value
      for column in 0..<width { rest -= row[column] * coefficients[column] }
      return rest
    }
    let error = max(0, variance(residuals, width)).squareRoot()
    return (error > 0 ? coefficients[column] / error : 0, residuals)
  }

  /// Newey and West's variance of the coefficient.
  private func variance(_ residuals: [Double], _ width: Int) -> Double {
    let scores = residuals.indices.map { residuals[$0] * weights[$0 * width + column] }
    var sum = 0.0
    for later in scores.indices {
      sum += scores[later] * scores[later]
      var earlier = later - 1
      while earlier >= 0, times[later] - times[earlier] <= lags {
        let apart = Double(times[later] - times[earlier])
        sum += 2 * (1 - apart / Double(lags + 1)) * scores[later] * scores[earlier]
        earlier -= 1
      }
    }
    return sum * Double(rows.count) / Double(max(1, degrees))
  }

  /// The correlation of neighbouring days; 0 without a spread.
  private func autocorrelation(_ residuals: [Double]) -> Double {
    var (together, whole) = (0.0, 0.0)
    for index in residuals.indices {
      whole += residuals[index] * residuals[index]
      if index > 0, times[index] - times[index - 1] == 1 {
        together += residuals[index] * residuals[index - 1]
      }
    }
    return whole > 0 ? together / whole : 0
  }
}
