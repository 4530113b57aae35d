import FupanData
import FupanMethods
import FupanReports

extension Reallocate: PresentedStage {
  /// Today's spending beside the proposal, with what it rests on and whether it is worth doing.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    guard let total = result.rows.last else {
      return [
        .prose(
          context.say(
            sentence: "不到两个渠道有费用，没有可调拨的。", "Fewer than two channels spend: nothing can move."))
      ]
    }
    func money(_ value: Value) -> Report.Value { Report.Value(exact: value, isMoney: true) }
    let lines = result.rows.dropLast()
    let moves = lines.contains { ScaledInteger($0[3]).map { !$0.isZero } ?? false }
    let isSure = (total[11].double ?? -1) > 0
    let advice: Report.Sentence
    if !moves {
      advice = context.say(
        sentence: "按现有数据不建议调整。", "The data gives no reason to move money.")
    } else if total[10].isMissing {
      advice = context.say(
        sentence: "数据不足以估计收益，以下只按边际成本排序给出小步调整。",
        "Too little data to estimate a gain: small steps by marginal cost alone.")
    } else if isSure {
      advice = context.say(
        sentence: """
          建议调整：预计每期多 \(Report.Value(number: total[10], places: 1))（95% 区间 \
          \(Report.Value(number: total[11], places: 1)) 至 \(Report.Value(number: total[12], places: 1))）。
          """,
        """
        Moving is expected to bring \(Report.Value(number: total[10], places: 1)) more a period \
        (95 % interval \(Report.Value(number: total[11], places: 1)) to \
        \(Report.Value(number: total[12], places: 1))).
        """)
    } else {
      advice = context.say(
        sentence: "不建议调整：预计收益的区间包含零。",
        "Moving is not advised: the interval of the expected gain covers zero.")
    }
    return [
      .prose(advice),
      .table(
        Report.Table(
          id: "\(context.dataset)_proposal",
          title: context.say("预算调拨建议（不会自动执行）", "Proposed budget (advice, never executed)"),
          columns: [
            .init("channel", context.label(of: by), .text),
            .init("current", context.say("现在每期", "Now, a period"), .money),
            .init("proposed", context.say("建议", "Proposed"), .money),
            .init("change", context.say("增减", "Change"), .money, signed: true),
            .init("n", context.say("观测期数", "Observations"), .integer),
            .init("beta", context.say("弹性 β", "Elasticity β"), .number),
            .init("marginal_cost", context.say("再多一个的成本", "Cost of one more"), .number),
            .init("evidence", context.say("依据", "Evidence"), .text),
          ],
          rows: result.rows.map { row in
            let isTotal = row[13] == .bool(true)
            return Report.Table.Row(
              [
                .text(isTotal ? context.say("合计", "Total") : context.name(of: row[0])),
                money(row[1]), money(row[2]), money(row[3]), .integer(row[4].whole),
                row[5].isMissing
                  ? .missing(.notApplicable) : Report.Value(number: row[5], places: 2),
                row[8].isMissing
                  ? .missing(.notApplicable) : Report.Value(number: row[8], places: 2),
                .text(isTotal ? "" : Reallocate.label(row[9].text ?? "", context)),
              ], isTotal: isTotal)
          },
          note: context.say(
            sentence: """
              每个渠道最多增减 \(within.written)，且不超出已有的花费范围；花费的多少不是随机的，\
              星期和促销会混在其中。审批：____
              """,
            """
            A channel moves by \(within.written) at most and stays within spending seen before; \
            spending was not randomised, so weekday and promotion confound it. Approved: ____
            """))),
    ]
  }

  private static func label(_ evidence: String, _ context: PresentationContext) -> String {
    switch evidence {
    case "model": context.say("响应曲线", "response curve")
    case "bands": context.say("分档", "bands")
    default: context.say("平均成本", "average cost")
    }
  }
}
