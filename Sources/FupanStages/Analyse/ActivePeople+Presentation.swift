import FupanData
import FupanMethods
import FupanReports

extension ActivePeople: PresentedStage {
  /// The three series as lines, and the means over the days.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let rows = result.rows.filter { $0[8] == .bool(false) }
    guard let total = result.rows.last, !rows.isEmpty else {
      return [.prose(context.say(sentence: "没有人活跃。", "Nobody was active."))]
    }
    let minimum = context.minimumGroup
    func people(_ value: Value) -> Report.Value {
      if value.isMissing { return .missing(.noData) }
      return value.whole > 0 && value.whole < minimum ? .suppressed : .integer(value.whole)
    }
    let days = rows.compactMap { row -> CivilDate? in
      guard case .date(let day) = row[0] else { return nil }
      return CivilDate(daysSinceEpoch: Int(day))
    }
    let mean = Double(rows.reduce(0) { $0 + $1[1].whole }) / Double(rows.count)
    let average = Int(mean.rounded())
    var title = context.say("平均每天 \(average) 人活跃", "\(average) people active on an average day")
    if let share = total[5].double {
      let percent = Int((share * 100).rounded())
      title = context.say(
        "平均每天 \(percent)% 的成员活跃", "\(percent)% of members active on an average day")
    }
    var series: [Report.Chart.Series] = [
      .init(context.say("当日", "That day"), rows.map { people($0[1]) })
    ]
    if rows.contains(where: { !$0[2].isMissing }) {
      series.append(.init(context.say("近 7 天", "7 days"), rows.map { people($0[2]) }))
    }
    if rows.contains(where: { !$0[3].isMissing }) {
      series.append(.init(context.say("近 30 天", "30 days"), rows.map { people($0[3]) }))
    }
    func rate(_ value: Value) -> Report.Value {
      value.isMissing ? .missing(.noData) : Report.Value(ratio: value)
    }
    return [
      .chart(
        Report.Chart(
          id: "\(context.dataset)_people", title: title,
          subtitle: context.say(
            "当日、近 7 天、近 30 天的活跃人数（各自去重）",
            "Different people active that day, in 7 days and in 30 days"),
          unit: .count, alt: context.say("活跃人数随日期变化的折线。", "Active people by day, as lines."),
          .lines(.init(days: days, series: series)))),
      .table(
        Report.Table(
          id: "\(context.dataset)_means", title: context.say("活跃概况", "Activity in short"),
          columns: [
            .init("days", context.say("天数", "Days"), .integer),
            .init("dau", context.say("日均活跃", "Active a day"), .number),
            .init("share", context.say("日活占比", "Share of members"), .ratio),
            .init("stickiness", context.say("黏性（日活 ÷ 月活）", "Stickiness (DAU ÷ MAU)"), .ratio),
          ],
          rows: [
            .init([
              .integer(rows.count), .number(mean, places: 1), rate(total[5]), rate(total[6]),
            ])
          ],
          note: context.say(
            sentence: "回看天数不足的日子没有近 7 天、近 30 天的人数；平均只算有值的日子。",
            """
            Days that cannot look back far enough have no figure for 7 or 30 days; means are over \
            days that have one.
            """))),
    ]
  }
}
