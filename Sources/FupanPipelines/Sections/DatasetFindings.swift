import FupanData
import FupanMethods
import FupanMetrics
import FupanReports
import FupanStages

/// What the rules find in the datasets that a section shows: each rule knows a stage by its name and
/// reads the table that the stage makes.
struct DatasetFindings {
  private let scope: ReportScope
  private let section: Report.Section.Kind

  init(_ scope: ReportScope, in section: Report.Section.Kind) {
    self.scope = scope
    self.section = section
  }

  /// The findings of one dataset, of which there is a table.
  ///
  /// - Parameters:
  ///   - title: what readers know the dataset by.
  ///   - paid: what customers paid in the period, for the part that a bill lacks.
  func told(
    _ dataset: CompiledDataset, _ table: Table, title: String, paid: ScaledInteger? = nil
  ) -> [ToldFinding] {
    guard let stage = dataset.lastStage else { return [] }
    let rule: (NamedRows) -> [ToldFinding]
    switch type(of: stage).about.name {
    case "nps": rule = recommendation
    case "attribute": rule = assistance
    case "experiment": rule = experiments
    case "keywords": rule = keywords
    case "spread": rule = spread
    case "survival": rule = leaving
    case "service_level": rule = service
    case "scorecard": rule = veto
    case "before_after":
      let isCampaign = (stage as? BeforeAfter)?.isCampaign ?? false
      rule = { shift($0, title, isCampaign: isCampaign) }
    case "reconcile": rule = { settlement($0, paid: paid) }
    default: return []
    }
    // Rows are put in order here, not before: a table without a rule may have one for each person.
    return rule(NamedRows(table))
  }

  private var text: SectionText { scope.text }
  private var minimum: Int { max(30, scope.document.minimumGroup) }

  /// A finding whose certainty is told in words where there is a p.
  private func tell(
    _ subject: Finding.Subject, share: Double, p: Double? = nil,
    _ severity: Report.Finding.Severity,
    _ sentence: Report.Sentence
  ) -> ToldFinding {
    ToldFinding(
      Finding(subject, share: share, certainty: p.map { 1 - $0 } ?? 1),
      Report.Finding(
        severity, sentence, certainty: p.map { text[$0 < 0.001 ? .q001 : .q01] }, section: section))
  }

  private func recommendation(_ rows: NamedRows) -> [ToldFinding] {
    let groups = rows.all.filter { $0["is_total"] == .bool(false) }
    let scores = groups.map { row in
      NetPromoterScore(
        promoters: row.whole("promoters"), passives: row.whole("passives"),
        detractors: row.whole("detractors"))
    }
    guard let found = RecommendationGap.find(scores, minimum: minimum),
      let own = found.own.score.value, let rest = found.rest.score.value,
      let name = groups[found.index].all.first?.text
    else { return [] }
    let isBelow = own < rest
    return [
      tell(
        .recommendationGap(found), share: found.share, p: found.q, isBelow ? .warning : .good,
        text.sentence(
          isBelow ? .recommendsLess : .recommendsMore,
          [
            "group": .words(name), "nps": .value(.number(own, places: 0), receipt: nil),
            "rest": .value(.number(rest, places: 0), receipt: nil),
            "points": .value(.number(abs(own - rest), places: 0), receipt: nil),
          ]))
    ]
  }

  private func experiments(_ rows: NamedRows) -> [ToldFinding] {
    let hasGroup = rows.columns.first != "variant"
    var comparisons: [ExperimentEffect.Comparison] = []
    var names: [(experiment: String?, variant: String, control: String)] = []
    for row in rows.all where row["is_control"] == .bool(false) && row["x"].count != nil {
      let group = hasGroup ? row.all.first : nil
      let control = rows.all.first {
        $0["is_control"] == .bool(true) && (!hasGroup || $0.all.first == group)
      }
      guard let control else { continue }
      comparisons.append(
        ExperimentEffect.Comparison(
          control: (control.whole("x"), control.whole("n")),
          variant: (row.whole("x"), row.whole("n")),
          isBalanced: min(row["srm_p"].double ?? 1, row["srm_q"].double ?? 1) >= SampleRatio.alarm))
      names.append((group?.text, row["variant"].text ?? "", control["variant"].text ?? ""))
    }
    guard let found = ExperimentEffect.find(comparisons) else { return [] }
    let (own, base) = (comparisons[found.index].variant, comparisons[found.index].control)
    let isGood = found.test.difference.value ?? 0 > 0
    let name = names[found.index]
    let all = comparisons.reduce(0) { $0 + $1.variant.trials + $1.control.trials }
    return [
      tell(
        .experimentEffect(found), share: Double(own.trials + base.trials) / Double(max(all, 1)) / 4,
        p: found.q, isGood ? .good : .warning,
        text.sentence(
          isGood ? .variantWins : .variantLoses,
          [
            "experiment": .words(
              name.experiment.map { text.label($0, remark: name.variant) } ?? name.variant),
            "control": .words(name.control),
            "rate": .value(.share(own.successes, of: own.trials), receipt: nil),
            "base": .value(.share(base.successes, of: base.trials), receipt: nil),
            "low": .value(points(found.test.difference.interval?.lower), receipt: nil),
            "high": .value(points(found.test.difference.interval?.upper), receipt: nil),
          ]))
    ]
  }

