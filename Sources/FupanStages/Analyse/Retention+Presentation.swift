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
    let isTold = told[2 + shift].whole >= context.minimumGroup
    let retained = told[3 + shift].whole
    let isFew = retained > 0 && retained < context.minimumGroup
    let percent = isTold && !isFew ? told[4 + shift].double.map { Int(($0 * 100).rounded()) } : nil
    let day = told[1].whole
    let title =
      percent.map {
        context.say(
          "第 \(day) 天留存 \($0)%（\(word(told[0], context))）",
          "\($0)% retained at day \(day) (\(word(told[0], context)))")
      }
      ?? (told[2 + shift].whole > 0
        ? context.say("留存率", "Retention")
        : context.say("还没有人观察满所需的天数", "Nobody has been followed long enough yet"))
    var hidden: Set<Int> = []
    // Those who were retained are a group as well.
    var untold: Set<Int> = []
    for question in totals {
      // The total is the last of a question's rows.
      let own = result.rows.indices.filter {
        result.rows[$0][0] == question[0] && result.rows[$0][1] == question[1]
      }
      func verdicts(_ column: Int, withheld: [Int]) -> [Suppression] {
        CountedSums.verdicts(
          own.map { result.rows[$0][column].whole },
          lines: [.init(Array(0..<own.count - 1), total: own.count - 1)].filter {
            !$0.parts.isEmpty
          }, minimumGroup: context.minimumGroup, withheld: withheld)
      }
      let people = verdicts(2 + shift, withheld: [])
      let small = people.indices.filter { people[$0] != .published }
      hidden.formUnion(small.map { own[$0] })
      let retained = verdicts(3 + shift, withheld: small)
      untold.formUnion(retained.indices.filter { retained[$0] != .published }.map { own[$0] })
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
      func rate(_ value: Report.Value) -> Report.Value {
        people == 0 ? .missing(.notDue) : untold.contains(index) ? .suppressed : value
      }
      let figures: [Report.Value] =
        hidden.contains(index)
        ? Array(repeating: .suppressed, count: 6)
        : [
          .integer(people),
          untold.contains(index) ? .suppressed : .integer(row[3 + shift].whole),
          rate(.share(row[3 + shift].whole, of: people)), rate(Report.Value(ratio: row[5 + shift])),
          rate(Report.Value(ratio: row[6 + shift])),
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
            """),
          people: by.map {
            .init(
              by: $0.text, group: "group", within: ["mode", "day"],
              counts: [
                .init("eligible"),
                .init(
                  "retained", of: .init("retained", ""), dependents: ["rate", "ci_lo", "ci_hi"]),
              ], minimum: context.minimumGroup, dataset: context.dataset)
          }))
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
