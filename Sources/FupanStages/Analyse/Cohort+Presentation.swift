import FupanData
import FupanMethods
import FupanReports

extension Cohort: PresentedStage {
  /// The triangle as a chart and as a table, and the rate of the first return over all cohorts.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let rows = result.rows
    guard !rows.isEmpty else {
      return [
        .prose(context.say(sentence: "没有可以按首次购买分组的客户。", "There are no customers to follow."))
      ]
    }
    // Ages that no cohort has completed yet are left out.
    let ages = rows.filter { $0[8] == .bool(true) }
    let complete = ages.lastIndex { !$0[5].isMissing } ?? 0
    let totals = Array(ages.prefix(complete + 1))
    var cohorts: [(start: Value, size: Int, retained: [Int?], rates: [Report.Value])] = []
    for row in rows where row[8] == .bool(false) && row[1].whole <= complete {
      if cohorts.last?.start != row[0] { cohorts.append((row[0], row[2].whole, [], [])) }
      cohorts[cohorts.count - 1].retained.append(row[4].isMissing ? nil : row[4].whole)
      cohorts[cohorts.count - 1].rates.append(rate(row))
    }
    let verdicts = SmallCells.list(
      cohorts.map { $0.size }, minimumGroup: context.minimumGroup)
    // Those who came back at one age are a group as well, whose sum the pooled rate tells.
    let due = totals.indices
    let counts = cohorts.flatMap { cohort in
      due.map { cohort.retained.indices.contains($0) ? cohort.retained[$0] ?? 0 : 0 }
    }
    let cells = CountedSums.verdicts(
      counts + due.map { totals[$0][4].whole },
      lines: due.map { age in
        CountedSums.Line(
          cohorts.indices.map { $0 * due.count + age },
          total: cohorts.count * due.count + age)
      }, minimumGroup: context.minimumGroup,
      withheld: cohorts.indices.filter { verdicts[$0] != .published }.flatMap { index in
        cohorts[index].retained.indices.filter { cohorts[index].retained[$0] != nil }
          .map { index * due.count + $0 }
      })
    for index in cohorts.indices {
      for age in cohorts[index].retained.indices
      where cohorts[index].retained[age] != nil && cells[index * due.count + age] != .published {
        cohorts[index].rates[age] = .suppressed
      }
    }
    let pooled = due.map { age in
      cells[cohorts.count * due.count + age] == .published ? rate(totals[age]) : .suppressed
    }
    let names = totals.map { name(ofAge: $0[1].whole, context) }
    let returned = pooled.dropFirst().first.flatMap { $0.plotted }
    let everyone = cohorts.reduce(0) { $0 + $1.size }
    let words = title(returned, context)
    let size = { (index: Int) -> Report.Value in
      verdicts[index] == .published ? .integer(cohorts[index].size) : .suppressed
    }
    return [
      .chart(
        Report.Chart(
          id: "\(context.dataset)_triangle", title: words,
          subtitle: context.say(
            "各期首次出现的人再次出现的比例；+1 为此后第 1 \(unit.zh)，未结束的期不计",
            """
            Share of each period's first-timers seen again; +1 is the \(unit.en) after, periods \
            that are not over are left out
            """
          ),
          unit: .ratio,
          alt: context.say("同期群留存三角：行为首次所在期，列为之后第几期。", "Cohort triangle: rows are first periods."),
          .cohorts(
            .init(
              periods: names,
              cohorts: cohorts.indices.map { index in
                .init(
                  label(cohorts[index].start), size: size(index), values: cohorts[index].rates)
              })), note: note(cohorts.map { ($0.start, $0.rates) }, context))),
      .table(
        Report.Table(
          id: "\(context.dataset)_rates", title: context.say("同期群留存", "Cohort retention"),
          columns: [
            .init("cohort", context.say("首次所在期", "First period"), .text),
            .init("size", context.say("人数", "People"), .integer),
          ] + names.enumerated().map { .init("age_\($0.offset)", $0.element, .ratio) },
          rows: cohorts.indices.map { index in
            Report.Table.Row(
              [.text(label(cohorts[index].start)), size(index)] + cohorts[index].rates
                + Array(
                  repeating: .missing(.notDue), count: names.count - cohorts[index].rates.count)
            )
          } + [
            Report.Table.Row(
              [
                .text(context.say("合计", "Total")),
                everyone >= context.minimumGroup ? .integer(everyone) : .suppressed,
              ] + pooled, isTotal: true)
          ],
          note: context.say(
            sentence: "首次以数据开始之后为准：更早买过的人也算在数据里首次出现的那一期。",
            """
            First means first in the data: who came before it began belongs to the period in which \
            the data shows them first.
            """),
          people: .init(
            by: "cohort_\(every.rawValue)", group: "cohort",
            counts: [.init("size")]
              + names.indices.map { .init("age_\($0)", of: .init("age", "\($0)")) },
            minimum: context.minimumGroup, dataset: context.dataset))),
    ]
  }

  /// What a word in the periods' headings means.
  private var unit: (zh: String, en: String) {
    switch every {
    case .day: ("天", "day")
    case .week: ("周", "week")
    case .month: ("个月", "month")
    }
  }

  /// Why some rows are empty: a first period that is not over, or too few people.
  private func note(
    _ cohorts: [(start: Value, rates: [Report.Value])], _ context: PresentationContext
  ) -> Report.Sentence? {
    let unfinished = cohorts.filter { $0.rates.first == .missing(.notDue) }.map { label($0.start) }
    var spans: [Report.Sentence.Span] = []
    if !unfinished.isEmpty {
      let names = unfinished.joined(separator: context.say("、", ", "))
      spans +=
        context.say(
          sentence: "\(names) 还没有结束，暂无留存率。",
          "\(names) is not over yet and has no rates. "
        ).spans
    }
    if cohorts.contains(where: { $0.rates.contains(.suppressed) }) {
      spans +=
        context.say(
          sentence: "不足 \(.integer(context.minimumGroup)) 人的期和格，及可推算出它们的，已隐去。",
          """
          Periods and cells of fewer than \(.integer(context.minimumGroup)) people, and those that \
          would give them away, are withheld.
          """
        ).spans
    }
    return spans.isEmpty ? nil : Report.Sentence(spans)
  }

  private func rate(_ row: [Value]) -> Report.Value {
    guard case .integer(let retained) = row[4] else { return .missing(.notDue) }
    return .share(Int(retained), of: row[3].whole)
  }

  private func label(_ start: Value) -> String {
    guard case .date(let day) = start else { return "" }
    let date = CivilDate(daysSinceEpoch: Int(day))
    return every == .month ? String(date.description.prefix(7)) : date.description
  }

  private func name(ofAge age: Int, _ context: PresentationContext) -> String {
    guard age == 0 else { return "+\(age)" }
    return switch every {
    case .day: context.say("当天", "0")
    case .week: context.say("首周", "0")
    case .month: context.say("首月", "0")
    }
  }

  private func title(_ rate: Double?, _ context: PresentationContext) -> String {
    guard let rate else {
      return context.say("还没有完整的下一期", "No later period is complete yet")
    }
    let percent = Int((rate * 100).rounded())
    let (zh, en) =
      switch every {
      case .day: ("第二天", "the next day")
      case .week: ("下一周", "the week after")
      case .month: ("下个月", "the month after")
      }
    return context.say(
      "首次之后\(zh)有 \(percent)% 的人再次出现", "\(percent)% came again \(en)")
  }
}
