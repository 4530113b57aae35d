import FupanData
import FupanMethods
import FupanReports

extension NewAndReturning: PresentedStage {
  /// A row for the new, one for the returning, and how far back was looked.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    guard let total = result.rows.last else {
      return [.prose(context.say(sentence: "这段时间没有客户。", "There were no customers in these days."))]
    }
    let kinds = result.rows.dropLast()
    // Rows of nobody known are no people: withholding them would hide nobody.
    let known = kinds.indices.filter { kinds[$0][0].text != "unknown" }
    let people = CountedSums.verdicts(
      known.map { kinds[$0][1].whole } + [total[1].whole],
      lines: [.init(Array(known.indices), total: known.count)],
      minimumGroup: context.minimumGroup)
    var verdicts = kinds.map { _ in Suppression.published }
    for (place, index) in known.enumerated() { verdicts[index] = people[place] }
    let fresh = kinds.first { $0[0].text == "new" }
    let percent = fresh?[4].double.map { Int(($0 * 100).rounded()) } ?? 0
    let title =
      verdicts.allSatisfy { $0 == .published }
      ? context.say("\(percent)% 的客户是第一次来", "\(percent)% of the customers are new")
      : context.say("新客与老客", "New and returning customers")
    return [
      .table(
        Report.Table(
          id: "\(context.dataset)_kinds", title: title,
          columns: [
            .init("kind", context.say("客户", "Customers"), .text),
            .init("people", context.say("人数", "People"), .integer),
            .init("people_share", context.say("占人数", "Of people"), .ratio),
            .init("rows", context.say("订单数", "Orders"), .integer),
            .init("value", context.label(of: of), .money),
            .init("value_share", context.say("占金额", "Of the amount"), .ratio),
          ],
          rows: kinds.enumerated().map { index, row in
            cells(row, isHidden: verdicts[index] != .published, context)
          } + [cells(total, isHidden: people[known.count] != .published, context)],
          note: context.say(
            sentence: "新客指回看的 \(.integer(total[6].whole)) 天里没有来过的人；回看越短，新客越多。",
            """
            New is who did not come in the \(.integer(total[6].whole)) days before; a shorter look \
            back makes more of them.
            """),
          people: .init(
            by: "new_or_returning", group: "kind", count: "people", minimum: context.minimumGroup,
            dataset: context.dataset)))
    ]
  }

  private func cells(
    _ row: [Value], isHidden: Bool, _ context: PresentationContext
  ) -> Report.Table.Row {
    let isUnknown = row[0].text == "unknown"
    let name =
      switch row[0].text {
      case "new": context.say("新客", "New")
      case "returning": context.say("老客", "Returning")
      case "unknown": context.say("不知是谁", "Unknown")
      default: context.say("合计", "Total")
      }
    let figures: [Report.Value] =
      isHidden
      ? Array(repeating: .suppressed, count: 5)
      : [
        isUnknown ? .missing(.notApplicable) : .integer(row[1].whole),
        isUnknown ? .missing(.notApplicable) : Report.Value(ratio: row[4]),
        .integer(row[2].whole), Report.Value(exact: row[3], isMoney: true),
        Report.Value(ratio: row[5]),
      ]
    return Report.Table.Row([.text(name)] + figures, isTotal: row[7] == .bool(true))
  }
}
