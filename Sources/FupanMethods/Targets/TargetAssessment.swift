/// A target judged: attainment, status, pace, projection and certainty.
///
///     let rate = Estimate.proportion(43, of: 1000)
///     let assessment = TargetAssessment(actual: rate, target: 0.05, direction: .up, minN: 30)
///     assessment.status     // .red, attainment 0.86
///     assessment.certainty  // .inconclusive, since 0.05 is inside 0.032079 … 0.057419
package struct TargetAssessment: Equatable, Sendable {
  /// The thresholds that separate amber from red.
  package struct Thresholds: Equatable, Sendable {
    /// Attainment from which a missed target is amber.
    package var attainment: Double
    /// Progress from which a missed target with a baseline is amber.
    package var progress: Double

    package init(attainment: Double = 0.90, progress: Double = 0.80) {
      self.attainment = attainment
      self.progress = progress
    }
  }

  package let attainment: Attainment
  package let status: Status
  /// Where the value should be by now, on a straight line (or the curve given) to the target.
  package let pace: Double?
  /// actual / elapsed share, for cumulative counts once a fifth of the time is over.
  package let projection: Double?
  /// Nil without an interval.
  package let certainty: Certainty?

  /// - Parameters:
  ///   - target: the level to reach.
  ///   - exactTarget: the same level as a decimal; with an exact total it is met to the cent.
  ///   - minN: fewer observations than this are grey; 30 for ratios, 0 for counts and money.
  ///   - elapsed: share of the time to the due date that is over, by civil days or a declared
  ///     curve; 1 or nil where the target is due.
  ///   - isCumulative: whether the metric counts up from zero, so that a run rate makes sense.
  package init(
    actual: Estimate, target: Double, exactTarget: ScaledInteger? = nil, direction: Direction,
    baseline: Double? = nil, minN: Int = 0, elapsed: Double? = nil, isCumulative: Bool = false,
    thresholds: Thresholds = Thresholds()
  ) {
    let attainment = Attainment(
      actual: actual.value, target: target, direction: direction, baseline: baseline,
      exact: actual.exactTotal.flatMap { total in exactTarget.map { (total, $0) } })
    self.attainment = attainment

    let share = elapsed.flatMap { $0.isFinite && $0 >= 0 ? $0 : nil }
    let isPending = share.map { $0 < 1 } ?? false
    let start = baseline ?? (isCumulative ? 0 : nil)
    let pace = share.flatMap { share in start.map { $0 + (target - $0) * share } }
    if case .band = direction { self.pace = nil } else { self.pace = pace }
    if let value = actual.value, let share, isCumulative, share >= 0.2 {
      projection = value / share
    } else {
      projection = nil
    }

    if let interval = actual.interval {
      let bounds: [Double] =
        if case .band(let lower, let upper) = direction { [lower, upper] } else { [target] }
      certainty = bounds.contains(where: interval.contains) ? .inconclusive : .certain
    } else {
      certainty = nil
    }

    var isOnPace = false
    if isPending, let value = actual.value, let pace = self.pace {
      isOnPace =
        direction == .down ? Tolerance.isAtLeast(pace, value) : Tolerance.isAtLeast(value, pace)
    }
    let isNearlyMet =
      attainment.attainment.map { Tolerance.isAtLeast($0, thresholds.attainment) } ?? false
    let isNearlyThere =
      attainment.progress.map { Tolerance.isAtLeast($0, thresholds.progress) } ?? false

    if attainment.isMet == nil || actual.n < minN {
      status = .grey
    } else if attainment.isMet == true {
      status = .green
    } else if isOnPace {
      status = .pendingOnTrack
    } else if isNearlyMet || isNearlyThere {
      status = .amber
    } else {
      status = .red
    }
  }
}
