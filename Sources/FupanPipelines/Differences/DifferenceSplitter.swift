import FupanData
import FupanMetrics
import FupanReports

/// Splits the differences of two runs of one campaign by the rows that they kept.
struct DifferenceSplitter: Sendable {
  /// A difference in parts, and the figures at both ends as they were computed again.
  struct Split {
    let first: Report.ExactNumber?
    let last: Report.ExactNumber?
    let parts: [MetricDifference.Part]
  }

  /// One run's side.
  private struct Side: Sendable {
    let registry: MetricRegistry
    let parameters: [String: Value]
    let passes: [FactPass]
    /// What stands for each metric's definition.
    let digests: [String: String]

    init?(_ facts: RunFacts) {
      guard let registry = try? facts.registry() else { return nil }
      self.registry = registry
      parameters = facts.values
      passes = facts.passes.compactMap { FactPass($0) }
      digests = Dictionary(facts.metrics.map { ($0.id, $0.digest) }) { first, _ in first }
    }
  }

  /// Which rows stand for a pass while the figure is on its way: of which run, and how they stand.
  private struct Choice {
    var isAfter = false
    var standings: Set<RowComparison.Standing> = [.same, .changed, .alone, .otherDay]
  }

  /// A stop on the way from one figure to the other.
  private struct Stop {
    let cause: DifferenceCause?
    /// Of tables that mean the same in both runs.
    var exported = Choice()
    var byHand = Choice()
    /// Of tables that mean something else in each.
    var otherExported = Choice()
    var otherByHand = Choice()
    /// Whose definitions hold.
    var isDefinedAfter = false
  }

  private let before: Side
  private let after: Side
  private let knownBefore: @Sendable (Int?) -> Bool
  private let knownAfter: @Sendable (Int?) -> Bool

  /// Nil where a run kept no rows.
  init?(_ before: DifferenceSide, _ after: DifferenceSide) {
    guard let left = before.facts.flatMap({ Side($0) }),
      let right = after.facts.flatMap({ Side($0) })
    else { return nil }
    self.before = left
    self.after = right
    let days = (before.report.asOf.daysSinceEpoch, after.report.asOf.daysSinceEpoch)
    knownBefore = { day in day.map { $0 <= days.0 } ?? true }
    knownAfter = { day in day.map { $0 <= days.1 } ?? true }
  }

  /// The parts of a metric's difference; nil where its rows were not kept.
  func parts(
    of metric: String, _ unit: MetricDifference.Unit, isOtherwise: Bool
  ) -> Split? {
    guard let pairs = pairs(metric) else { return nil }
    let isOtherwise = isOtherwise || pairs.contains { $0.isOtherwise }
    var figures: [(cause: DifferenceCause?, value: Report.ExactNumber)] = []
    for stop in DifferenceSplitter.stops(isOtherwise: isOtherwise) {
      guard let value = figure(metric, unit, pairs, at: stop) else { return nil }
      figures.append((stop.cause, value))
    }
    let counts = DifferenceSplitter.counts(pairs)
    var parts: [MetricDifference.Part] = []
    for (previous, next) in zip(figures, figures.dropFirst()) {
      guard let cause = next.cause, let change = next.value.subtracting(previous.value) else {
        return nil
      }
      if let index = parts.firstIndex(where: { $0.cause == cause }) {
        guard let sum = parts[index].amount.adding(change) else { return nil }
        parts[index].amount = sum
      } else {
        parts.append(.init(cause: cause, amount: change, rows: counts[cause]))
      }
    }
    let order = DifferenceCause.allCases
    parts.sort { (order.firstIndex(of: $0.cause) ?? 0) < (order.firstIndex(of: $1.cause) ?? 0) }
    return Split(
      first: figures.first?.value, last: figures.last?.value,
      parts: parts.filter { $0.amount.unscaled != 0 || ($0.rows ?? 0) > 0 })
  }