  private func day(_ value: Value) -> Report.Value {
    guard case .date(let day) = value else { return .missing(.undefined) }
    return .date(CivilDate(daysSinceEpoch: Int(day)))
  }

  /// A difference of shares in percentage points.
  private func points(_ difference: Double?) -> Report.Value {
    difference.map { .number(100 * $0, places: 1) } ?? .missing(.undefined)
  }

  private func keywords(_ rows: NamedRows) -> [ToldFinding] {
    let counted = rows.all.filter { row in
      guard let days = scope.clock.period, case .date(let day) = row["period"] else { return true }
      return days.daysSince1970.contains(Int(day))
    }
    guard
      let found = SurgingKeyword.find(
        counted.map { row in
          (
            row.whole("n"), row["expected"].double ?? 0, row.whole("texts"), row["q"].double
          )
        })
    else { return [] }
    let row = counted[found.index]
    return [
      tell(
        .surgingKeyword(found), share: found.share / 2, p: found.q, .warning,
        text.sentence(
          .surges,
          [
            "keyword": .words(row["keyword"].text ?? ""),
            "day": .value(day(row["period"]), receipt: nil),
            "mentions": .value(.integer(found.mentions), receipt: nil),
            "expected": .value(.number(found.expected, places: 1), receipt: nil),
          ]))
    ]
  }

  private func spread(_ rows: NamedRows) -> [ToldFinding] {
    guard let total = rows.all.first(where: { $0["is_total"] == .bool(true) }),
      let rate = total["k"].double
    else { return [] }
    let interval = Interval(
      total["ci_lo"].double, total["ci_hi"].double, level: Interval.defaultLevel, method: .t)
    let seeds = rows.all.first { $0.whole("generation") == 0 && $0["is_total"] == .bool(false) }
    guard
      let found = StrongSpread.find(
        Estimate(rate, n: total.whole("eligible"), interval: interval),
        eligible: total.whole("eligible"), seeds: seeds?.whole("members") ?? 0,
        members: total.whole("members"))
    else { return [] }
    return [
      tell(
        .strongSpread(found), share: found.share, .good,
        text.sentence(
          .spreads,
          [
            "k": .value(.number(rate, places: 2), receipt: nil),
            "low": .value(.number(interval.lower ?? 0, places: 2), receipt: nil),
            "high": .value(.number(interval.upper ?? 0, places: 2), receipt: nil),
            "invited": .value(.share(found.members - found.seeds, of: found.members), receipt: nil),
          ]))
    ]
  }

  private func leaving(_ rows: NamedRows) -> [ToldFinding] {
    let groups = rows.all.filter { $0["is_total"] == .bool(false) }
    guard rows.columns.first != "day" else { return [] }
    let names = groups.compactMap { $0.all.first?.text }.uniqued()
    // What holds on the last day of which there is a row still holds after a month.
    let month = names.map { name in
      let own = groups.filter { $0.all.first?.text == name && $0.whole("day") <= 30 }
      return (members: own.last?.whole("members") ?? 0, stays: own.last?["share"].double ?? 1)
    }
    let p = rows.all.first { $0["is_total"] == .bool(true) && $0["p"].double != nil }?["p"].double
    guard let found = LeavingGroup.find(month, p: p, minimum: minimum) else { return [] }
    return [
      tell(
        .leavingGroup(found), share: found.share, p: found.p, .warning,
        text.sentence(
          .leavesSooner,
          [
            "group": .words(names[found.index]),
            "stays": .value(.ratio(found.stays), receipt: nil),
            "longest": .value(.ratio(found.longest), receipt: nil),
            "members": .value(.integer(found.members), receipt: nil),
          ]))
    ]
  }

  private func veto(_ rows: NamedRows) -> [ToldFinding] {
    let scored = rows.all.map { row in
      (isExcluded: row["excluded"] == .bool(true), cost: row["cost"].double ?? 0)
    }
    guard let found = CreatorVeto.find(scored) else { return [] }
    let row = rows.all[found.index]
    return [
      tell(
        .creatorVeto(found), share: found.share / 4, .warning,
        text.sentence(
          .isExcluded,
          [
            "name": .words(row["name"].text ?? row["kol"].text ?? row.all.first?.text ?? ""),
            "reason": .words(row["veto"].text ?? ""),
            "excluded": .value(.integer(found.excluded), receipt: nil),
            "of": .value(.integer(scored.count), receipt: nil),
            "share": .value(.ratio(found.share), receipt: nil),
          ]))
    ]
  }

