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
  /// Whether a value that has an interval is bad only if the whole of it is.
  package var needsConfidence: Bool
  /// Least first; the last one reached counts.
  package var severities: [AlertSeverityStep]

  package init(
    good: AlertCondition, clear: AlertCondition? = nil, consecutive: Int = 1, minN: Int = 0,
    onNoData: NoDataPolicy = .keep, needsConfidence: Bool = false,
    severities: [AlertSeverityStep] = [AlertSeverityStep(.warn)]
  ) {
    self.good = good
    self.clear = clear
    self.consecutive = consecutive
    self.minN = minN
    self.onNoData = onNoData
    self.needsConfidence = needsConfidence
    self.severities = severities
  }

  /// The state after each period, in time order; `readings` are one scope's complete periods.
  package func evaluate(_ readings: [Estimate]) -> [AlertStep] {
    var state = AlertState.ok
    var run = 0
    var runStart: Int?
    var since: Int?
    var severity: AlertSeverity?
    return readings.indices.map { index in
      let reading = readings[index]
      let verdict = verdict(on: reading)
      let isBad: Bool? =
        switch verdict {
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
        }
      }
      if state == .firing, isBad == true {
        severity = self.severity(of: reading.value, run: run)
      }
      return AlertStep(
        verdict: verdict, state: state, run: run, since: since,
        severity: state == .firing ? severity : nil)
    }
  }

  /// What one value says.
  package func verdict(on reading: Estimate) -> AlertVerdict {
    guard let value = reading.value else { return .noData }
    guard reading.n >= minN else { return .lowN }
    if good.isGood(value) { return .good }
    guard needsConfidence else { return .bad }
    // A figure without an interval is a census: its value is all there is to know.
    return reading.interval.map { good.isWhollyBad($0) } ?? true ? .bad : .good
  }

  private func severity(of value: Double?, run: Int) -> AlertSeverity? {
    // A threshold of zero has no relative distance, so only the run counts there.
    let distance = value.flatMap { good.relativeDistance(of: $0) } ?? 0
    let reached = severities.filter {
      run >= $0.run && Tolerance.isAtLeast(distance, $0.distance)
    }
    return reached.map { $0.severity }.max() ?? severities.first?.severity
  }
}
