import CSpecialFunctions

/// What changed in a daily series when something was changed: a step, a new slope, and what would
/// have been.
///
/// y = β0 + β1 t + β2 D + β3 (t − t0) D + weekdays + ε by least squares with Newey–West errors
/// (Bernal, Cummins, Gasparrini 2017, "Interrupted time series regression for the evaluation of
/// public health interventions"). Where days do not tell everything apart, the weekdays go first,
/// then the slope after.
package struct InterruptedSeries: Equatable, Sendable {
  /// Fewer points before or after give no result.
  package static let leastBefore = 14
  package static let leastAfter = 7

  /// What one coefficient or sum of coefficients is, with its error and two-sided p.
  package struct Effect: Equatable, Sendable {
    package let estimate: Estimate
    package let error: Double
    package let p: Double
  }

  /// Changes made up at earlier days.
  package struct Placebos: Equatable, Sendable {
    package let tried: Int
    /// How many of them stand out as much as the change itself.
    package let asLarge: Int

    package init(tried: Int, asLarge: Int) {
      self.tried = tried
      self.asLarge = asLarge
    }

    /// The share of them, nil where none could be tried.
    package var p: Double? { tried > 0 ? Double(asLarge) / Double(tried) : nil }
  }

  /// The slope before, each day.
  package let slopeBefore: Double
  /// The step at the change.
  package let level: Effect
  /// By how much each later day changes on top; nil where it could not be told.
  package let slope: Effect?
  /// What the days after are above or below what would have been, together.
  package let cumulative: Effect
  /// What would have been, for each day after, in their order.
  package let counterfactual: [Double]
  /// The standard error of the step as if days were independent.
  package let plainError: Double
  package let lags: Int
  /// Whether weekdays are in the fit.
  package let hasWeekdays: Bool
  /// Changes made up at earlier days: how many were tried, and how many stand out as much.
  package private(set) var placebos: Placebos
  private let fit: Fit

  /// - Parameters:
  ///   - values: one a day, nil where it is unknown.
  ///   - change: the index of the first day after.
  ///   - triesPlacebos: whether changes are made up at earlier days too, a fit for each.
  /// - Throws: `too_few` points, or `no_variance`.
  package init(
    _ values: [Double?], change: Int, level: Double = Interval.defaultLevel,
    triesPlacebos: Bool = true
  ) throws(MethodFailure) {
    let fit = try Fit(values, change: change)
    self = fit.series(level: level)
    // A change made up within the days before says how often such a step comes by itself.
    guard triesPlacebos, abs(self.level.estimate.value ?? 0) > 0, self.level.error > 0 else {
      return
    }
    let observed = abs(fit.statistic)
    var (tried, asLarge) = (0, 0)
    let before = Array(values.prefix(change))
    for day in before.indices {
      guard before[..<day].count(where: { $0 != nil }) >= Self.leastAfter,
        before[day...].count(where: { $0 != nil }) >= Self.leastAfter,
        let placebo = try? Fit(before, change: day, least: Self.leastAfter)
      else { continue }
      tried += 1
      if abs(placebo.statistic) >= observed { asLarge += 1 }
    }
    placebos = Placebos(tried: tried, asLarge: asLarge)
  }

  /// The regression without its values, of which the step is looked at.
  package var design: NoiseDesign {
    NoiseDesign(fit.model, column: 2, lags: lags, times: fit.times)
  }

  /// How noise goes together where residuals look as those of this series do.
  package func dependence(in design: NoiseDesign) -> Double {
    design.dependence(of: fit.model.residuals)
  }

  /// The step held against noise over the same days: its interval and p are those to go by, because
  /// Newey–West's own find too much in short series.
  package func calibrated(
    _ reference: NoiseReference? = nil, level: Double = Interval.defaultLevel
  ) -> Effect {
    let reference =
      reference ?? NoiseReference(fit.model, column: 2, lags: lags, times: fit.times)
    let value = self.level.estimate.value ?? 0
    let half = reference.criticalValue(level: level) * self.level.error
    return Effect(
      estimate: Estimate(
        value, n: self.level.estimate.n,
        interval: Interval(value - half, value + half, level: level, method: .simulated)),
      error: self.level.error, p: self.level.error > 0 ? reference.p(fit.statistic) : 1)
  }

  private init(
    _ fit: Fit, slopeBefore: Double, level: Effect, slope: Effect?, cumulative: Effect,
    counterfactual: [Double], plainError: Double, lags: Int, hasWeekdays: Bool
  ) {
    self.fit = fit
    self.slopeBefore = slopeBefore
    self.level = level
    self.slope = slope
    self.cumulative = cumulative
    self.counterfactual = counterfactual
    self.plainError = plainError
    self.lags = lags
    self.hasWeekdays = hasWeekdays
    placebos = Placebos(tried: 0, asLarge: 0)
  }

  /// The regression of one series at one change.
  private struct Fit: Equatable {
    let model: LeastSquares
    let covariance: [Double]
    let lags: Int
    let hasSlope: Bool
    let hasWeekdays: Bool
    let change: Int
    /// The day of each row.
    let times: [Int]
    let after: [Day]

    struct Day: Equatable {
      let day: Int
      let value: Double
    }

    /// Columns: constant, t, D, and perhaps (t − t0)·D and six weekdays.
    init(
      _ values: [Double?], change: Int, least: Int = InterruptedSeries.leastBefore
    ) throws(MethodFailure) {
      let points = values.enumerated().compactMap { day, value -> Day? in
        value.flatMap { $0.isFinite ? Day(day: day, value: $0) : nil }
      }
      let after = points.filter { $0.day >= change }
      guard points.count - after.count >= least, after.count >= InterruptedSeries.leastAfter else {
        throw MethodFailure(.tooFew)
      }
      func rows(slope: Bool, weekdays: Bool) -> [[Double]] {
        points.map { point in
          let isAfter = point.day >= change
          return [1, Double(point.day), isAfter ? 1 : 0]
            + (slope ? [isAfter ? Double(point.day - change) : 0] : [])
            + (weekdays ? (1...6).map { point.day % 7 == $0 ? 1 : 0 } : [])
        }
      }
      let target = points.map { $0.value }
      for (slope, weekdays) in [(true, true), (true, false), (false, false)] {
        guard let model = LeastSquares(rows(slope: slope, weekdays: weekdays), target) else {
          continue
        }
        self.model = model
        lags = LeastSquares.lags(points.count)
        times = points.map { $0.day }
        covariance = model.neweyWest(lags: lags, times: times)
        (hasSlope, hasWeekdays) = (slope, weekdays)
        self.change = change
        self.after = after
        return
      }
      throw MethodFailure(.noVariance)
    }

    private var width: Int { model.coefficients.count }

    /// t of the step; 0 without any spread.
    var statistic: Double {
      let error = max(0, covariance[2 * width + 2]).squareRoot()
      return error > 0 ? model.coefficients[2] / error : 0
    }

    /// A sum of coefficients with its error: weights by column.
    private func effect(_ weights: [Int: Double], _ level: Double) -> Effect {
      let columns = weights.keys.sorted()
      let value = NeumaierSum.of(columns.map { (weights[$0] ?? 0) * model.coefficients[$0] })
      var variance = NeumaierSum()
      for row in columns {
        for column in columns {
          variance.add(
            (weights[row] ?? 0) * (weights[column] ?? 0) * covariance[row * width + column])
        }
      }
      let error = max(0, variance.value).squareRoot()
      let degrees = Double(model.degrees)
      let half = fupan_student_t_quantile(0.5 + level / 2, degrees) * error
      let p = error > 0 ? min(1, 2 * fupan_student_t_sf(abs(value / error), degrees)) : 1
      return Effect(
        estimate: Estimate(
          value, n: model.residuals.count,
          interval: Interval(value - half, value + half, level: level, method: .neweyWest)),
        error: error, p: p)
    }

    func series(level: Double) -> InterruptedSeries {
      let slope = hasSlope ? model.coefficients[3] : 0
      let steps = after.map { Double($0.day - change) }
      var weights = [2: Double(after.count)]
      if hasSlope { weights[3] = NeumaierSum.of(steps) }
      return InterruptedSeries(
        self, slopeBefore: model.coefficients[1], level: effect([2: 1], level),
        slope: hasSlope ? effect([3: 1], level) : nil, cumulative: effect(weights, level),
        counterfactual: zip(after, steps).map { point, step in
          point.value - model.coefficients[2] - slope * step
        },
        plainError: max(0, model.covariance[2 * width + 2]).squareRoot(), lags: lags,
        hasWeekdays: hasWeekdays)
    }
  }
}
