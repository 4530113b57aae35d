/// A run sheet looked back on: how late each step began and ended, and whose delay it was.
///
/// A step that begins late because the one before it ended late was knocked on; what is left of how
/// late it ended is its own delay. The one before is the step that was planned to end last before it
/// was planned to begin, wherever it stands on the sheet. Arithmetic of planned and actual times, no
/// statistics; the terms are those of train timetables (primary and knock-on delay: Goverde 2005,
/// "Punctuality of Railway Operations and Timetable Stability Analysis").
///
///     RunSheet([.init(plannedStart: 0, plannedEnd: 1800, actualStart: 0, actualEnd: 2400), …])
///       .bottleneck     // 0
package struct RunSheet: Equatable, Sendable {
  /// When a step was to be and when it was, in seconds of one clock; nil where nobody wrote it down.
  package struct Step: Equatable, Sendable {
    package var plannedStart: Int?
    package var plannedEnd: Int?
    package var actualStart: Int?
    package var actualEnd: Int?

    package init(
      plannedStart: Int? = nil, plannedEnd: Int? = nil, actualStart: Int? = nil,
      actualEnd: Int? = nil
    ) {
      self.plannedStart = plannedStart
      self.plannedEnd = plannedEnd
      self.actualStart = actualStart
      self.actualEnd = actualEnd
    }
  }

  /// What came of a step, in seconds; nil where a time is not known.
  package struct Outcome: Equatable, Sendable {
    /// How long it was to take.
    package let planned: Int?
    package let actual: Int?
    /// How late it began; below zero it was early.
    package let startSlip: Int?
    package let endSlip: Int?
    /// What of its late start the step before explains, zero at least.
    package let knockOn: Int?
    /// How late it ended beyond what was knocked on.
    package let ownDelay: Int?
  }

  /// What came of each step, in the order given.
  package let outcomes: [Outcome]

  package init(_ steps: [Step]) {
    outcomes = steps.map { step in
      let startSlip = RunSheet.difference(step.actualStart, step.plannedStart)
      let endSlip = RunSheet.difference(step.actualEnd, step.plannedEnd)
      let knockOn = RunSheet.knockOn(startSlip, of: step, among: steps)
      return Outcome(
        planned: RunSheet.difference(step.plannedEnd, step.plannedStart),
        actual: RunSheet.difference(step.actualEnd, step.actualStart), startSlip: startSlip,
        endSlip: endSlip, knockOn: knockOn, ownDelay: RunSheet.difference(endSlip, knockOn))
    }
  }

  /// The step with the largest delay of its own, the first of equal ones; nil where none has any.
  package var bottleneck: Int? {
    var found: (index: Int, delay: Int)?
    for (index, outcome) in outcomes.enumerated() {
      guard let delay = outcome.ownDelay, delay > found?.delay ?? 0 else { continue }
      found = (index, delay)
    }
    return found?.index
  }

  private static func knockOn(_ startSlip: Int?, of step: Step, among steps: [Step]) -> Int? {
    guard let startSlip, let start = step.plannedStart else { return nil }
    let before = steps.filter { other in
      guard other != step, let end = other.plannedEnd else { return false }
      return end <= start
    }
    let last = before.compactMap { $0.plannedEnd }.max()
    guard let last else { return 0 }
    // Of several that were to end together the one that ended last counts.
    let ends = before.filter { $0.plannedEnd == last }.map { $0.actualEnd }
    var slip: Int?
    for end in ends {
      guard let end else { return nil }
      slip = max(slip ?? end - last, end - last)
    }
    return max(0, min(startSlip, slip ?? 0))
  }

  private static func difference(_ left: Int?, _ right: Int?) -> Int? {
    guard let left, let right else { return nil }
    return left - right
  }
}