  private func shift(
    _ rows: NamedRows, _ title: String, isCampaign: Bool
  ) -> [ToldFinding] {
    // Newey–West's own p finds too much in short series: only the step held against noise is told.
    guard let row = rows.all.first(where: { $0["effect"].text == "level_calibrated" }),
      let plain = rows.all.first(where: { $0["effect"].text == "difference" }),
      let level = row["value"].double, let before = plain["before"].double,
      let found = LevelShift.find(
        level: level, p: row["p"].double, before: before, daysBefore: row.whole("n_before"),
        daysAfter: row.whole("n_after"))
    else { return [] }
    return [
      tell(
        .levelShift(found), share: abs(found.relative) / 10, p: found.p, .notice,
        text.sentence(
          level > 0 ? .liesHigher : .liesLower,
          [
            "series": .words(title),
            "since": .words(text[isCampaign ? .sinceCampaign : .sinceChange]),
            "level": .value(.number(abs(level), places: 1), receipt: nil),
            "relative": .value(.ratio(abs(found.relative)), receipt: nil),
            "before": .value(.number(before, places: 1), receipt: nil),
          ]))
    ]
  }

  private func service(_ rows: NamedRows) -> [ToldFinding] {
    let levels = rows.all.filter { $0["level"].text != nil }
    guard
      let found = MissedService.find(
        levels.map { ($0.whole("hits"), $0.whole("n") - $0.whole("pending")) }),
      let rate = found.rate.numerator.flatMap({ Report.ExactNumber($0) }),
      let whole = found.rate.denominator.flatMap({ Report.ExactNumber($0) })
    else { return [] }
    let row = levels[found.index]
    return [
      tell(
        .missedService(found), share: found.share, p: 0.01, .warning,
        text.sentence(
          .answersLate,
          [
            "level": .words(row["level"].text ?? ""),
            "rate": .value(.share(rate, of: whole), receipt: nil),
            "late": .value(.integer(found.late), receipt: nil),
            "minutes": .value(.number(row["limit"].double ?? 0, places: 0), receipt: nil),
            "goal": .value(.ratio(MissedService.goal), receipt: nil),
          ]))
    ]
  }

  private func settlement(_ rows: NamedRows, paid: ScaledInteger?) -> [ToldFinding] {
    let listed = rows.all.filter { $0["state"].text != "only_there" }
    let lacking = listed.compactMap { row in
      ScaledInteger(row["difference"]).flatMap { $0 < ScaledInteger(0) ? $0 : nil }
    }
    let sum = lacking.reduce(into: ScaledInteger(0) as ScaledInteger?) { sum, next in
      sum = sum?.subtracting(next)
    }
    guard let paid, let sum,
      let found = SettlementGap.find(orders: lacking.count, missing: sum, paid: paid)
    else { return [] }
    let money = FigureFormat(unit: scope.document.currency)
    return [
      tell(
        .settlementGap(found), share: found.share, .warning,
        text.sentence(
          .billLacks,
          [
            "orders": .value(.integer(found.orders), receipt: nil),
            "missing": .value(money.value(found.missing), receipt: nil),
            "share": .value(
              Report.ExactNumber(found.missing).flatMap { part in
                Report.ExactNumber(found.paid).map { Report.Value.share(part, of: $0) }
              } ?? .missing(.undefined), receipt: nil),
          ]))
    ]
  }

  private func assistance(_ rows: NamedRows) -> [ToldFinding] {
    func shares(_ model: String) -> [(channel: String, share: Double)] {
      rows.all.filter { $0["model"].text == model }.compactMap { row in
        row["channel"].text.map { ($0, row["share"].double ?? 0) }
      }
    }
    let whole = shares("markov")
    let last = shares("last")
    guard !whole.isEmpty, !last.isEmpty else { return [] }
    let orders = rows.all.filter { $0["model"].text == "last" && $0["channel"].text != nil }
      .reduce(0) { $0 + ($1["orders"].double ?? 0) }
    let pairs = whole.map { channel in
      (last: last.first { $0.channel == channel.channel }?.share ?? 0, whole: channel.share)
    }
    guard let found = AssistingChannel.find(pairs, orders: Int(orders.rounded())) else { return [] }
    return [
      tell(
        .assistingChannel(found), share: found.whole - found.last, .good,
        text.sentence(
          .assists,
          [
            "channel": .words(whole[found.index].channel),
            "last": .value(.ratio(found.last), receipt: nil),
            "whole": .value(.ratio(found.whole), receipt: nil),
          ]))
    ]
  }
}

