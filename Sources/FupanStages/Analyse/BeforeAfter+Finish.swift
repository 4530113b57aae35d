import FupanData
import FupanMethods
import FupanPlan

extension BeforeAfter {
  /// One row an effect.
  static let schema = Schema([
    Field("effect", .text), Field("value", .number), Field("lo", .number), Field("hi", .number),
    Field("relative", .number, unit: .ratio), Field("p", .number), Field("before", .number),
    Field("after", .number), Field("n_before", .integer), Field("n_after", .integer),
    Field("method", .text), Field("flag", .text), Field("reason", .text),
  ])

  /// A measure day by day, over one stretch of days.
  private struct Daily {
    let first: Int
    /// Value and, of a rate, what it is per; nil where nothing is known.
    var cells: [(value: Double, per: Double)?]

    subscript(day: Int) -> (value: Double, per: Double)? {
      cells.indices.contains(day - first) ? cells[day - first] : nil
    }

    /// The rate of a day, or its value.
    func figure(_ day: Int, isRate: Bool) -> Double? {
      guard let cell = self[day] else { return nil }
      guard isRate else { return cell.value }
      return cell.per > 0 ? cell.value / cell.per : nil
    }
  }

  func finish(_ days: ChangeDays) -> Finish {
    Finish("before_after", schema: BeforeAfter.schema) { table in
      guard table.count > 0 else { return Table(BeforeAfter.schema, rows: []) }
      guard let unit = table.schema.index(of: "_unit"),
        let left = table.schema.index(of: "_left_out")
      else { return Table(BeforeAfter.schema, []) }
      let measured = table.rows.filter { $0[left].isMissing }
      let (own, others) = self.daily(measured.filter { $0[unit].isMissing }, days)
      var rows = [self.difference(own, days)]
      rows += self.interrupted(own, days)
      if self.dipDays > 0 { rows.append(self.dip(own, days)) }
      if self.treated != nil {
        let units = self.unit == nil ? nil : self.changes(measured, unit: unit, days)
        rows += self.compared(own, others, days, units)
        let unknown = table.rows.filter { !$0[left].isMissing }
        rows += self.leftOut(unknown.map { ($0[0], $0[left].whole) }, days)
      }
      return Table(BeforeAfter.schema, rows: rows)
    }
  }

  /// The changed rows and the others, day by day. A day without rows between the first and the last
  /// that is known has a count or sum of 0.
  private func daily(
    _ rows: [[Value]], _ days: ChangeDays, known span: (least: Int, most: Int) = (.max, .min)
  ) -> (Daily, Daily) {
    let first = days.before.lowerBound
    let empty: [(value: Double, per: Double)?] = Array(repeating: nil, count: days.last - first + 1)
    var sides = [Daily(first: first, cells: empty), Daily(first: first, cells: empty)]
    var known = span
    // A day with rows and no value is unknown, one without rows is nothing.
    var hasRows = [Set<Int>(), Set<Int>()]
    for row in rows {
      guard case .date(let day) = row[0] else { continue }
      known = (min(known.least, Int(day)), max(known.most, Int(day)))
      let side = row[1] == .bool(true) ? 0 : 1
      hasRows[side].insert(Int(day))
      guard let value = row[2].double else { continue }
      let below: Double? = self.per == nil ? 1 : row[3].double
      guard let below else { continue }
      sides[side].cells[Int(day) - first] = (value, below)
    }
    if of.isCountOrSum, per == nil, known.least <= known.most {
      for day in known.least...known.most {
        for side in sides.indices where !hasRows[side].contains(day) {
          sides[side].cells[day - first] = (0, 1)
        }
      }
    }
    return (sides[0], sides[1])
  }

  private func flags(_ days: ChangeDays, _ more: EstimateFlags = []) -> [String] {
    var flags = more
    if days.isPartial || !days.haveEqualWeekdays { flags.insert(.partial) }
    return flags.codes + (chosen == .plain ? [] : ["regression_to_mean"])
  }

  private func row(
    _ effect: String, _ value: Double?, _ interval: Interval? = nil, relative: Double? = nil,
    p: Double? = nil, before: Double? = nil, after: Double? = nil, n: (Int, Int), method: String,
    flags: [String] = [], reason: Reason? = nil
  ) -> [Value] {
    let relative = relative.flatMap { $0.isFinite ? $0 : nil }
    var cells: [Value] = [.text(effect), Value(value)]
    cells += [Value(interval?.lower), Value(interval?.upper), Value(relative), Value(p)]
    cells += [Value(before), Value(after), .integer(Int64(n.0)), .integer(Int64(n.1))]
    cells.append(.text(method))
    cells.append(flags.isEmpty ? .missing : .text(flags.joined(separator: " ")))
    cells.append(reason.map { .text($0.rawValue) } ?? .missing)
    return cells
  }

  private func figures(_ daily: Daily, _ days: some Sequence<Int>) -> [Double] {
    days.compactMap { daily.figure($0, isRate: per != nil) }
  }

