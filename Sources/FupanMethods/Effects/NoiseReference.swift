/// How large the t of one coefficient gets where nothing is going on: the same days, columns and lags
/// over series of noise.
///
/// Newey–West errors are too small in short series, so a t held against Student's distribution finds
/// too much. Here it is held against what the same regression gives for noise: Kiefer and Vogelsang
/// 2005, "A new asymptotic theory for heteroskedasticity-autocorrelation robust tests", whose reference
/// keeps the bandwidth of the sample, found by simulation for this regression; Dufour 2006, "Monte
/// Carlo tests with nuisance parameters". The noise goes together from day to day as the residuals do.
///
///     let reference = NoiseReference(fit, column: 2, lags: 3, times: days)
///     reference.p(2.4)  // 0.1 in four weeks, where Student's t says 0.03
package struct NoiseReference: Equatable, Sendable {
  /// How many series of noise.
  package static let series = 499
  /// How many of them tell what a dependence looks like in residuals.
  static let fewer = 99
  /// The dependences from day to day that are told apart.
  static let dependences = [0.0, 0.2, 0.4, 0.6, 0.8]

  /// The first-order dependence of the noise, 0 to 0.8.
  package let dependence: Double
  /// |t| of each series, ascending.
  private let statistics: [Double]

  /// - Parameters:
  ///   - column: of the coefficient that is tested.
  ///   - times: the step of each row, ascending.
  package init(
    _ model: LeastSquares, column: Int, lags: Int, times: [Int], seed: UInt64 = 42
  ) {
    let design = NoiseDesign(model, column: column, lags: lags, times: times, seed: seed)
    self.init(design, dependence: design.dependence(of: model.residuals))
  }

  /// The reference of noise of that dependence.
  package init(_ design: NoiseDesign, dependence: Double) {
    self.dependence = dependence
    statistics = (0..<Self.series).map { abs(design.figures(of: $0, dependence).statistic) }
      .sorted()
  }

  /// The share of series of noise, the observed one counted among them, whose t is as large.
  package func p(_ t: Double) -> Double {
    let larger = statistics.count { Tolerance.isAtLeast($0, abs(t)) }
    return Double(larger + 1) / Double(Self.series + 1)
  }

  /// The |t| that one series of noise in twenty (at a level of 0.95) is beyond.
  package func criticalValue(level: Double = Interval.defaultLevel) -> Double {
    let rank = Int((level * Double(Self.series + 1)).rounded(.up)) - 1
    return statistics[min(max(rank, 0), statistics.count - 1)]
  }
}
