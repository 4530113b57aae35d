import FupanData
import FupanMethods
import FupanReports

extension Retention: PresentedStage {
  /// The rates side by side, each with the mode it was counted by.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let names = result.schema.names
    let shift = by == nil ? 0 : 1
    guard let isTotal = names.firstIndex(of: "is_total"),
      let best = result.rows.last(where: { $0[isTotal] == .bool(true) })
    else {
      return [.prose(context.say(sentence: "没有可以追踪的人。", "There is nobody to follow."))]
    }
    let totals = result.rows.filter { $0[isTotal] == .bool(true) }
    let told = totals.last { !$0[4 + shift].isMissing } ?? best
    let percent = told[4 + shift].double.map { Int(($0 * 100).rounded()) }
    let day = told[1].whole
    let title =
      percent.map {
        context.say(
          "第 \(day) 天留存 \($0)%（\(word(told[0], context))）",
          "\($0)% retained at day \(day) (\(word(told[0], context)))")
      } ?? context.say("还没有人观察满所需的天数", "Nobody has been followed long enough yet")
    var hidden: Set<Int> = []
    for question in totals {
      let own = result.rows.indices.filter {
        result.rows[$0][isTotal] == .bool(false) && result.rows[$0][0] == question[0]
          && result.rows[$0][1] == question[1]
      }
      let verdicts = SmallCells.list(
        own.map { result.rows[$0][2 + shift].whole }, minimumGroup: context.minimumGroup)
      for (index, verdict) in zip(own, verdicts) where verdict != .published {
        hidden.insert(index)
      }
    }
    let shown = result.rows.enumerated().map { index, row -> Report.Table.Row in
      let lead: [Report.Value] =
        [.text(word(row[0], context)), .integer(row[1].whole)]
        + (by == nil
          ? []
          : [
            .text(
              row[isTotal] == .bool(true) ? context.say("合计", "Total") : context.name(of: row[2]))
          ])
      let people = row[2 + shift].whole
      let isSmall =
        hidden.contains(index)
        || row[isTotal] == .bool(true) && people > 0 && people < context.minimumGroup
      let figures: [Report.Value] =
        isSmall
        ? Array(repeating: .suppressed, count: 6)
        : [
          .integer(people), .integer(row[3 + shift].whole),
          people == 0 ? .missing(.notDue) : .share(row[3 + shift].whole, of: people),
          people == 0 ? .missing(.notDue) : Report.Value(ratio: row[5 + shift]),
          people == 0 ? .missing(.notDue) : Report.Value(ratio: row[6 + shift]),
          row[7 + shift].isMissing
            ? .missing(.notDue) : Report.Value(number: row[7 + shift], places: 1),
        ]
      return Report.Table.Row(
        lead + figures, isTotal: by != nil && row[isTotal] == .bool(true))
    }
    var columns: [Report.Table.Column] = [
      .init("mode", context.say("口径", "Counted"), .text),
      .init("day", context.say("第几天", "Day"), .integer),
    ]
    if by != nil { columns.append(.init("group", context.label(of: by), .text)) }
    columns += [
      .init("eligible", context.say("观察满的人数", "Followed"), .integer),
      .init("retained", context.say("留存人数", "Retained"), .integer),
      .init("rate", context.say("留存率", "Retention"), .ratio, bar: true),
      .init("ci_lo", context.say("区间下限", "Low"), .ratio),
      .init("ci_hi", context.say("区间上限", "High"), .ratio),
      .init("followup_days", context.say("平均观察天数", "Days followed"), .number),
    ]
    return [
      .table(
        Report.Table(
          id: "\(context.dataset)_rates", title: title, columns: columns, rows: shown,
          note: context.say(
            sentence: "“当日”只看那一天；“当日及以后”对早来的人有利，平均观察天数随行给出；没观察满的人不计，也不算流失。",
            """
            "That day" looks at one day; "that day or later" favours those who came early, so the \
            days followed are told; who was not followed long enough is not counted, nor as lost.
            """)))
    ]
  }

  private func word(_ mode: Value, _ context: PresentationContext) -> String {
    switch mode.text.flatMap({ Mode(rawValue: $0) }) {
    case .exact?: context.say("当日", "that day")
    case .rolling?: context.say("当日及以后", "that day or later")
    case .bounded?: context.say("第 \(from) 天至当日", "from day \(from) to that day")
    case nil: ""
    }
  }
}
