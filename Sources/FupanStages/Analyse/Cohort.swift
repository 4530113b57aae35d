import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `cohort`: how many of those who came first in one period came again in later ones.
///
/// A person belongs to the period of the first row. A cell is shown only where its period is over:
/// who could not come back yet is never counted as lost. Rows after the report's last day and rows
/// without a person are left out. The rows with `is_total` add up the cells that are shown.
///
///     - cohort: {every: week}
package struct Cohort: TransformStage {
  package static let about = StageDescription(
    "cohort", .analyse, "Follows those who came first in one period through the later ones.")

  @Parameter("The length of a period.", .principal) var every: Period = .week
  @Parameter("The column that says who.") var person: ColumnName = "person_id"
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?

  /// The length of a period; weeks begin on Monday.
  package enum Period: String, ParameterChoice {
    case day, week, month

    /// Periods from the one that starts on day `from` to the one that starts on day `to`.
    func age(from: Int, to: Int) -> Int {
      switch self {
      case .day: return to - from
      case .week: return (to - from) / 7
      case .month:
        let (first, second) = (CivilDate(daysSinceEpoch: from), CivilDate(daysSinceEpoch: to))
        return (second.year - first.year) * 12 + second.month - first.month
      }
    }

    /// The first day of the period that a day is in.
    func first(of day: Int) -> Int {
      switch self {
      case .day: day
      case .week: day - (CivilDate(daysSinceEpoch: day).weekday - 1)
      case .month: day - (CivilDate(daysSinceEpoch: day).day - 1)
      }
    }

    /// The first day of the period `age` after the one that starts on day `from`.
    func start(from: Int, age: Int) -> Int {
      switch self {
      case .day: return from + age
      case .week: return from + age * 7
      case .month:
        let first = CivilDate(daysSinceEpoch: from)
        let months = first.year * 12 + first.month - 1 + age
        return CivilDate(year: months / 12, month: months % 12 + 1, day: 1)?.daysSinceEpoch ?? from
      }
    }
  }

  /// One row a cohort and age; `cohort` is the first day of the cohort's period, missing in the
  /// rows over all cohorts.
  static let schema = Schema([
    Field("cohort", .date), Field("age", .integer), Field("size", .integer),
    Field("eligible", .integer), Field("retained", .integer), Field("rate", .number, unit: .ratio),
    Field("ci_lo", .number, unit: .ratio), Field("ci_hi", .number, unit: .ratio),
    Field("is_total", .bool),
  ])

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let who = found.gather { () throws(Problems) in
      try AnalysisColumns.person(person, in: input, scope)
    }
    let day = found.gather { () throws(Problems) in
      try TimeColumn.day(at, in: input, scope)
    }
    if let problems = Problems(found) { throw problems }
    guard let who, let day else { preconditionFailure("a missing column is a problem") }

    var rows =
      try input
      .projected([Projection(keeping: who, as: "person"), Projection("day", day)])
      .filtered("person is not null")
    if let end = scope.asOf { rows = try rows.filtered("day <= date '\(end)'") }
    let counts =
      try rows
      .filtered("day is not null")
      .extended(["period": "date_trunc('\(every.rawValue)', day)"])
      .aggregated([Aggregation("last_day", .max, of: "day")], by: ["person", "period"])
      .windowed(
        Window(
          partition: ["person"], order: [], ties: .inputOrder,
          functions: [WindowFunction("cohort", .min, of: "period")])
      )
      .aggregated(
        [Aggregation("persons", .count), Aggregation("last_day", .max, of: "last_day")],
        by: ["cohort", "period"])
    return counts.finished(
      Cohort.finish(every, end: scope.asOf?.daysSinceEpoch), named: scope.fragmentName("cohort"))
  }

  /// Rates from persons by cohort and period; without `end` the last day seen is the last complete.
  static func finish(_ every: Period, end: Int?) -> Finish {
    Finish("retention_triangle", schema: schema) { table in
      var cells: [(cohort: Int, period: Int, persons: Int)] = []
      var lastDay = Int.min
      for row in table.rows {
        guard case .date(let cohort) = row[0], case .date(let period) = row[1],
          case .date(let last) = row[3]
        else { continue }
        cells.append((Int(cohort), Int(period), row[2].whole))
        lastDay = max(lastDay, Int(last))
      }
      cells.sort { ($0.cohort, $0.period) < ($1.cohort, $1.period) }
      let end = end ?? lastDay
      var starts: [Int] = []
      var cohorts: [RetentionTriangle.Cohort] = []
      for start in cells.map({ $0.cohort }) where start != starts.last {
        let own = cells.filter { $0.cohort == start }
        let size = own.first { $0.period == start }?.persons ?? 0
        let ages = every.age(from: start, to: end) + 1
        guard ages > 0 else { continue }
        var retained = [Int](repeating: 0, count: ages)
        for cell in own {
          let age = every.age(from: start, to: cell.period)
          if retained.indices.contains(age) { retained[age] = cell.persons }
        }
        let eligible = (0..<ages).map { age in
          every.start(from: start, age: age + 1) - 1 <= end ? size : 0
        }
        starts.append(start)
        cohorts.append(.init(size: size, eligible: eligible, retained: retained))
      }
      return Table(schema, rows: rows(RetentionTriangle(cohorts), cohorts, starts))
    }
  }

  private static func rows(
    _ triangle: RetentionTriangle, _ cohorts: [RetentionTriangle.Cohort], _ starts: [Int]
  ) -> [[Value]] {
    func estimate(_ rate: Estimate) -> [Value] {
      [Value(rate.value), Value(rate.interval?.lower), Value(rate.interval?.upper)]
    }
    var rows: [[Value]] = []
    for (index, cohort) in cohorts.enumerated() {
      for age in cohort.eligible.indices {
        let rate = triangle.cells[index][age]
        rows.append(
          [
            .date(Int32(starts[index])), .integer(Int64(age)), .integer(Int64(cohort.size)),
            .integer(Int64(cohort.eligible[age])),
            rate.value == nil ? .missing : .integer(Int64(cohort.retained[age])),
          ] + estimate(rate) + [.bool(false)])
      }
    }
    for (age, rate) in triangle.byAge.enumerated() {
      let sizes = cohorts.filter { age < $0.eligible.count }.reduce(0) { $0 + $1.size }
      let retained: Value = rate.numerator.map { $0.value } ?? .missing
      rows.append(
        [
          .missing, .integer(Int64(age)), .integer(Int64(sizes)),
          rate.denominator.map { $0.value } ?? .integer(0), retained,
        ] + estimate(rate) + [.bool(true)])
    }
    return rows
  }
}
