import FupanData
import FupanMethods
import FupanReports

extension MemberGrowth: PresentedStage {
  /// Members and what changed them, period by period.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let rows = result.rows.filter { $0[11] == .bool(false) }
    guard let last = rows.last, let total = result.rows.last else {
      return [.prose(context.say(sentence: "没有成员。", "There are no members."))]
    }
    let net = last[6].whole
    let members = last[5].whole
    let title =
      last[10] == .bool(true)
      ? context.say(
        "成员 \(members) 人，本期至今净增 \(net) 人", "\(members) members, net \(net) so far this period")
      : context.say(
        "成员 \(members) 人，最近一期净增 \(net) 人", "\(members) members, net \(net) in the last period")
    let labels = rows.map { label($0[0]) }
    let steady: Report.Sentence? = total[9].double.map {
      context.say(
        sentence: "各完整时段的平均复合增长率为 \(.ratio($0))。",
        "Steady growth over the complete periods: \(.ratio($0)) each.")
    }
    var note = steady
    if rows.contains(where: { $0[10] == .bool(true) }) {
      let partial = context.say(
        sentence: "最后一期还没有结束，不与上一期比较。",
        "The last period is not over and is not compared with the one before.")
      note = Report.Sentence((note?.spans ?? []) + partial.spans)
    }
    return [
      .chart(
        Report.Chart(
          id: "\(context.dataset)_members", title: title,
          subtitle: context.say("各期末成员数，与加入、离开人数", "Members at the end, joins and leaves"),
          unit: .count,
          alt: context.say("成员数随时间变化的折线。", "Members over time, as lines."),
          .lines(
            .init(
              along: labels,
              series: [
                .init(context.say("期末成员", "Members"), rows.map { .integer($0[5].whole) }),
                .init(context.say("加入", "Joins"), rows.map { .integer($0[2].whole) }),
                .init(context.say("离开", "Leaves"), rows.map { .integer($0[4].whole) }),
              ])))),
      .table(
        Report.Table(
          id: "\(context.dataset)_flows", title: context.say("成员增减", "Members who came and left"),
          columns: [
            .init("period", context.say("时段", "Period"), .text),
            .init("start", context.say("期初", "Start"), .integer),
            .init("joins", context.say("加入", "Joins"), .integer),
            .init("rejoins", context.say("其中回归", "Of which returns"), .integer),
            .init("leaves", context.say("离开", "Leaves"), .integer),
            .init("end", context.say("期末", "End"), .integer),
            .init("net", context.say("净增", "Net"), .integer, signed: true),
            .init("growth", context.say("增长率", "Growth"), .ratio, signed: true),
            .init("joins_change", context.say("加入环比", "Joins, change"), .ratio, signed: true),
          ],
          rows: result.rows.map { row in
            let isTotal = row[11] == .bool(true)
            return Report.Table.Row(
              [.text(isTotal ? context.say("合计", "Total") : label(row[0]))]
                + row[1...6].map { .integer($0.whole) }
                + row[7...8].map {
                  $0.isMissing ? .missing(.notApplicable) : Report.Value(ratio: $0)
                }, isTotal: isTotal)
          }, note: note)),
    ]
  }

  private func label(_ start: Value) -> String {
    guard case .date(let day) = start else { return "" }
    let date = CivilDate(daysSinceEpoch: Int(day)).description
    return every == .month ? String(date.prefix(7)) : date
  }
}
