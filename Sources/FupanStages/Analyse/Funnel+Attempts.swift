import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

extension Funnel {
  /// `basis: attempt`: the events of the steps by person and time.
  func attempts(_ input: Relation) throws(Problems) -> Relation {
    let flags = (1...steps.count).map { "step\($0)" }
    let isEntry = input.schema["entered"] == nil ? [] : ["entered = 1"]
    return
      try input
      .filtered("person is not null and at is not null")
      .filtered((flags + isEntry).joined(separator: " or "))
      .sorted(
        [SortKey("person"), SortKey("at")] + flags.map { SortKey($0, .descending) }
          + (input.schema["category"] == nil ? [] : [SortKey("category")]))
  }

  /// Attempts of each person one after the other: one is open from an event of the first step until
  /// the chain is complete or the window is over.
  func finishAttempts(_ category: Field?) -> Finish {
    let (names, groupAt, span) = (steps.map { $0.name }, groupAt, span)
    let isExcluding = incomplete == .exclude
    let schema = schema(of: category)
    return Finish("funnel_attempts", schema: schema) { table in
      var tally = AttemptTally(steps: names.count, groupAt: groupAt)
      var person: Value?
      for batch in table.batches {
        let places = ["person", "at", "entered", "category"].map { batch.schema.index(of: $0) }
        let flags = (1...names.count).compactMap { batch.schema.index(of: "step\($0)") }
        for row in 0..<batch.count {
          func cell(_ place: Int?) -> Value {
            place.map { batch.columns[$0].value(at: row) } ?? .missing
          }
          guard case .integer(let at) = cell(places[1]) else { continue }
          let own = cell(places[0])
          if own != person { tally.endPerson() }
          person = own
          tally.add(
            at: at, matches: flags.map { cell($0) == .bool(true) },
            isLateEntry: isExcluding && cell(places[2]) == .integer(1)
              && cell(flags.first) != .bool(true),
            group: cell(places[3]), span: span)
        }
      }
      tally.endPerson()
      let groups = category == nil ? [] : tally.groups
      let lines =
        groups.map { Funnel.line(of: $0.counts, group: $0.group, isTotal: false, late: nil) }
        + [Funnel.line(of: tally.all, group: .missing, isTotal: true, late: tally.late)]
      return Table(schema, rows: Funnel.rows(lines, names, hasGroups: category != nil, isExcluding))
    }
  }

  private static func line(
    of counts: AttemptCounts, group: Value, isTotal: Bool, late: Int?
  ) -> Line {
    let times = counts.gaps.map { gaps -> [Value] in
      let seconds = gaps.sorted().map { Double($0) / 1e6 }
      return [
        Value(Quantile.type7(Fraction(5, over: 10), ofSorted: seconds)),
        Value(Quantile.type7(Fraction(9, over: 10), ofSorted: seconds)),
      ]
    }
    return Line(
      group: group,
      report: FunnelReport(
        reached: counts.reached, sums: counts.sums, cumulative: counts.cumulative),
      times: times, isTotal: isTotal, late: late)
  }
}

/// What the attempts of a group, or all, came to.
private struct AttemptCounts {
  /// Attempts that reached each step.
  var reached: [Int]
  /// Over persons, for each step after the first: attempts at the step before, and at it.
  var sums: [PairSums]
  /// The same against the first step.
  var cumulative: [PairSums]
  /// Microseconds since the step before; none for the first step.
  var gaps: [[Int64]]

  init(steps: Int) {
    reached = Array(repeating: 0, count: steps)
    sums = Array(repeating: PairSums(), count: steps - 1)
    cumulative = sums
    gaps = Array(repeating: [], count: steps)
  }

  /// Adds how many attempts of one person reached each step.
  mutating func add(_ own: [Int]) {
    for (step, count) in own.enumerated() {
      reached[step] += count
      guard step > 0 else { continue }
      sums[step - 1].add(x: Int64(own[step - 1]), y: Int64(count))
      cumulative[step - 1].add(x: Int64(own[0]), y: Int64(count))
    }
  }
}

/// Follows the events of one person after the other, in their order.
private struct AttemptTally {
  private let steps: Int
  private let groupAt: Funnel.GroupAt
  private var places: [Value: Int] = [:]
  private(set) var groups: [(group: Value, counts: AttemptCounts)] = []
  private(set) var all: AttemptCounts
  /// Attempts that began too late to tell what came of them.
  private(set) var late = 0
  /// The times of the open attempt and its groups; none where no attempt is open.
  private var open: [(at: Int64, group: Value)] = []
  private var isLate = false
  /// How many attempts of the person reached each step, by the place of their group.
  private var own: [(place: Int, reached: [Int])] = []
  private var ownOfAll: [Int]

  init(steps: Int, groupAt: Funnel.GroupAt) {
    self.steps = steps
    self.groupAt = groupAt
    all = AttemptCounts(steps: steps)
    ownOfAll = Array(repeating: 0, count: steps)
  }

  /// - Parameter isLateEntry: whether it is an event of the first step whose window is not over.
  mutating func add(
    at: Int64, matches: [Bool], isLateEntry: Bool, group: Value, span: Int64
  ) {
    if let start = open.first?.at, at - start > span || open.count == steps { close() }
    if open.isEmpty {
      guard matches[0] || isLateEntry else { return }
      open = [(at, group)]
      isLate = isLateEntry
    } else if open.count < steps, matches[open.count] {
      open.append((at, group))
    }
    if open.count == steps { close() }
  }

  mutating func endPerson() {
    close()
    if ownOfAll.contains(where: { $0 > 0 }) { all.add(ownOfAll) }
    for entry in own { groups[entry.place].counts.add(entry.reached) }
    own = []
    ownOfAll = Array(repeating: 0, count: steps)
  }

  private mutating func close() {
    guard let first = open.first, let last = open.last else { return }
    let chain = open
    open = []
    if isLate {
      late += 1
      return
    }
    for (step, event) in chain.enumerated() {
      let group =
        switch groupAt {
        case .first: first.group
        case .last: last.group
        case .each: event.group
        }
      let place = place(of: group)
      ownOfAll[step] += 1
      if let index = own.firstIndex(where: { $0.place == place }) {
        own[index].reached[step] += 1
      } else {
        own.append((place, Array(repeating: 0, count: steps)))
        own[own.count - 1].reached[step] += 1
      }
      guard step > 0 else { continue }
      let gap = event.at - chain[step - 1].at
      all.gaps[step].append(gap)
      groups[place].counts.gaps[step].append(gap)
    }
  }

  private mutating func place(of group: Value) -> Int {
    if let place = places[group] { return place }
    let place = groups.count
    places[group] = place
    groups.append((group, AttemptCounts(steps: steps)))
    return place
  }
}
