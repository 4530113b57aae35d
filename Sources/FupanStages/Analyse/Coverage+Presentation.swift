import FupanData
import FupanDiagnostics
import FupanReports

extension Coverage: PresentedStage {
  /// The matrix of planned events and fields, and how many of them came.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let rows = result.rows
    guard !rows.isEmpty else {
      return [.prose(context.say(sentence: "没有计划也没有事件。", "There is neither a plan nor an event."))]
    }
    func count(_ status: String) -> Report.Value {
      .integer(rows.count { $0[2] == .text(status) })
    }
    func day(_ value: Value) -> Report.Value {
      if case .date(let day) = value {
        .date(CivilDate(daysSinceEpoch: Int(day)))
      } else {
        .missing(.noData)
      }
    }
    let (seen, never) = (count("seen"), count("never_seen"))
    let (lacking, unplanned) = (count("no_column"), count("unplanned"))
    return [
      .prose(
        context.say(
          sentence:
            "计划的事件与字段：\(seen) 项已采到，\(never) 项从未采到，\(lacking) 项没有对应的列；另有 \(unplanned) 个事件不在计划内。",
          """
          Of the planned events and fields \(seen) came, \(never) never did and \(lacking) have no \
          column; \(unplanned) events are not in the plan.
          """)),
      .table(
        Report.Table(
          id: "\(context.dataset)_coverage", title: context.say("埋点覆盖", "Tracking coverage"),
          columns: [
            .init("event", context.say("事件", "Event"), .text),
            .init("field", context.say("字段", "Field"), .text),
            .init("status", context.say("状态", "Status"), .text),
            .init("n", context.say("事件数", "Events"), .integer),
            .init("missing_share", context.say("缺失率", "Missing"), .ratio),
            .init("first_seen", context.say("首次", "First seen"), .date),
            .init("last_seen", context.say("最近", "Last seen"), .date),
          ],
          rows: rows.map { row in
            Report.Table.Row([
              .text(context.name(of: row[0])), .text(row[1].text ?? ""),
              .text(Coverage.name(of: row[2].text ?? "", context)), .integer(row[3].whole),
              row[5].double.map { .ratio($0) } ?? .missing(.notApplicable), day(row[6]),
              day(row[7]),
            ])
          })),
    ]
  }

  private static func name(of status: String, _ context: PresentationContext) -> String {
    switch status {
    case "seen": context.say("已采到", "seen")
    case "never_seen": context.say("从未采到", "never seen")
    case "no_column": context.say("没有这一列", "no such column")
    default: context.say("计划外", "not planned")
    }
  }
}
