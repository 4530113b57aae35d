import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

extension Experiment {
  /// What is known of one variant.
  private struct Arm {
    let name: String
    var units = 0
    var missing = 0
    var successes = 0
    /// Values with how many units have them.
    var values: [MannWhitney.Weighted] = []
    /// Mean and spread where a table states them.
    var stated: Moments?

    var moments: Moments { stated ?? WeightedValues(values).moments }
  }

  /// The arms of one experiment, ascending by name, the control first.
  private struct Trial {
    let group: Value
    var arms: [Arm] = []
    var crossover = 0
    /// Units without a variant.
    var unassigned = 0
    /// Rows without a unit.
    var withoutUnit = 0
    /// Units by slice, its value and variant.
    private(set) var slices: [Slice] = []
    private var places: [[String]: Int] = [:]

    init(group: Value) { self.group = group }

    struct Slice {
      let name: String
      let value: String
      var units: [String: Int] = [:]
    }

    mutating func add(_ units: Int, of variant: String, slice name: String, _ value: String) {
      let index = places[[name, value]] ?? slices.count
      if index == slices.count {
        places[[name, value]] = index
        slices.append(Slice(name: name, value: value))
      }
      slices[index].units[variant, default: 0] += units
    }

    mutating func arm(_ name: String) -> Int {
      if let index = arms.firstIndex(where: { $0.name == name }) { return index }
      arms.append(Arm(name: name))
      return arms.count - 1
    }
  }

  /// Tests from units by variant and outcome.
  func finish(by group: Field?, at place: Place?) -> Finish {
    let schema = Schema((group.map { [$0] } ?? []) + Experiment.figures)
    return Finish("experiment_\(test.rawValue)", schema: schema) { table throws(Problems) in
      var trials = try self.trials(table, hasGroup: group != nil, at: place)
      trials.sort { $0.group.precedes($1.group) }
      return Table(
        schema,
        rows: trials.flatMap { trial in
          self.rows(of: trial).map { (group == nil ? [] : [trial.group]) + $0 }
        })
    }
  }

  private func trials(
    _ table: Table, hasGroup: Bool, at place: Place?
  ) throws(Problems) -> [Trial] {
    let schema = table.schema
    func index(_ name: String) -> Int? { schema.index(of: name) }
    guard let variant = index("variant"), let outcome = index("outcome"),
      let units = index("units")
    else { preconditionFailure("the reduction has these columns") }
    let (leftOut, sd) = (index("left_out"), index("sd"))
    let (slice, sliceOf) = (index("slice"), index("slice_of"))
    var places: [Value: Int] = [:]
    var trials: [Trial] = []
    for row in table.rows {
      let group = hasGroup ? row[0] : .missing
      let slot = places[group] ?? trials.count
      if slot == trials.count {
        places[group] = slot
        trials.append(Trial(group: group))
      }
      if let slice, let sliceOf, let part = row[slice].text {
        trials[slot].add(
          row[units].whole, of: row[variant].text ?? "", slice: part, row[sliceOf].text ?? "")
        continue
      }
      if let leftOut, let why = row[leftOut].text {
        let path = why == "crossover" ? \Trial.crossover : \Trial.withoutUnit
        trials[slot][keyPath: path] += row[units].whole
        continue
      }
      // A unit without a variant was assigned to none.
      guard let name = row[variant].text else {
        trials[slot].unassigned += row[units].whole
        continue
      }
      let count = row[units].whole
      let arm = trials[slot].arm(name)
      if n != nil {
        guard trials[slot].arms[arm].units == 0, trials[slot].arms[arm].missing == 0 else {
          throw Problems(
            Diagnostic(
              .variantRepeated, at: place,
              [
                "variant": .text(name), "group": .text(group.text.map { " (\($0))" } ?? ""),
              ]))
        }
        if let value = row[outcome].double {
          trials[slot].arms[arm].units = count
          trials[slot].arms[arm].successes = row[outcome].whole
          if test != .share {
            let deviation = sd.flatMap { row[$0].double } ?? 0
            trials[slot].arms[arm].stated = Moments(
              count: count, mean: value,
              squaredDeviations: deviation * deviation * Double(max(0, count - 1)))
          }
        } else {
          trials[slot].arms[arm].missing = count
        }
        continue
      }
      guard let value = row[outcome].double else {
        trials[slot].arms[arm].missing += count
        continue
      }
      trials[slot].arms[arm].units += count
      if test == .share {
        if value == 1 { trials[slot].arms[arm].successes += count }
      } else {
        trials[slot].arms[arm].values.append(.init(value, count: count))
      }
    }
    for index in trials.indices {
      trials[index].arms.sort { left, right in
        let (first, second) = (left.name == control, right.name == control)
        return first != second
          ? first : left.name.utf8.lexicographicallyPrecedes(right.name.utf8)
      }
    }
    return trials
  }

