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
    func isFew(_ count: Int) -> Bool { count > 0 && count < context.minimumGroup }
    let title =
      told.flatMap { row in
        isFew(row[1 + shift].whole) || isFew(row[2 + shift].whole)
          ? context.say("复购率", "Repurchase")
          : row[3 + shift].double.map { rate in
            let percent = Int((rate * 100).rounded())
            return context.say(
              "首购后 \(row[0].whole) 天内 \(percent)% 的人再次购买",
              "\(percent)% bought again within \(row[0].whole) days")
          }
      } ?? context.say("还没有人观察满所需的天数", "Nobody has been followed long enough yet")
    var hidden: Set<Int> = []
    // Those who bought again are a group as well.
    var untold: Set<Int> = []
    for window in totals.map({ $0[0] }) {
      // The total comes last.
      let own =
        rows.indices.filter { rows[$0][isTotal] == .bool(false) && rows[$0][0] == window }
        + rows.indices.filter { rows[$0][isTotal] == .bool(true) && rows[$0][0] == window }
      func verdicts(_ column: Int, withheld: [Int]) -> [Suppression] {
        CountedSums.verdicts(
          own.map { rows[$0][column].whole },
          lines: own.count > 1 ? [.init(Array(0..<own.count - 1), total: own.count - 1)] : [],
          minimumGroup: context.minimumGroup, withheld: withheld)
      }
      let buyers = verdicts(1 + shift, withheld: [])
      let small = buyers.indices.filter { buyers[$0] != .published }
      hidden.formUnion(small.map { own[$0] })
      let repeaters = verdicts(2 + shift, withheld: small)
      untold.formUnion(repeaters.indices.filter { repeaters[$0] != .published }.map { own[$0] })
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
      func rate(_ value: Report.Value) -> Report.Value {
        buyers == 0 ? .missing(.notDue) : untold.contains(index) ? .suppressed : value
      }
      let figures: [Report.Value] =
        hidden.contains(index)
        ? Array(repeating: .suppressed, count: 6)
        : [
          .integer(buyers),
          untold.contains(index) ? .suppressed : .integer(row[2 + shift].whole),
          rate(.share(row[2 + shift].whole, of: buyers)), rate(Report.Value(ratio: row[4 + shift])),
          rate(Report.Value(ratio: row[5 + shift])),
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
            """),
          people: by.map {
            .init(
              by: $0.text, group: "group", within: ["window"],
              counts: [
                .init("eligible"),
                .init(
                  "repeaters", of: .init("repeaters", ""), dependents: ["rate", "ci_lo", "ci_hi"]),
              ], overlap: true, minimum: context.minimumGroup, dataset: context.dataset)
          }))
    ]
  }
}
