import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan
import FupanReports

extension ServiceLevels: AccompaniedStage {
  /// The cases that were late.
  package func companions(
    of input: Relation, in scope: Scope
  ) throws(Problems) -> [(name: String, fragment: Fragment)] {
    [
      (
        "breaches",
        Fragment(
          scope.fragmentName("service_breaches"), try cases(input, in: scope),
          finish: try breaches(in: scope))
      )
    ]
  }

  /// Hit rates and durations by level, and what was late.
  package func blocks(
    for result: Table, beside companions: [String: Table], in context: PresentationContext
  ) -> [Report.Block] {
    guard !result.rows.isEmpty else {
      return [.prose(context.say(sentence: "没有事件。", "There were no cases."))]
    }
    let hasOpen = result.rows.contains { !$0[10].isMissing || !$0[11].isMissing || $0[3].whole > 0 }
    func minutes(_ value: Value) -> Report.Value {
      value.isMissing ? .missing(.notApplicable) : Report.Value(number: value, places: 1)
    }
    var columns: [Report.Table.Column] = [
      .init("level", by == nil ? context.say("范围", "Scope") : context.label(of: by), .text),
      .init("limit", context.say("时限（分钟）", "Limit, minutes"), .number),
      .init("n", context.say("件数", "Cases"), .integer),
      .init("pending", context.say("未到时限", "Pending"), .integer),
      .init("hits", context.say("按时", "In time"), .integer),
      .init("hit_rate", context.say("达标率", "Hit rate"), .ratio),
      .init("low", context.say("下限", "Low"), .ratio),
      .init("high", context.say("上限", "High"), .ratio),
      .init("p50", "P50", .number), .init("p90", "P90", .number),
    ]
    if hasOpen {
      columns += [
        .init("open_p50", context.say("P50（含未结）", "P50 with open"), .number),
        .init("open_p90", context.say("P90（含未结）", "P90 with open"), .number),
      ]
    }
    columns.append(.init("max", context.say("最长", "Longest"), .number))
    var blocks: [Report.Block] = [
      .table(
        Report.Table(
          id: "\(context.dataset)_levels", title: context.say("时限达标", "Time limits met"),
          columns: columns,
          rows: result.rows.enumerated().map { index, row in
            let isTotal = result.rows.count > 1 && index == result.rows.count - 1
            var cells: [Report.Value] = [
              .text(
                isTotal || by == nil ? context.say("合计", "All") : context.name(of: row[0])),
              minutes(row[1]), .integer(row[2].whole), .integer(row[3].whole),
              .integer(row[4].whole),
            ]
            cells += row[5...7].map { Report.Value(ratio: $0) } + row[8...9].map(minutes)
            if hasOpen { cells += row[10...11].map(minutes) }
            cells.append(minutes(row[12]))
            return Report.Table.Row(cells, isTotal: isTotal)
          },
          note: context.say(
            sentence: """
              恰好等于时限算按时；还没到时限的未结事件不计入达标率。时长单位为分钟，P50、P90 只看已结的\
              \(hasOpen ? "，“含未结”按 Kaplan–Meier 曲线" : "")。
              """,
            """
            Exactly at the limit is in time; open cases not yet late are in no rate. Minutes; P50 \
            and P90 of closed cases\(hasOpen ? ", with open ones by the Kaplan–Meier curve" : "").
            """)))
    ]
    let anomalies = result.rows.map { $0[13].whole }.max() ?? 0
    if anomalies > 0 {
      blocks.append(
        .prose(
          context.say(
            sentence: "\(.integer(anomalies)) 件的结束早于开始，没有算入。",
            "\(.integer(anomalies)) cases end before they begin and are left out.")))
    }
    if let late = companions["breaches"], !late.rows.isEmpty {
      let most = 10
      blocks.append(
        .table(
          Report.Table(
            id: "\(context.dataset)_breaches", title: context.say("超时清单", "Late cases"),
            columns: [
              .init("case", context.label(of: id), .text),
              .init("level", context.label(of: by), .text),
              .init("minutes", context.say("用时（分钟）", "Minutes"), .number),
              .init("excess", context.say("超出", "Over"), .number),
              .init("state", context.say("状态", "State"), .text),
            ],
            rows: late.rows.prefix(most).map { row in
              Report.Table.Row([
                .text(row[0].text ?? ""), .text(row[1].text ?? ""), minutes(row[2]),
                minutes(row[4]),
                .text(
                  row[5] == .bool(true) ? context.say("未结", "open") : context.say("已结", "closed")),
              ])
            },
            note: late.rows.count > most
              ? context.say(
                sentence: "共 \(.integer(late.rows.count)) 件，显示超出最多的 \(.integer(most)) 件。",
                "\(.integer(late.rows.count)) in all; the \(.integer(most)) furthest past are shown."
              )
              : nil)))
    }
    return blocks
  }
}
