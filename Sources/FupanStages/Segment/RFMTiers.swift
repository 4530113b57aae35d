import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `rfm`: one row a person with scores 1–5 of recency, frequency and money, and the tiers they make.
///
/// Only rows with a person and a positive amount count: an order refunded to zero is no order. Days
/// are counted from the last order to `as_of`, frequency is the number of different order days.
/// Quintiles need 20 persons; with fewer the result has no rows.
///
///     - rfm: {of: net_paid}
///     - rfm: {of: net_paid, window_days: 180, as_of: 2026-04-25}
package struct RFMTiers: TransformStage {
  package static let about = StageDescription(
    "rfm", .segment,
    "Scores each person by recency, frequency and money, and names the tiers they make.")

  @Parameter("The net amount of an order.", .principal) var of: ColumnName
  @Parameter("The column that says who.") var person: ColumnName = "person_id"
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?
  @Parameter("How many days of orders are looked at.", .in(1...36_500)) var windowDays: Int = 365
  @Parameter("The day recency is counted to; by default the day after the report's last.")
  var asOf: DateLiteral?
  @Parameter("Above what a score is high in the eight tiers.") var high: High = .meanOfScores

  /// Above what a score counts as high; strictly above.
  package enum High: String, ParameterChoice {
    case meanOfScores = "mean_of_scores"
    case medianOfScores = "median_of_scores"

    var cut: RFMHighCut {
      switch self {
      case .meanOfScores: .meanOfScores
      case .medianOfScores: .medianOfScores
      }
    }
  }

  /// The columns of the result besides the person.
  static let results = [
    "r_days", "f", "m", "orders", "r", "f_score", "m_score", "fm", "tier11", "tier8",
  ]

  package init() {}

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let who = found.gather { () throws(Problems) in
      try AnalysisColumns.person(person, in: input, scope)
    }
    let amount = found.gather { () throws(Problems) in
      try AnalysisColumns.amount(of, in: input, scope)
    }
    let day = found.gather { () throws(Problems) in
      try TimeColumn.day(
        of: try TimeColumn.field(at, in: input, at: scope.origin.place), in: scope)
    }
    found.gather { () throws(Problems) in
      try AnalysisColumns.requireFree(person, among: RFMTiers.results, scope)
    }
    if asOf == nil && scope.asOf == nil {
      found.append(Diagnostic(.asOfMissing, at: scope.origin.place))
    }
    if let problems = Problems(found) { throw problems }
    guard let who, let amount, let day,
      let end = asOf?.daysSince1970 ?? scope.asOf.map({ $0.daysSinceEpoch + 1 })
    else { preconditionFailure("a missing column is a problem") }

    let last = CivilDate(daysSinceEpoch: end - 1)
    let first = CivilDate(daysSinceEpoch: end - windowDays)
    let persons =
      try input
      .projected([
        Projection(keeping: who, as: "person"), Projection("day", day),
        Projection(keeping: amount, as: "amount"),
      ])
      .filtered("person is not null")
      .filtered("day between date '\(first)' and date '\(last)'")
      .filtered("amount > 0")
      .aggregated(
        [
          Aggregation("last_day", .max, of: "day"), Aggregation("days", .countDistinct, of: "day"),
          Aggregation("amount", .sum, of: "amount"), Aggregation("orders", .count),
        ], by: ["person"])
    return persons.finished(
      finish(persons.schema, person: who, end: end), named: scope.fragmentName("rfm"))
  }

  private func finish(_ reduced: Schema, person: Field, end: Int) -> Finish {
    var amount = reduced["amount"] ?? Field("amount", .wideDecimal(scale: 2))
    amount.isPersonal = false
    let schema = Schema([
      person, Field("r_days", .integer), Field("f", .integer), amount.named("m"),
      Field("orders", .integer), Field("r", .integer), Field("f_score", .integer),
      Field("m_score", .integer), Field("fm", .integer), Field("tier11", .text),
      Field("tier8", .text),
    ])
    let cut = high.cut
    return Finish("rfm_scores", schema: schema) { table in
      let rows = table.combined
      guard let persons = rows["person"], let orders = rows["orders"], let money = rows["amount"],
        case .date(let lastDays)? = rows["last_day"], case .integer(let days)? = rows["days"]
      else { return Table(schema, []) }
      let recency = lastDays.values.map { Int32(end) - $0 }
      let population = RFMPopulation(
        recencyDays: recency, frequency: days.values.map { Int32($0) },
        monetary: money.unscaledIntegers)
      guard case .success(let rfm) = RFM.scored(population, high: cut) else {
        return Table(schema, [])
      }
      func integers(_ values: [UInt8]) -> Column {
        .integer(FixedColumn(values.map { Int64($0) }))
      }
      func names<Tier>(_ tiers: [Tier], _ index: (Tier) -> Int, _ names: [String]) -> Column {
        Column(.text, names.map { .text($0) }).gathered(tiers.map { Int32(index($0)) })
      }
      let columns: [Column] = [
        persons, .integer(FixedColumn(recency.map { Int64($0) })), .integer(days), money, orders,
        integers(rfm.recency), integers(rfm.frequency), integers(rfm.monetary), integers(rfm.fm),
        names(
          rfm.tier11, { Int($0.rawValue) - 1 }, RFMTier11.allCases.map { $0.name.chinese }),
        names(rfm.tier8, { Int($0.rawValue) - 1 }, RFMTier8.allCases.map { $0.name.chinese }),
      ]
      return Table(schema, [Batch(schema, columns, count: rows.count)])
    }
  }
}

extension Column {
  /// Exact numbers in units of their last digit; 0 where missing.
  var unscaledIntegers: [Int128] {
    switch self {
    case .integer(let column), .decimal(let column, _): column.values.map { Int128($0) }
    case .wideDecimal(let column, _): column.values
    default: []
    }
  }
}
