import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan
import FupanReports

extension Reconcile: AccompaniedStage {
  /// How many keys and how much money met, by what became of them.
  package func companions(
    of input: Relation, in scope: Scope
  ) throws(Problems) -> [(name: String, fragment: Fragment)] {
    [
      (
        "summary",
        Fragment(
          scope.fragmentName("reconcile_summary"),
          try compared(input, in: scope).aggregated(
            [
              Aggregation("keys", .count), Aggregation("ours", .sum, of: "ours"),
              Aggregation("theirs", .sum, of: "theirs"),
              Aggregation("difference", .sum, of: "difference"),
            ], by: ["state"]))
      )
    ]
  }

  /// What met and what did not, and the largest differences.
  package func blocks(
    for result: Table, beside companions: [String: Table], in context: PresentationContext
  ) -> [Report.Block] {
    func money(_ value: Value) -> Report.Value { Report.Value(exact: value, isMoney: true) }
    var blocks: [Report.Block] = []
    if let summary = companions["summary"] {
      let rows = ["equal", "differs", "only_here", "only_there"].compactMap { state in
        summary.rows.first { $0[0] == .text(state) }
      }
      blocks.append(
        .table(
          Report.Table(
            id: "\(context.dataset)_summary", title: context.say("订单与结算对账", "Reconciliation"),
            columns: [
              .init("state", context.say("结果", "Outcome"), .text),
              .init("keys", context.say("笔数", "Entries"), .integer),
              .init("ours", context.say("我方", "Ours"), .money),
              .init("theirs", context.say("对方", "Theirs"), .money),
              .init("difference", context.say("差额", "Difference"), .money, signed: true),
            ],
            rows: rows.map { row in
              Report.Table.Row(
                [.text(Reconcile.label(row[0].text ?? "", context)), .integer(row[1].whole)]
                  + row[2...4].map(money))
            })))
    }
    guard !result.rows.isEmpty else {
      return blocks + [.prose(context.say(sentence: "每一笔都对得上。", "Every entry agrees."))]
    }
    let most = 10
    blocks.append(
      .table(
        Report.Table(
          id: "\(context.dataset)_differences", title: context.say("对不上的", "What differs"),
          columns: [
            .init("key", context.label(of: on), .text),
            .init("state", context.say("结果", "Outcome"), .text),
            .init("ours", context.say("我方", "Ours"), .money),
            .init("theirs", context.say("对方", "Theirs"), .money),
            .init("difference", context.say("差额", "Difference"), .money, signed: true),
          ],
          rows: result.rows.prefix(most).map { row in
            Report.Table.Row(
              [
                .text(row[0].text ?? context.say("（没有编号）", "(no key)")),
                .text(Reconcile.label(row[1].text ?? "", context)),
              ] + row[2...4].map(money))
          },
          note: result.rows.count > most
            ? context.say(
              sentence: "共 \(.integer(result.rows.count)) 笔，显示差额最大的 \(.integer(most)) 笔。",
              "\(.integer(result.rows.count)) in all; the \(.integer(most)) largest are shown.")
            : nil)))
    return blocks
  }

  private static func label(_ state: String, _ context: PresentationContext) -> String {
    switch state {
    case "equal": context.say("一致", "equal")
    case "differs": context.say("金额不同", "amounts differ")
    case "only_here": context.say("对方没有", "not in theirs")
    default: context.say("我方没有", "not in ours")
    }
  }
}