  private func rows(of trial: Trial) -> [[Value]] {
    // Where nothing could be counted, what was left out still is told.
    if trial.arms.isEmpty {
      var nobody = row(
        Arm(name: ""), isControl: false, trial, nil, nil, q: nil, decision: .undecided)
      nobody[0] = .missing
      return [nobody]
    }
    // Without the control of its name there is nothing to hold the others against.
    guard let base = trial.arms.first, control == nil || base.name == control else {
      return trial.arms.map { arm in
        row(arm, isControl: false, trial, nil, nil, q: nil, decision: .undecided)
      }
    }
    let ratio = SampleRatio(
      counts: trial.arms.map { $0.units + $0.missing },
      shares: planned.isEmpty ? nil : trial.arms.map { planned[$0.name] ?? 0 })
    let split = Split(whole: ratio, worst: worst(of: trial))
    let arms = trial.arms.dropFirst()
    var rows = [row(base, isControl: true, trial, split, nil, q: nil, decision: nil)]
    rows += tested(arms.map { ($0, compare(base, $0)) }, trial, split)
    if winsorise, test == .mean, n == nil {
      let all = WeightedValues(trial.arms.flatMap { $0.values })
      if let limit = all.quantile(Experiment.cut) {
        rows += tested(
          arms.map { arm in
            (
              arm,
              ArmComparison(
                base: WeightedValues(base.values).moments(cutAt: limit),
                other: WeightedValues(arm.values).moments(cutAt: limit),
                method: "welch_winsorised", power: power)
            )
          }, trial, split)
      }
    }
    return rows
  }

  /// What the split of units says, of all and of the slice that is furthest off the plan.
  private struct Split {
    let whole: SampleRatio
    let worst: (slice: Trial.Slice, q: Double)?

    var verdict: SampleRatio.Verdict {
      worst.map { $0.q < SampleRatio.alarm } ?? false ? .mismatch : whole.verdict
    }
  }

  /// The slice that is furthest off the plan, corrected for how many there are; those in which fewer
  /// than five units of a variant were to be expected say nothing.
  private func worst(of trial: Trial) -> (slice: Trial.Slice, q: Double)? {
    let slices = trial.slices.sorted {
      $0.name != $1.name
        ? $0.name.utf8.lexicographicallyPrecedes($1.name.utf8)
        : $0.value.utf8.lexicographicallyPrecedes($1.value.utf8)
    }
    let shares = trial.arms.map { planned.isEmpty ? 1 : planned[$0.name] ?? 0 }
    let p = slices.map { slice -> Double? in
      let counts = trial.arms.map { slice.units[$0.name] ?? 0 }
      let least = (shares.min() ?? 0) / NeumaierSum.of(shares) * Double(counts.reduce(0, +))
      return least >= 5 ? SampleRatio(counts: counts, shares: shares).p : nil
    }
    var worst: (slice: Trial.Slice, q: Double)?
    for (slice, q) in zip(slices, MultipleTesting.benjaminiHochberg(p)) {
      if let q, q < worst?.q ?? 2 { worst = (slice, q) }
    }
    return worst
  }

  /// One family of tests against the control, corrected for how many there are.
  private func tested(
    _ tests: [(arm: Arm, comparison: ArmComparison)], _ trial: Trial, _ split: Split
  ) -> [[Value]] {
    let corrected = MultipleTesting.holm(tests.map { $0.comparison.p })
    return zip(tests, corrected).map { test, q in
      row(
        test.arm, isControl: false, trial, split, test.comparison, q: q,
        decision: ArmDecision(
          split.verdict, difference: test.comparison.difference.value, p: q,
          isUpGood: better == .up))
    }
  }

  private func compare(_ base: Arm, _ other: Arm) -> ArmComparison {
    switch test {
    case .share:
      ArmComparison(
        base: (base.successes, base.units), other: (other.successes, other.units), power: power)
    case .mean: ArmComparison(base: base.moments, other: other.moments, power: power)
    case .rank:
      ArmComparison(base: WeightedValues(base.values), other: WeightedValues(other.values))
    }
  }

  private func row(
    _ arm: Arm, isControl: Bool, _ trial: Trial, _ split: Split?,
    _ comparison: ArmComparison?, q: Double?, decision: ArmDecision?
  ) -> [Value] {
    let own: Estimate =
      test == .share
      ? .proportion(arm.successes, of: arm.units) : .mean(arm.moments)
    let flags =
      own.flags.union(comparison?.difference.flags ?? []).codes
      + (test == .mean && WeightedValues(arm.values).isHeavyTailed ? ["outlier_driven"] : [])
    let reason = own.reason ?? comparison?.difference.reason
    let difference = comparison?.difference
    let lift = comparison?.lift
    return [
      .text(arm.name), .bool(isControl), .integer(Int64(arm.units)),
      .integer(Int64(arm.missing)), .integer(Int64(trial.crossover)),
      .integer(Int64(trial.unassigned)), .integer(Int64(trial.withoutUnit)),
      test == .share ? .integer(Int64(arm.successes)) : .missing,
      Value(own.value), Value(own.interval?.lower), Value(own.interval?.upper),
      Value(difference?.value), Value(difference?.interval?.lower),
      Value(difference?.interval?.upper), Value(lift?.value), Value(lift?.interval?.lower),
      Value(lift?.interval?.upper), Value(comparison?.superiority),
      Value(comparison?.statistic), Value(comparison?.degrees), Value(comparison?.p), Value(q),
      Value(split?.whole.p), Value(split?.worst?.q),
      split?.worst.map { .text("\($0.slice.name) \($0.slice.value)") } ?? .missing,
      Value(comparison?.detectable),
      decision.map { .text($0.rawValue) } ?? .missing,
      comparison.map { .text($0.method) } ?? .missing,
      flags.isEmpty ? .missing : .text(flags.joined(separator: " ")),
      reason.map { .text($0.rawValue) } ?? .missing,
    ]
  }
}