/// The rows of a table by the names of its columns; a column that is not there is missing.
struct NamedRows {
  let all: [Row]
  let columns: [String]

  struct Row {
    fileprivate let schema: Schema
    let all: [Value]

    subscript(_ name: String) -> Value { schema.index(of: name).map { all[$0] } ?? .missing }

    /// A whole number, 0 where there is none.
    func whole(_ name: String) -> Int { self[name].count ?? 0 }
  }

  init(_ table: Table) {
    columns = table.schema.fields.map { $0.name }
    all = table.rows.map { Row(schema: table.schema, all: $0) }
  }
}

extension SectionPhrase {
  fileprivate static let recommendsLess = SectionPhrase(
    "“{group}”的推荐意愿明显偏低：NPS {nps}，其余合计 {rest}，低 {points} 分，值得回访。",
    "{group} recommend far less: a score of {nps} against {rest} for all others, {points} points lower; worth a call."
  )
  fileprivate static let recommendsMore = SectionPhrase(
    "“{group}”的推荐意愿明显偏高：NPS {nps}，其余合计 {rest}，高 {points} 分。",
    "{group} recommend far more: a score of {nps} against {rest} for all others, {points} points higher."
  )
  fileprivate static let variantWins = SectionPhrase(
    "实验{experiment}胜过 {control}：{rate} 对 {base}，差异的 95% 区间为 {low} 至 {high} 个百分点。",
    "{experiment} beats {control}: {rate} against {base}, a difference of {low} to {high} percentage points (95 % interval)."
  )
  fileprivate static let variantLoses = SectionPhrase(
    "实验{experiment}不如 {control}：{rate} 对 {base}，差异的 95% 区间为 {low} 至 {high} 个百分点。",
    "{experiment} does worse than {control}: {rate} against {base}, a difference of {low} to {high} percentage points (95 % interval)."
  )
  fileprivate static let surges = SectionPhrase(
    "“{keyword}”在 {day} 突然增多：{mentions} 条提到，平时约 {expected} 条，请看原话。",
    "“{keyword}” came up all at once on {day}: named by {mentions} texts where about {expected} were to be expected; read what they say."
  )
  fileprivate static let spreads = SectionPhrase(
    "活动期入群的成员平均带来 {k} 位新成员（95% 区间 {low} 至 {high}），{invited} 的人由好友带入。",
    "Members who joined in the campaign bring {k} others each (95 % interval {low} to {high}); {invited} came through friends."
  )
  fileprivate static let leavesSooner = SectionPhrase(
    "“{group}”的成员离开得最早：{members} 人里一个月后留下 {stays}，留得最久的一组为 {longest}。",
    "{group}: members leave soonest; after a month {stays} of {members} are left, of the group that stays longest {longest}."
  )
  fileprivate static let isExcluded = SectionPhrase(
    "{name}一票否决：{reason}。{of} 位达人里共排除 {excluded} 位，占全部报价的 {share}。",
    "{name} is excluded: {reason}. Of {of} creators {excluded} are excluded, with {share} of what all would cost."
  )
  fileprivate static let sinceCampaign = SectionPhrase(
    "活动开始起", "from the start of the campaign")
  fileprivate static let sinceChange = SectionPhrase("改变之日起", "from the day of the change")
  fileprivate static let liesHigher = SectionPhrase(
    "{series}：扣除走势和星期之后，{since}每天高出 {level}（{relative}；之前平均每天 {before}）。前后差异不等于活动的效果。",
    "{series}: beyond trend and weekday each day lies {level} higher {since} ({relative}; {before} a day before). A difference before and after is no proof of an effect."
  )
  fileprivate static let liesLower = SectionPhrase(
    "{series}：扣除走势和星期之后，{since}每天低了 {level}（{relative}；之前平均每天 {before}）。前后差异不等于活动的效果。",
    "{series}: beyond trend and weekday each day lies {level} lower {since} ({relative}; {before} a day before). A difference before and after is no proof of an effect."
  )
  fileprivate static let answersLate = SectionPhrase(
    "{level} 级工单只有 {rate} 按时响应，{late} 件超过 {minutes} 分钟，低于 {goal} 的承诺。",
    "Only {rate} of the tickets of level {level} were answered in time; {late} took longer than {minutes} minutes. {goal} was promised."
  )
  fileprivate static let billLacks = SectionPhrase(
    "平台账单比订单少了 {missing}（实付的 {share}），涉及 {orders} 单，请逐单核对。",
    "The platform's bill lacks {missing}, {share} of what was paid, over {orders} orders; check them one by one."
  )
  fileprivate static let assists = SectionPhrase(
    "{channel}多在成交之前出现：末次触点只记给它 {last}，按整条路径算是 {whole}，只看末次会低估它。",
    "{channel} opens what others close: last touch credits it with {last}, whole paths with {whole}; the last touch alone undervalues it."
  )
}
