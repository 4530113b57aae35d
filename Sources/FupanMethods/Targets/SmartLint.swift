/// Whether a target has what makes it checkable: structure, not style.
///
///     var target = SmartLint.Target()
///     target.metricResolves = true
///     target.statement = "Q3前官网注册率提升15%"
///     SmartLint(target).missing  // specific (no scope), measurable (no rel or pp), …
package struct SmartLint: Equatable, Sendable {
  /// What a document says about a target. Days count from 1970-01-01.
  package struct Target: Equatable, Sendable {
    /// The metric's name is known.
    package var metricResolves = false
    /// Audience, channel or region is set.
    package var hasScope = false
    /// How many metrics the target names.
    package var metrics = 1
    /// A goal number is given as a field.
    package var hasNumber = false
    /// Its unit is known.
    package var hasUnit = false
    /// The goal is a change, not a level.
    package var isChange = false
    /// `as:` says how a change is meant.
    package var reading: GoalReading?
    /// A data source for the metric exists in the document.
    package var hasSource = false
    /// The target in words, if that is how it was written.
    package var statement: String?
    package var hasBaseline = false
    /// Growth the target asks for, relative to the baseline.
    package var requiredGrowth: Double?
    /// Growths of earlier periods of the same length.
    package var historicGrowth: [Double] = []
    package var hasFeasibilityNote = false
    /// An objective or evaluation dimension is linked.
    package var hasObjective = false
    package var start: Int?
    package var due: Int?
    /// The day the plan was made.
    package var plannedOn: Int?
    /// Due on a day whose data is incomplete.
    package var isDueOnPartialDay = false

    package init() {}
  }

  /// Parts that are missing, in the order of the word SMART.
  package let missing: [SmartPart]
  package let warnings: [SmartWarning]
  /// Days from the plan to the due date.
  package let daysLeft: Int?

  /// Parts that are present, 0…5.
  package var score: Int { SmartPart.allCases.count - missing.count }

  package init(_ target: Target) {
    let words = target.statement.map { SmartStatement($0) }
    var missing: [SmartPart] = []
    var warnings: [SmartWarning] = []

    if !(target.metricResolves && target.hasScope) { missing.append(.specific) }
    if target.metrics > 1 { warnings.append(.severalMetrics) }

    let hasNumber = target.hasNumber || words?.number != nil
    let hasUnit = target.hasUnit || words?.unit != nil
    let isChange = target.isChange || words?.isChange ?? false
    let isReadable = !isChange || (target.reading ?? .level) != .level
    if !(hasNumber && hasUnit && isReadable && target.hasSource) { missing.append(.measurable) }
    if words?.isVague ?? false { warnings.append(.vagueWords) }

    let best = target.historicGrowth.max()
    let isStretch =
      if let best, let required = target.requiredGrowth {
        !Tolerance.isAtLeast(max(best, 0) * 1.5, required)
      } else {
        false
      }
    if isStretch { warnings.append(.stretch) }
    if best == nil { warnings.append(.unverified) }
    if !(target.hasFeasibilityNote || (target.hasBaseline && !isStretch)) {
      missing.append(.achievable)
    }

    if !target.hasObjective { missing.append(.relevant) }

    let hasDates =
      if let start = target.start, let due = target.due { start < due } else { false }
    if !(hasDates || (target.due == nil && words?.deadline != nil)) { missing.append(.timeBound) }
    if let due = target.due, let planned = target.plannedOn, due < planned {
      warnings.append(.dueInThePast)
    }
    if target.isDueOnPartialDay { warnings.append(.duePartialDay) }

    self.missing = missing
    self.warnings = warnings
    daysLeft =
      if let due = target.due, let planned = target.plannedOn { due - planned } else { nil }
  }
}
