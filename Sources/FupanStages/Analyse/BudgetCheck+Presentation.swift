import FupanData
import FupanMethods
import FupanReports

extension BudgetCheck: PresentedStage {
  /// The last line of each item, the course of the weeks, and a record for every review.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let last = result.rows.filter { $0[7] == .bool(true) }
    guard !last.isEmpty else {
      return [.prose(context.say(sentence: "没有预算，也没有费用。", "Nothing was planned or spent."))]
    }
    func money(_ value: Value) -> Report.Value { Report.Value(exact: value, isMoney: true) }
    func name(_ row: [Value]) -> String {
      row[8] == .bool(true) ? context.say("合计", "Total") : context.name(of: row[0])
    }
    func difference(_ row: [Value]) -> Report.Value {
      guard let actual = ScaledInteger(row[4]), let due = ScaledInteger(row[3]),
        let gap = actual.subtracting(due)
      else { return .missing(.undefined) }
      return money(gap.value)
    }
    let body = last.map { row in
      Report.Table.Row(
        [
          .text(name(row)), money(row[2]), money(row[3]), money(row[4]), difference(row),
          row[5].isMissing ? .missing(.notApplicable) : Report.Value(ratio: row[5]),
          .status(BudgetCheck.status(row[6])), .text(remark(row[6], context)),
        ], isTotal: row[8] == .bool(true))
    }
    var blocks: [Report.Block] = [
      .table(
        Report.Table(
          id: "\(context.dataset)_budget", title: context.say("预算与实际", "Budget against actual"),
          columns: [
            .init("item", context.label(of: by), .text),
            .init("planned", context.say("预算", "Planned"), .money),
            .init("due", context.say("到期应花", "Due by now"), .money),
            .init("actual", context.say("实际", "Actual"), .money),
            .init("difference", context.say("差额", "Difference"), .money, signed: true),
            .init("deviation", context.say("偏差", "Deviation"), .ratio, signed: true),
            .init("status", context.say("状态", "Status"), .status),
            .init("remark", context.say("说明", "Remark"), .text),
          ], rows: body,
          note: context.say(
            sentence: """
              偏差 =（实际 − 到期应花）÷ 到期应花；到期应花按天平均。超过 ±\(deviation.written) 提示调拨，\
              超支达到 \(overrun.written) 触发评审。
              """,
            """
            Deviation = (actual − due) ÷ due; the plan is due evenly by day. Beyond \
            ±\(deviation.written) money may be moved, \(overrun.written) over calls for a review.
            """)))
    ]
    blocks += weeks(result, name: name, context)
    let reviewed = last.filter {
      $0[8] != .bool(true)
        && [Trigger.overrun.rawValue, Trigger.unplanned.rawValue].contains($0[6].text ?? "")
    }
    if !reviewed.isEmpty {
      blocks.append(
        .table(
          Report.Table(
            id: "\(context.dataset)_review", title: context.say("评审记录", "Review record"),
            columns: [
              .init("item", context.label(of: by), .text),
              .init("excess", context.say("超出", "Over"), .money),
              .init(
                "decision", context.say("决定（追加 / 维持 / 砍停）", "Decision (add, keep, stop)"), .text),
              .init("marketing", context.say("营销", "Marketing"), .text),
              .init("finance", context.say("财务", "Finance"), .text),
              .init("operations", context.say("运营", "Operations"), .text),
            ],
            rows: reviewed.map { row in
              Report.Table.Row([
                .text(name(row)), difference(row), .text(""), .text(""), .text(""), .text(""),
              ])
            },
            note: context.say(
              sentence: "由营销、财务、运营三方决定并签字。", "Decided and signed by all three."))))
    }
    return blocks
  }

  /// Deviation at the end of each week.
  private func weeks(
    _ result: Table, name: ([Value]) -> String, _ context: PresentationContext
  ) -> [Report.Block] {
    var ends: [Value] = []
    for row in result.rows where !ends.contains(row[1]) { ends.append(row[1]) }
    guard ends.count > 1 else { return [] }
    var items: [[Value]] = []
    for row in result.rows where row[1] == ends[0] { items.append(row) }
    return [
      .table(
        Report.Table(
          id: "\(context.dataset)_weeks",
          title: context.say("每周累计偏差", "Deviation to the end of each week"),
          columns: [.init("item", context.label(of: by), .text)]
            + ends.enumerated().map { index, end -> Report.Table.Column in
              let day =
                if case .date(let day) = end { "\(CivilDate(daysSinceEpoch: Int(day)))" } else {
                  ""
                }
              return .init(
                "week_\(index + 1)", context.say("至 \(day)", "To \(day)"), .ratio, signed: true)
            },
          rows: items.map { item in
            Report.Table.Row(
              [.text(name(item))]
                + ends.map { end in
                  let row = result.rows.first {
                    $0[0] == item[0] && $0[8] == item[8] && $0[1] == end
                  }
                  guard let value = row?[5].double else { return .missing(.notApplicable) }
                  return .ratio(value)
                }, isTotal: item[8] == .bool(true))
          }))
    ]
  }

  private static func status(_ trigger: Value) -> Report.Status {
    switch trigger.text.flatMap({ Trigger(rawValue: $0) }) ?? .none {
    case .none: .ok
    case .deviation: .warning
    case .overrun, .unplanned: .fired
    }
  }

  private func remark(_ trigger: Value, _ context: PresentationContext) -> String {
    switch trigger.text.flatMap({ Trigger(rawValue: $0) }) ?? .none {
    case .none: ""
    case .deviation: context.say("考虑调拨", "consider moving money")
    case .overrun: context.say("超支：评审", "overrun: review")
    case .unplanned: context.say("没有预算", "not planned")
    }
  }
}