  /// The plain difference between two stretches of days.
  private func difference(
    _ name: String, _ daily: Daily, _ days: ChangeDays, from: some Sequence<Int>,
    to: some Sequence<Int>
  ) -> [Value] {
    let (left, right) = (Array(from), Array(to))
    let (before, after) = (figures(daily, left), figures(daily, right))
    let n = (before.count, after.count)
    func whole(_ days: [Int]) -> (x: Double, n: Double) {
      let cells = days.compactMap { daily[$0] }
      return (
        NeumaierSum.of(cells.map { $0.value }), NeumaierSum.of(cells.map { $0.per })
      )
    }
    let (base, other) = (whole(left), whole(right))
    if per != nil, interval == .newcombe, let x1 = Int(exactly: base.x),
      let x2 = Int(exactly: other.x),
      let n1 = Int(exactly: base.n), let n2 = Int(exactly: other.n)
    {
      let test = TwoProportions(base: (x1, n1), other: (x2, n2))
      return row(
        name, test.difference.value, test.difference.interval, relative: test.lift.value,
        p: test.p, before: n1 > 0 ? base.x / base.n : nil, after: n2 > 0 ? other.x / other.n : nil,
        n: (n1, n2), method: test.isExact ? "fisher" : "newcombe",
        flags: flags(days, test.difference.flags), reason: test.difference.reason)
    }
    let test = MeanDifference(base: Moments(before), other: Moments(after))
    let means = (Moments(before).mean, Moments(after).mean)
    return row(
      name, test.difference.value, test.difference.interval,
      relative: before.isEmpty || means.0 == 0 ? nil : (means.1 - means.0) / abs(means.0),
      p: test.p, before: before.isEmpty ? nil : means.0, after: after.isEmpty ? nil : means.1, n: n,
      method: "welch", flags: flags(days, test.difference.flags), reason: test.difference.reason)
  }

  private func difference(_ daily: Daily, _ days: ChangeDays) -> [Value] {
    difference("difference", daily, days, from: days.before, to: days.after)
  }

  /// The series from the first day before to the last after, unknown between both.
  private func series(
    _ daily: Daily, _ days: ChangeDays, to after: Range<Int>
  ) -> (values: [Double?], change: Int) {
    let first = days.before.lowerBound
    let values = (first..<max(after.upperBound, first)).map { day in
      days.before.contains(day) || after.contains(day)
        ? daily.figure(day, isRate: per != nil) : nil
    }
    return (values, after.lowerBound - first)
  }

  private func interrupted(_ daily: Daily, _ days: ChangeDays) -> [[Value]] {
    let (values, change) = series(daily, days, to: days.after)
    let n = (
      values.prefix(change).count { $0 != nil }, values.dropFirst(change).count { $0 != nil }
    )
    let fit: InterruptedSeries
    do throws(MethodFailure) {
      fit = try InterruptedSeries(values, change: change)
    } catch {
      return [row("level", nil, n: n, method: "newey_west", reason: error.reason)]
    }
    func effect(_ name: String, _ effect: InterruptedSeries.Effect) -> [Value] {
      row(
        name, effect.estimate.value, effect.estimate.interval, p: effect.p, n: n,
        method: "newey_west", flags: fit.hasWeekdays ? flags(days) : flags(days) + ["no_weekdays"])
    }
    let calibrated = fit.calibrated()
    var rows = [
      effect("level", fit.level),
      row(
        "level_calibrated", calibrated.estimate.value, calibrated.estimate.interval,
        p: calibrated.p, n: n, method: "simulated", flags: flags(days)),
    ]
    if let slope = fit.slope { rows.append(effect("slope", slope)) }
    rows.append(effect("cumulative", fit.cumulative))
    if let p = fit.placebos.p {
      rows.append(
        row("placebo", p, p: p, n: (fit.placebos.tried, fit.placebos.asLarge), method: "placebo"))
    }
    return rows
  }

  /// The days after those after, held against those before: what a promotion may have borrowed.
  private func dip(_ daily: Daily, _ days: ChangeDays) -> [Value] {
    guard !days.dip.isEmpty else {
      return row("dip", nil, n: (0, 0), method: "simulated", reason: .notObserved)
    }
    let (values, change) = series(daily, days, to: days.dip)
    let n = (
      values.prefix(change).count { $0 != nil }, values.dropFirst(change).count { $0 != nil }
    )
    if let fit = try? InterruptedSeries(values, change: change) {
      let (base, later) = (figures(daily, days.before), figures(daily, days.dip))
      let level = fit.calibrated()
      return row(
        "dip", level.estimate.value, level.estimate.interval, p: level.p,
        before: Moments(base).mean, after: Moments(later).mean, n: n, method: "simulated",
        flags: flags(days))
    }
    return difference("dip", daily, days, from: days.before, to: days.dip)
  }

