import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan

/// `rfm`: one row a person with scores 1–5 of recency, frequency and money, and the tiers they make.
///
/// Only rows with a person and a positive amount count: an order refunded to zero is no order. Days
/// are counted from the last order to `as_of`, frequency is the number of different order days.
///
/// Scores come of quintiles of the persons themselves, which need 20 of them (with fewer the result
/// has no rows); of `cuts` that are given; or of those that an earlier run wrote with `rows: cuts`,
/// so that two periods compare. A score is one more than the cuts that a value lies strictly above,
/// fewer days being more.
///
///     - rfm: {of: net_paid}
///     - rfm: {of: net_paid, window_days: 180, as_of: 2026-04-25, by: channel}
///     - rfm:
///         of: net_paid
///         cuts: {r: [90, 60, 30, 7], f: [1, 2, 4, 8], m: [100, 300, 500, 1000]}
package struct RFMTiers: TransformStage {
  package static let about = StageDescription(
    "rfm", .segment,
    "Scores each person by recency, frequency and money, and names the tiers they make.")

  @Parameter("The net amount of an order.", .principal) var of: ColumnName
  @Parameter("The column that says who.") var person: ColumnName = "person_id"
  @Parameter("The column that says when; by default the table's own time.") var at: ColumnName?
  @Parameter("A column to lay beside the tiers; its value at the person's latest order counts.")
  var by: ColumnName?
  @Parameter("How many days of orders are looked at.", .in(1...36_500)) var windowDays: Int = 365
  @Parameter("The day recency is counted to; by default the day after the report's last.")
  var asOf: DateLiteral?
  @Parameter("What frequency counts.") var frequency: Frequency = .days
  @Parameter("What money is of a person's orders; a mean has four digits more, and revenue beside.")
  var monetary: Monetary = .sum
  @Parameter("Whether equal values get equal scores, or bins equal sizes.")
  var ties: Ties = .same
  @Parameter("Four cuts each of r (days), f (orders) and m (money), instead of quintiles.")
  var cuts: OrderedMap<[QuantityLiteral]> = OrderedMap()
  @Parameter("A dataset with the cuts of an earlier run: dimension, cut and value.")
  var cutsFrom: DatasetName?
  @Parameter("Above what a score is high in the eight tiers.") var high: High = .meanOfScores
  @Parameter("Scores of r, f and m above which they are high, instead.")
  var highAbove: [Int] = []
  @Parameter("What a row of the result is.") var rows: Rows = .persons
  @Parameter("Which tiers the table of tiers has.") var tiers: Map = .tier11

  /// What a row of the result is.
  package enum Rows: String, ParameterChoice {
    case persons, tiers, cuts
  }

  /// How often somebody bought.
  package enum Frequency: String, ParameterChoice {
    case days, orders
  }

  /// How much somebody spent.
  package enum Monetary: String, ParameterChoice {
    case sum, mean
  }

  /// What equal values do.
  package enum Ties: String, ParameterChoice {
    case same, rank
  }

  /// One of the two maps.
  package enum Map: String, ParameterChoice {
    case tier11, tier8
  }

  /// Above what a score counts as high; strictly above.
  package enum High: String, ParameterChoice {
    case meanOfScores = "mean_of_scores"
    case medianOfScores = "median_of_scores"
  }

  /// Above what a score counts as high.
  var cut: RFMHighCut {
    guard highAbove.count == 3 else {
      return high == .meanOfScores ? .meanOfScores : .medianOfScores
    }
    return .fixed(recency: highAbove[0], frequency: highAbove[1], monetary: highAbove[2])
  }

  /// The columns of the result besides the person and the group.
  static let results = [
    "r_days", "f", "m", "orders", "r", "f_score", "m_score", "fm", "tier11", "tier8",
  ]
  static let dimensions = ["r", "f", "m"]

  package init() {}

  package var datasets: [DatasetName] { cutsFrom.map { [$0] } ?? [] }

  package func lower(_ input: Relation, in scope: Scope) throws(Problems) -> Relation {
    var found: [Diagnostic] = []
    let who = found.gather { () throws(Problems) in
      try AnalysisColumns.person(person, in: input, scope)
    }
    let amount = found.gather { () throws(Problems) in
      try AnalysisColumns.amount(of, in: input, scope)
    }
    let day = found.gather { () throws(Problems) in
      try TimeColumn.day(at, in: input, scope)
    }
    let group = found.gather { () throws(Problems) -> Field? in
      guard let by else { return nil }
      return try AnalysisColumns.grouping(by, in: input, scope)
    }
    for name in [person] + (by.map { [$0] } ?? []) {
      found.gather { () throws(Problems) in
        try AnalysisColumns.requireFree(
          name, among: RFMTiers.results + RFMTierRows.results, scope)
      }
    }
    found += settingProblems(scope)
    let earlier = found.gather { () throws(Problems) in try earlierCuts(scope) }
    if asOf == nil && scope.asOf == nil {
      found.append(Diagnostic(.asOfMissing, at: scope.origin.place))
    }
    if let problems = Problems(found) { throw problems }
    guard let who, let amount, let day, let group, let earlier,
      let end = asOf?.daysSince1970 ?? scope.asOf.map({ $0.daysSinceEpoch + 1 })
    else { preconditionFailure("a missing column is a problem") }

    let orders = try orders(
      input, by: who, of: amount, on: day, group: group, until: end, in: scope)
    let persons = try persons(orders, until: end, in: scope)
    let limits = try cutRows(of: persons, earlier: earlier, in: scope)
    if rows == .cuts { return limits }
    let scored = try (ties == .same ? scored(persons, by: limits) : ranked(persons))
      .shared(as: scope.fragmentName("rfm_scored"))
    let named = try namedScores(of: scored, in: scope)
    switch rows {
    case .persons: return try result(scored, named, person: who, group: group)
    case .tiers, .cuts: return try table(scored, named, group: group, in: scope)
    }
  }

  /// What does not fit together, whatever the columns are.
  private func settingProblems(_ scope: Scope) -> [Diagnostic] {
    var found: [Diagnostic] = []
    func chooseOne(_ first: String, _ second: String) {
      found.append(
        Diagnostic(
          .chooseOne, at: scope.origin.place, ["first": .text(first), "second": .text(second)]))
    }
    if !cuts.isEmpty, cutsFrom != nil { chooseOne("cuts", "cuts_from") }
    if ties == .rank, !cuts.isEmpty || cutsFrom != nil { chooseOne("ties: rank", "cuts") }
    let isWhole = Self.dimensions.allSatisfy { cuts[$0]?.count == 4 } && cuts.entries.count == 3
    if !cuts.isEmpty, !isWhole {
      found.append(Diagnostic(.rfmCutsWanted, at: $cuts.place ?? scope.origin.place))
    }
    let isScores = highAbove.count == 3 && highAbove.allSatisfy { (0...5).contains($0) }
    if !highAbove.isEmpty, !isScores {
      found.append(Diagnostic(.threeScoresWanted, at: $highAbove.place ?? scope.origin.place))
    }
    return found
  }
}

extension Message {
  static let rfmCutsWanted = Message(
    "rfm_cuts_wanted", exit: .config, en: "cuts are four each of r, f and m",
    zh: "分界点需要 r、f、m 各四个",
    hint: (
      en: "write cuts: {r: [90, 60, 30, 7], f: [1, 2, 4, 8], m: [100, 300, 500, 1000]}",
      zh: "请写 cuts: {r: [90, 60, 30, 7], f: [1, 2, 4, 8], m: [100, 300, 500, 1000]}"
    ))
  static let threeScoresWanted = Message(
    "three_scores_wanted", exit: .config, en: "high_above has three scores, of r, f and m",
    zh: "high_above 需要 r、f、m 三个分数",
    hint: (en: "write high_above: [3, 3, 3]", zh: "请写 high_above: [3, 3, 3]"))
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