  /// The way rows are exchanged, one cause after the other. Of tables that mean something else in
  /// each run only rows that are in both are measured both ways; what is kept by hand is taken out
  /// before and put in after.
  private static func stops(isOtherwise: Bool) -> [Stop] {
    var stops = [Stop(cause: nil)]
    func step(_ cause: DifferenceCause, _ change: (inout Stop) -> Void) {
      let last = stops[stops.count - 1]
      var stop = Stop(
        cause: cause, exported: last.exported, byHand: last.byHand,
        otherExported: last.otherExported, otherByHand: last.otherByHand,
        isDefinedAfter: last.isDefinedAfter)
      change(&stop)
      stops.append(stop)
    }
    step(.days) { stop in
      stop.exported.standings.remove(.otherDay)
      stop.otherExported.standings.remove(.otherDay)
    }
    step(.corrected) { $0.exported.standings.remove(.alone) }
    step(.corrected) { $0.exported.isAfter = true }
    step(.ledgers) { stop in
      stop.byHand.isAfter = true
      stop.otherByHand.standings = [.same]
    }
    if isOtherwise {
      step(.definitions) { stop in
        stop.otherExported = Choice(isAfter: true, standings: [.same])
        stop.otherByHand = Choice(isAfter: true, standings: [.same])
        stop.isDefinedAfter = true
      }
      step(.ledgers) { $0.otherByHand.standings = Set(RowComparison.Standing.allCases) }
    }
    step(.late) { stop in
      stop.exported.standings.insert(.alone)
      stop.otherExported.standings.insert(.alone)
    }
    step(.days) { stop in
      stop.exported.standings.insert(.otherDay)
      stop.otherExported.standings.insert(.otherDay)
    }
    return stops
  }

  /// The rows that a metric looks at in both runs.
  private struct Pair {
    let left: FactPass
    let right: FactPass
    let rows: RowComparison
    /// Whether the tables mean something else in each run.
    let isOtherwise: Bool
  }

  private func pairs(_ metric: String) -> [Pair]? {
    func leaves(_ side: Side) -> [String] {
      side.registry.closure(of: [metric]).filter { !$0.terms.isEmpty }.map { $0.id }
    }
    var pairs: [Pair] = []
    var done: Set<String> = []
    let names = leaves(before) + leaves(after).filter { !leaves(before).contains($0) }
    guard !names.isEmpty else { return nil }
    for name in names {
      let lefts = before.passes.filter { $0.metrics.contains(name) }
      let rights = after.passes.filter { $0.metrics.contains(name) }
      // A metric that only one run has, or that reads other tables than it did, is not split.
      guard !lefts.isEmpty, lefts.map({ $0.dataset }) == rights.map({ $0.dataset }) else {
        return nil
      }
      for (left, right) in zip(lefts, rights) {
        guard done.insert(left.metrics.joined(separator: "+") + "@" + left.dataset).inserted else {
          continue
        }
        let isOtherwise =
          before.digests[name] != after.digests[name]
          || left.terms.map { $0.name } != right.terms.map { $0.name }
          || left.scales != right.scales
        pairs.append(
          Pair(
            left: left, right: right,
            rows: RowComparison(
              left, right, knownBefore: knownBefore, knownAfter: knownAfter,
              comparesValues: !isOtherwise),
            isOtherwise: isOtherwise))
      }
    }
    return pairs
  }

  private func figure(
    _ metric: String, _ unit: MetricDifference.Unit, _ pairs: [Pair], at stop: Stop
  ) -> Report.ExactNumber? {
    var terms: [String: Value] = [:]
    for pair in pairs {
      var chosen: [FactRow] = []
      let choices =
        pair.isOtherwise
        ? [(stop.otherExported, false), (stop.otherByHand, true)]
        : [(stop.exported, false), (stop.byHand, true)]
      for (choice, isByHand) in choices {
        for placed in choice.isAfter ? pair.rows.after : pair.rows.before
        where placed.row.isByHand == isByHand && choice.standings.contains(placed.standing) {
          chosen.append(placed.row)
        }
      }
      let pass = stop.isDefinedAfter || !pair.isOtherwise ? pair.right : pair.left
      terms.merge(pass.sums(chosen)) { first, _ in first }
    }
    // Where nothing is defined otherwise, either side's definitions do.
    let side = stop.isDefinedAfter ? after : before
    guard let definition = side.registry[metric],
      let figure = side.registry.figures(
        of: [metric], terms: terms, parameters: side.parameters)[metric]
    else { return nil }
    return unit.number(FigureFormat(definition).value(figure))
  }

  /// How many rows stand behind each cause.
  private static func counts(_ pairs: [Pair]) -> [DifferenceCause: Int] {
    var counts: [DifferenceCause: Int] = [.days: 0, .late: 0, .corrected: 0, .ledgers: 0]
    for pair in pairs {
      for placed in pair.rows.before where placed.standing != .same {
        switch (placed.row.isByHand, placed.standing) {
        case (true, _): counts[.ledgers, default: 0] += 1
        case (false, .otherDay): counts[.days, default: 0] += 1
        case (false, _): counts[.corrected, default: 0] += 1
        }
      }
      for placed in pair.rows.after where placed.standing == .alone || placed.standing == .otherDay
      {
        switch (placed.row.isByHand, placed.standing) {
        case (true, _): counts[.ledgers, default: 0] += 1
        case (false, .otherDay): counts[.days, default: 0] += 1
        case (false, _): counts[.late, default: 0] += 1
        }
      }
    }
    return counts
  }
}