  /// The change less that of the comparison group, and whether both went the same way before.
  private func compared(
    _ own: Daily, _ others: Daily, _ days: ChangeDays, _ units: UnitChanges?
  ) -> [[Value]] {
    let isRate = per != nil
    func mean(_ daily: Daily, _ days: some Sequence<Int>) -> Double? {
      let values = figures(daily, days)
      return values.isEmpty ? nil : Moments(values).mean
    }
    guard let t0 = mean(own, days.before), let t1 = mean(own, days.after),
      let c0 = mean(others, days.before), let c1 = mean(others, days.after)
    else {
      return [row("compared", nil, n: (0, 0), method: "simulated", reason: .tooFew)]
    }
    let change = ComparedChange(treated: (t0, t1), control: (c0, c1))
    let apart = Array(days.before) + Array(days.after)
    let points = apart.compactMap { day -> (day: Int, gap: Double)? in
      guard let left = own.figure(day, isRate: isRate),
        let right = others.figure(day, isRate: isRate)
      else { return nil }
      return (day, left - right)
    }
    let n = (
      points.count { days.before.contains($0.day) }, points.count { days.after.contains($0.day) }
    )
    let effect = ComparedChange.difference(
      ofGaps: points.map { ($0.day, $0.gap, days.after.contains($0.day)) })
    let trend = ComparedChange.trendDifference(
      treated: days.before.map { own.figure($0, isRate: isRate) },
      control: days.before.map { others.figure($0, isRate: isRate) })
    let isApart = trend.map { $0.p < 0.1 } ?? false
    let apartFlags = isApart ? ["pre_trend"] : []
    var rows: [[Value]] = []
    if let units {
      let clustered = ComparedChange.difference(treated: units.treated, control: units.control)
      rows.append(
        row(
          "compared", clustered.difference.value, clustered.difference.interval, p: clustered.p,
          n: (units.control.count, units.treated.count),
          method: (clustered.difference.interval?.method ?? .t) == .t ? "welch_units" : "boot_t",
          flags: flags(days, clustered.difference.flags) + apartFlags
            + (units.incomplete > 0 ? ["incomplete_units"] : []),
          reason: clustered.difference.reason))
    } else {
      rows.append(
        row(
          "compared", change.difference, effect?.interval, relative: change.ratio, p: effect?.p,
          before: t0 - c0, after: t1 - c1, n: n, method: "simulated",
          flags: flags(days) + apartFlags))
    }
    if let trend {
      rows.append(row("pre_trend", trend.slope, p: trend.p, n: (n.0, 0), method: "simulated"))
    }
    return rows
  }

  /// How many rows of the days before and after are of neither group.
  private func leftOut(_ rows: [(day: Value, count: Int)], _ days: ChangeDays) -> [[Value]] {
    func count(_ side: some Collection<Int>) -> Int {
      rows.reduce(0) { sum, row in
        guard case .date(let day) = row.day, side.contains(Int(day)) else { return sum }
        return sum + row.count
      }
    }
    let n = (count(days.before), count(days.after))
    guard n.0 + n.1 > 0 else { return [] }
    return [row("left_out", Double(n.0 + n.1), n: n, method: "count")]
  }

  /// How much each unit changed from before to after.
  private struct UnitChanges {
    var treated: [Double] = []
    var control: [Double] = []
    /// Units that are known on one side only, or that are of both groups.
    var incomplete = 0
  }

  /// The change of each unit's daily mean. A day without rows has a count or sum of 0, as the whole
  /// has, between the first and the last day of all units.
  private func changes(_ rows: [[Value]], unit: Int, _ days: ChangeDays) -> UnitChanges {
    var places: [Value: Int] = [:]
    var units: [(rows: [[Value]], isTreated: Set<Bool>)] = []
    for row in rows where !row[unit].isMissing {
      let index = places[row[unit]] ?? units.count
      if index == units.count {
        places[row[unit]] = index
        units.append(([], []))
      }
      units[index].rows.append(row)
      units[index].isTreated.insert(row[1] == .bool(true))
    }
    // Every unit spans the same days, those that any unit is known on.
    let span = rows.filter { !$0[unit].isMissing }.compactMap { row -> Int? in
      if case .date(let day) = row[0] { Int(day) } else { nil }
    }
    var changes = UnitChanges()
    for entry in units {
      guard entry.isTreated.count == 1, let isTreated = entry.isTreated.first else {
        changes.incomplete += 1
        continue
      }
      let sides = daily(entry.rows, days, known: (span.min() ?? .max, span.max() ?? .min))
      let own = isTreated ? sides.0 : sides.1
      let (before, after) = (figures(own, days.before), figures(own, days.after))
      guard !before.isEmpty, !after.isEmpty else {
        changes.incomplete += 1
        continue
      }
      let change = Moments(after).mean - Moments(before).mean
      if isTreated { changes.treated.append(change) } else { changes.control.append(change) }
    }
    return changes
  }
}
