import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `service_level`: how many cases were answered or closed in time, by level, and how long they took.
///
/// A case exactly at its limit is in time. One that is still open is late once it has been open for
/// longer, measured to the end of the report's last day; before that it is pending and in no rate.
/// Cases that end before they begin are counted apart. With `hours` the clock runs in opening hours
/// of the report's time zone only.
///
///     - service_level: {from: opened_at, to: first_response_at, by: level, limits: {A: 1h, B: 4h, C: 24h}}
///     - service_level: {from: opened_at, to: closed_at, limit: 15m, hours: [09:00, 18:00]}
package struct ServiceLevels: TransformStage {
  package static let about = StageDescription(
    "service_level", .analyse, "Counts the cases that met their time limit, and lists the breaches."
  )

  @Parameter("The column that says when a case began.") var from: ColumnName
  @Parameter("The column that says when it was answered or closed.") var to: ColumnName
  @Parameter("The limit, where all cases have the same.") var limit: DurationLiteral?
  @Parameter("The column of levels.") var by: ColumnName?
  @Parameter("The limit of each level.") var limits: OrderedMap<DurationLiteral>?
  @Parameter("The column that names a case.") var id: ColumnName?
  @Parameter("From when to when the clock runs each day: [09:00, 18:00].") var hours:
    [TimeLiteral] = []
  @Parameter("Weekdays without hours, Monday is 1.") var closedOn: [Int] = []
  @Parameter("Days without hours.") var holidays: [DateLiteral] = []

  /// One row a level, and one over all where they are several; durations are minutes.
  static let schema = Schema([
    Field("level", .text), Field("limit", .number), Field("n", .integer),
    Field("pending", .integer), Field("hits", .integer),
    Field("hit_rate", .number, unit: .ratio), Field("ci_lo", .number, unit: .ratio),
    Field("ci_hi", .number, unit: .ratio), Field("p50", .number), Field("p90", .number),
    Field("open_p50", .number), Field("open_p90", .number), Field("max", .number),
    Field("anomalies", .integer), Field("flag", .text),
  ])

  /// Cases past their limit, the furthest past first; minutes.
  static let breachSchema = Schema([
    Field("case", .text), Field("level", .text), Field("minutes", .number),
    Field("limit", .number), Field("excess", .number), Field("is_open", .bool),
  ])

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    try cases(input, in: scope).finished(
      try finish(in: scope), named: scope.fragmentName("service_level"))
  }

  /// Level, name, beginning and end of each case.
  func cases(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let times = [from, to].map { name in
      found.gather { () throws(Problems) in
        try AnalysisColumns.microseconds(
          of: try TimeColumn.field(name, in: input, at: scope.origin.place), in: scope)
      }
    }
    let names = [by, id].map { name in
      found.gather { () throws(Problems) -> Expression in
        guard let name else { return Expression(literal: .missing, type: .text) }
        return Expression(try AnalysisColumns.grouping(name, in: input, scope)).cast(to: .text)
      }
    }
    if limit == nil, limits == nil {
      found.append(Diagnostic(.noTimeLimit, at: scope.origin.place))
    }
    if !hours.isEmpty, hours.count != 2 || hours[0].secondOfDay >= hours[1].secondOfDay {
      found.append(Diagnostic(.hoursNotAPair, at: scope.origin.place))
    }
    if let problems = Problems(found) { throw problems }
    guard let start = times[0], let end = times[1], let level = names[0], let name = names[1] else {
      preconditionFailure("a missing column is a problem")
    }
    return try input.projected([
      Projection("level", level), Projection("case", name), Projection("start", start),
      Projection("end", end),
    ]).filtered("start is not null")
  }

  /// A case as it was measured, in minutes.
  private struct Measured {
    let name: Value
    let level: Value
    let limit: Double
    let item: ServiceLevel.Item

    var minutes: Double {
      switch item {
      case .closed(let minutes), .open(let minutes): minutes
      }
    }

    var isOpen: Bool { if case .open = item { true } else { false } }
  }

  /// Reads cases from a reduced table, in an order of their own.
  private func measure(in scope: Scope) throws(Problems) -> @Sendable (Table) -> [Measured] {
    let zone =
      try hours.isEmpty && scope.asOf == nil ? scope.zone ?? .utc : scope.requiredZone()
    let clock =
      hours.count == 2
      ? BusinessClock(
        opens: Int64(hours[0].secondOfDay), closes: Int64(hours[1].secondOfDay),
        closedWeekdays: Set(closedOn), holidays: Set(holidays.map { Int64($0.daysSince1970) }))
      : nil
    let asOf = scope.asOf.map { Int64($0.daysSinceEpoch + 1) * 86_400_000_000 }
    let (limit, limits) = (self.limit, self.limits)
    return { table in
      // Without a last day the latest time that is known is now.
      let latest = table.rows.flatMap { [$0[2].count ?? 0, $0[3].count ?? 0] }.max() ?? 0
      let now = asOf ?? zone.local(Int64(latest))
      func minutes(_ start: Int64, _ localEnd: Int64, _ end: Int64?) -> Double {
        if let clock { return clock.seconds(from: zone.local(start), to: localEnd) / 60 }
        guard let end else { return Double(localEnd - zone.local(start)) / 60e6 }
        return Double(end - start) / 60e6
      }
      return table.rows.compactMap { row -> Measured? in
        guard let start = row[2].count.map({ Int64($0) }) else { return nil }
        let allowed = row[0].text.flatMap { limits?[$0] } ?? limit
        guard let allowed else { return nil }
        let end = row[3].count.map { Int64($0) }
        let taken = minutes(start, end.map { zone.local($0) } ?? now, end)
        return Measured(
          name: row[1], level: row[0], limit: Double(allowed.seconds) / 60,
          item: end == nil ? .open(max(0, taken)) : .closed(taken))
      }.sorted { left, right in
        if left.level != right.level { return left.level.precedes(right.level) }
        if left.minutes != right.minutes { return left.minutes < right.minutes }
        if left.isOpen != right.isOpen { return !left.isOpen }
        return left.name.precedes(right.name)
      }
    }
  }

  private func finish(in scope: Scope) throws(Problems) -> Finish {
    let measure = try self.measure(in: scope)
    let schema = ServiceLevels.schema
    return Finish("service_level", schema: schema) { table in
      let cases = measure(table)
      var levels: [Value] = []
      for measured in cases where levels.last != measured.level { levels.append(measured.level) }
      var rows: [[Value]] = []
      for level in levels {
        let own = cases.filter { $0.level == level }
        rows.append(
          ServiceLevels.row(
            level, own[0].limit, ServiceLevel(own.map { $0.item }, limit: own[0].limit)))
      }
      if levels.count > 1 {
        // Each case against its own limit: durations as shares of it, but percentiles in minutes.
        let judged = ServiceLevel(
          cases.map { measured in
            let share = measured.limit > 0 ? measured.minutes / measured.limit : .infinity
            return measured.isOpen ? .open(share) : .closed(share)
          }, limit: 1)
        let times = ServiceLevel(cases.map { $0.item }, limit: 0)
        var row = ServiceLevels.row(.missing, nil, judged)
        let plain = ServiceLevels.row(.missing, nil, times)
        for index in 8...12 { row[index] = plain[index] }
        rows.append(row)
      }
      return Table(schema, rows: rows)
    }
  }

  private static func row(_ level: Value, _ limit: Double?, _ result: ServiceLevel) -> [Value] {
    let flags = result.p90.flags.codes
    return [
      level, Value(limit), .integer(Int64(result.n)), .integer(Int64(result.pending)),
      .integer(Int64(result.hits)), Value(result.hitRate.value),
      Value(result.hitRate.interval?.lower), Value(result.hitRate.interval?.upper),
      Value(result.median.value), Value(result.p90.value), Value(result.survivalMedian?.value),
      Value(result.survivalP90?.value), Value(result.longest), .integer(Int64(result.anomalies)),
      flags.isEmpty ? .missing : .text(flags.joined(separator: " ")),
    ]
  }

  /// The cases past their limit.
  func breaches(in scope: Scope) throws(Problems) -> Finish {
    let measure = try self.measure(in: scope)
    return Finish("service_breaches", schema: ServiceLevels.breachSchema) { table in
      let late = measure(table).filter { $0.minutes > $0.limit }
      let ordered = late.enumerated().sorted { left, right in
        let (first, second) = (
          left.element.minutes - left.element.limit, right.element.minutes - right.element.limit
        )
        return first != second ? first > second : left.offset < right.offset
      }
      return Table(
        ServiceLevels.breachSchema,
        rows: ordered.map { _, measured in
          [
            measured.name, measured.level, .number(measured.minutes), .number(measured.limit),
            .number(measured.minutes - measured.limit), .bool(measured.isOpen),
          ]
        })
    }
  }
}
