/// A rule that watches one metric of one scope over complete periods.
///
/// It states the good side and fires on the rest; `consecutive` bad periods turn it on, and a good
/// value that also meets `clear` turns it off (hysteresis).
///
///     let rule = AlertRule(good: .atLeast(0.03), clear: .atLeast(0.031), consecutive: 2, minN: 100)
///     rule.evaluate(days).map { $0.state }
package struct AlertRule: Equatable, Sendable {
  package var good: AlertCondition
  /// What a good value must also meet to end a firing; nil for nothing more.
  package var clear: AlertCondition?
  /// Bad periods in a row until it fires; at least 1.
  package var consecutive: Int
  /// Fewer observations leave the state as it is.
  package var minN: Int
  package var onNoData: NoDataPolicy
  /// The level at which the whole interval has to be bad; nil judges the value alone.
  package var confidence: Double?
  /// Least first; the last one reached counts.
  package var severities: [AlertSeverityStep]
  /// After how many periods of firing it is told again; nil only when it grows worse.
  package var cooldown: Int?

  package init(
    good: AlertCondition, clear: AlertCondition? = nil, consecutive: Int = 1, minN: Int = 0,
    onNoData: NoDataPolicy = .keep, confidence: Double? = nil,
    severities: [AlertSeverityStep] = [AlertSeverityStep(.warn)], cooldown: Int? = nil
  ) {
    self.good = good
    self.clear = clear
    self.consecutive = consecutive
    self.minN = minN
    self.onNoData = onNoData
    self.confidence = confidence
    self.severities = severities
    self.cooldown = cooldown
  }

  /// What is known of one period.
  package struct Reading: Equatable, Sendable {
    package let verdict: AlertVerdict
    /// Nil where nothing is to be held against `clear`.
    package let value: Double?
    /// How far beyond the bound, relative; nil where it cannot be told.
    package let distance: Double?

    package init(verdict: AlertVerdict, value: Double?, distance: Double?) {
      self.verdict = verdict
      self.value = value
      self.distance = distance
    }
  }

  /// The state after each period, in time order; `readings` are one scope's complete periods.
  package func evaluate(_ readings: [Estimate]) -> [AlertStep] {
    evaluate(
      readings.map { reading in
        Reading(
          verdict: verdict(on: reading, good: good), value: reading.value,
          distance: reading.value.flatMap { good.relativeDistance(of: $0) })
      })
  }

  /// The state after each period that is judged already.
  package func evaluate(_ readings: [Reading]) -> [AlertStep] {
    var state = AlertState.ok
    var run = 0
    var runStart: Int?
    var since: Int?
    var severity: AlertSeverity?
    var told: (index: Int, severity: AlertSeverity?)?
    return readings.indices.map { index in
      let reading = readings[index]
      let isBad: Bool? =
        switch reading.verdict {
        case .good: false
        case .bad: true
        case .lowN: nil
        case .noData:
          switch onNoData {
          case .keep: nil
          case .fire: true
          case .ok: false
          }
        }
      if isBad == true {
        if run == 0 { runStart = index }
        run += 1
        if state == .ok, run >= max(1, consecutive) {
          state = .firing
          since = runStart
        }
      } else if isBad == false {
        run = 0
        runStart = nil
        // A period without data that counts as good has no value to hold against `clear`.
        let isClear = reading.value.map { clear?.isGood($0) ?? true } ?? true
        if state == .firing, isClear {
          state = .ok
          since = nil
          severity = nil
          told = nil
        }
      }
      if state == .firing, isBad == true {
        severity = self.severity(at: reading.distance, run: run)
      }
      var isNews = false
      if state == .firing {
        isNews =
          told.map { told in
            told.severity != severity || cooldown.map { index - told.index >= $0 } ?? false
          } ?? true
        if isNews { told = (index, severity) }
      }
      return AlertStep(
        verdict: reading.verdict, state: state, run: run, since: since,
        severity: state == .firing ? severity : nil, isNews: isNews)
    }
  }

  /// What one value says of the rule's own bound.
  package func verdict(on reading: Estimate) -> AlertVerdict { verdict(on: reading, good: good) }

  /// What one value says of a bound.
  package func verdict(on reading: Estimate, good: AlertCondition) -> AlertVerdict {
    guard let value = reading.value else { return .noData }
    guard reading.n >= minN else { return .lowN }
    if good.isGood(value) { return .good }
    guard let confidence else { return .bad }
    // A figure without an interval is a census: its value is all there is to know.
    return reading.interval(atLevel: confidence).map { good.isWhollyBad($0) } ?? true ? .bad : .good
  }

  private func severity(at distance: Double?, run: Int) -> AlertSeverity? {
    // A threshold of zero has no relative distance, so only the run counts there.
    let distance = distance ?? 0
    let reached = severities.filter {
      run >= $0.run && Tolerance.isAtLeast(distance, $0.distance)
    }
    return reached.map { $0.severity }.max() ?? severities.first?.severity
  }
}

extension Estimate {
  /// The interval at another level: computed again from counts where it is a proportion's, else the
  /// one that is there.
  fileprivate func interval(atLevel level: Double) -> Interval? {
    guard let interval, interval.level != level, interval.method == .wilson,
      let numerator, let denominator, numerator.scale == 0, denominator.scale == 0,
      let successes = Int(exactly: numerator.units), let trials = Int(exactly: denominator.units)
    else { return interval }
    return Interval.wilson(successes: successes, trials: trials, level: level)
  }
}
