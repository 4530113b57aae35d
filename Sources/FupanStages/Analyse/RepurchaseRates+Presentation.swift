import FupanData
import FupanMethods
import FupanReports

extension RepurchaseRates: PresentedStage {
  /// Rates by window, with groups a row for each.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let shift = by == nil ? 0 : 1
    let isTotal = 7 + shift
    let rows = result.rows
    let totals = rows.filter { $0[isTotal] == .bool(true) }
    guard !totals.isEmpty else {
      return [.prose(context.say(sentence: "没有订单。", "There are no orders."))]
    }
    let told = totals.first { !$0[0].isMissing && !$0[3 + shift].isMissing }
    let title =
      told.flatMap { row in
        row[3 + shift].double.map { rate in
          let percent = Int((rate * 100).rounded())
          return context.say(
            "首购后 \(row[0].whole) 天内 \(percent)% 的人再次购买",
            "\(percent)% bought again within \(row[0].whole) days")
        }
      } ?? context.say("还没有人观察满所需的天数", "Nobody has been followed long enough yet")
    var hidden: Set<Int> = []
    for window in totals.map({ $0[0] }) {
      let own = rows.indices.filter {
        rows[$0][isTotal] == .bool(false) && rows[$0][0] == window
      }
      let verdicts = SmallCells.list(
        own.map { rows[$0][1 + shift].whole }, minimumGroup: context.minimumGroup)
      for (index, verdict) in zip(own, verdicts) where verdict != .published {
        hidden.insert(index)
      }
    }
    var columns: [Report.Table.Column] = [
      .init("window", context.say("首购后", "Within"), .text)
    ]
    if by != nil { columns.insert(.init("group", context.label(of: by), .text), at: 0) }
    columns += [
      .init("eligible", context.say("观察满的买家", "Buyers followed"), .integer),
      .init("repeaters", context.say("复购人数", "Bought again"), .integer),
      .init("rate", context.say("复购率", "Repurchase"), .ratio, bar: true),
      .init("ci_lo", context.say("区间下限", "Low"), .ratio),
      .init("ci_hi", context.say("区间上限", "High"), .ratio),
      .init("gap_days", context.say("间隔中位天数", "Median gap, days"), .number),
    ]
    let shown = rows.enumerated().map { index, row -> Report.Table.Row in
      let window: Report.Value = .text(
        row[0].isMissing
          ? context.say("不限（期间口径）", "any time (period)")
          : context.say("\(row[0].whole) 天内", "\(row[0].whole) days"))
      let isWhole = row[isTotal] == .bool(true)
      let lead: [Report.Value] =
        by == nil
        ? [window]
        : [.text(isWhole ? context.say("合计", "Total") : context.name(of: row[1])), window]
      let buyers = row[1 + shift].whole
      let isSmall =
        hidden.contains(index) || (isWhole && buyers > 0 && buyers < context.minimumGroup)
      let figures: [Report.Value] =
        isSmall
        ? Array(repeating: .suppressed, count: 6)
        : [
          .integer(buyers), .integer(row[2 + shift].whole),
          buyers == 0 ? .missing(.notDue) : .share(row[2 + shift].whole, of: buyers),
          buyers == 0 ? .missing(.notDue) : Report.Value(ratio: row[4 + shift]),
          buyers == 0 ? .missing(.notDue) : Report.Value(ratio: row[5 + shift]),
          row[6 + shift].isMissing
            ? .missing(.notApplicable) : Report.Value(number: row[6 + shift], places: 1),
        ]
      return Report.Table.Row(lead + figures, isTotal: by != nil && isWhole)
    }
    return [
      .table(
        Report.Table(
          id: "\(context.dataset)_rates", title: title, columns: columns, rows: shown,
          note: context.say(
            sentence: "首购以数据开始之后为准；同一天的订单算一次；期间口径没有扣除来得晚的人，不能与窗口口径相比。",
            """
            First means first in the data; orders of one day count once; the period's rate is not \
            corrected for those who came late and does not compare with a window's.
            """)))
    ]
  }
}
