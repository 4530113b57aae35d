import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanMetrics
import FupanPlan
import FupanReports
import FupanStages

/// Who they were: segments, cohorts and leaders, and whom the shop has lost.
///
///     - people: [tiers, cohorts, leaders]
struct PeopleSection: ReportSection {
  static let kind = Report.Section.Kind.people
  static let summary = "Datasets about people: segments, cohorts, boards of leaders."

  @Parameter("The datasets shown.", .principal, .nonEmpty) var datasets: [DatasetUse]

  func prepare(in scope: ReportScope) throws(Problems) -> PreparedSection {
    let shown = try ShownDatasets(datasets, of: .people, in: scope)
    let lapsed = try LapsedFragments(in: scope)
    return PreparedSection(fragments: shown.fragments + (lapsed?.fragments ?? [])) { results in
      let told = (lapsed?.told(results) ?? []) + shown.told(results)
      var blocks: [Report.Block] = told.isEmpty ? [] : [.findings(told.map { $0.inPlace })]
      blocks += shown.blocks(results)
      return BuiltSection(
        Report.Section(.people, blocks: blocks, missing: shown.lacks), findings: told)
    }
  }
}

/// What every known buyer spent and when they last came, reduced to those who stayed away.
struct LapsedFragments: Sendable {
  private let scope: ReportScope
  private let everybody: Fragment
  private let away: Fragment
  /// Days without an order after which a customer counts as lapsed.
  private static let lapsedDays = 90

  /// Nil where the orders lack a person, a time or an amount.
  init?(in scope: ReportScope) throws(Problems) {
    guard let orders = scope.surroundings.relations["orders"],
      let time = orders.schema["paid_at"], time.type == .timestamp,
      orders.schema["person_id"] != nil, orders.schema["net_paid"] != nil
    else { return nil }
    self.scope = scope
    guard let less = FunctionCatalog["less"] else {
      preconditionFailure("the catalogue has less")
    }
    func isBefore(_ time: Field, _ day: Int, _ rows: Relation) throws(Problems) -> Expression {
      let border = Expression(literal: .timestamp(scope.surroundings.zone.startOfDay(day)))
      return try rows.binder().call(less, [Expression(time), border], at: scope.place)
    }
    let tomorrow = scope.asOf.daysSinceEpoch + 1
    let known =
      orders
      .filtered(where: try orders.binder().condition(ParsedExpression("person_id is not null")))
      .filtered(where: try isBefore(time, tomorrow, orders))
    let people = Fragment(
      "people.buyers",
      try known.aggregated(
        [Aggregation("last", .max, of: "paid_at"), Aggregation("spent", .sum, of: "net_paid")],
        by: ["person_id"]))
    let rows = Relation(scanning: people, origin: Origin("people"))
    let sums = [Aggregation("people", .count), Aggregation("spent", .sum, of: "spent")]
    everybody = Fragment("people.everybody", try rows.aggregated(sums, by: []))
    guard let last = rows.schema["last"] else { return nil }
    let isAway = try isBefore(last, tomorrow - Self.lapsedDays, rows)
    away = Fragment("people.lapsed", try rows.filtered(where: isAway).aggregated(sums, by: []))
  }

  var fragments: [Fragment] { [everybody, away] }

  func told(_ results: ReportResults) -> [ToldFinding] {
    guard let all = sums(everybody, results), let lapsed = sums(away, results),
      let found = LapsedCustomers.find(
        people: lapsed.people, revenue: lapsed.spent, of: all.people, all.spent,
        minimum: max(30, scope.document.minimumGroup))
    else { return [] }
    let text = scope.text
    let money = FigureFormat(unit: scope.document.currency)
    let share = Report.ExactNumber(found.revenue).flatMap { part in
      Report.ExactNumber(found.allRevenue).map { Report.Value.share(part, of: $0) }
    }
    return [
      ToldFinding(
        Finding(.lapsedCustomers(found), share: found.share),
        Report.Finding(
          .warning,
          text.sentence(
            .lapsed,
            [
              "people": .value(.integer(found.people), receipt: nil),
              "all": .value(.integer(found.allPeople), receipt: nil),
              "spent": .value(money.value(found.revenue), receipt: nil),
              "share": .value(share ?? .missing(.undefined), receipt: nil),
              "days": .value(.integer(Self.lapsedDays), receipt: nil),
            ]), section: .people))
    ]
  }

  private func sums(
    _ fragment: Fragment, _ results: ReportResults
  ) -> (people: Int, spent: ScaledInteger)? {
    guard let row = results.tables[fragment.name]?.rows.first, row.count == 2,
      case .integer(let people) = row[0], let spent = ScaledInteger(row[1])
    else { return nil }
    return (Int(people), spent)
  }
}

extension SectionPhrase {
  fileprivate static let lapsed = SectionPhrase(
    "{people} 位老客户（共 {all} 位）已经 {days} 天以上没有下单，他们此前花了 {spent}，占全部的 {share}：值得召回。",
    "{people} of {all} customers have not ordered for more than {days} days; they had spent {spent}, {share} of everything: worth winning back."
  )
}
