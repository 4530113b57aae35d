import FupanData
import FupanMethods
import FupanReports

extension Spread: PresentedStage {
  /// K in a sentence, and the generations as bars and a table.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let rows = result.rows.filter { $0[13] == .bool(false) }
    guard let total = result.rows.last, !rows.isEmpty else {
      return [.prose(context.say(sentence: "没有成员。", "There are no members."))]
    }
    guard total[1].whole >= context.minimumGroup else {
      return [
        .prose(
          context.say(
            sentence: "成员不足 \(.integer(context.minimumGroup)) 人，不做统计。",
            "Fewer than \(.integer(context.minimumGroup)) members: nothing is shown."))
      ]
    }
    let title =
      total[3].double.map { k in
        let shown = Double(Int((k * 100).rounded())) / 100
        return context.say(
          "裂变系数 K = \(shown)：每位成员 \(windowDays) 天内带来 \(shown) 人",
          "K = \(shown): a member brings \(shown) more within \(windowDays) days")
      } ?? context.say("还没有成员观察满 \(windowDays) 天", "No member's \(windowDays) days are over yet")
    let names = rows.map {
      $0[0].whole == 0
        ? context.say("自己加入", "By themselves")
        : context.say("第 \($0[0].whole) 代", "Generation \($0[0].whole)")
    }
    let verdicts = SmallCells.list(
      rows.map { $0[1].whole }, minimumGroup: context.minimumGroup)
    func count(_ index: Int) -> Report.Value {
      verdicts[index] == .published ? .integer(rows[index][1].whole) : .suppressed
    }
    return [
      .chart(
        Report.Chart(
          id: "\(context.dataset)_generations", title: title,
          subtitle: context.say("各代成员数", "Members by generation of invitation"), unit: .count,
          alt: context.say("各代成员数的条形图。", "Bars of members by generation."),
          .bars(
            .init(
              categories: names,
              series: [.init(context.say("成员", "Members"), rows.indices.map(count))])))),
      .table(
        Report.Table(
          id: "\(context.dataset)_levels", title: context.say("逐代裂变", "Spread by generation"),
          columns: [
            .init("generation", context.say("代", "Generation"), .text),
            .init("members", context.say("成员", "Members"), .integer),
            .init("k", context.say("带来的下一代 ÷ 本代", "Next generation ÷ this"), .number),
            .init("remark", context.say("说明", "Remark"), .text),
          ],
          rows: rows.indices.map { index in
            let isSafe =
              verdicts[index] == .published
              && (index + 1 >= rows.count || verdicts[index + 1] == .published)
            return Report.Table.Row([
              .text(names[index]), count(index),
              !isSafe
                ? .suppressed
                : rows[index][3].isMissing
                  ? .missing(.notApplicable) : Report.Value(number: rows[index][3], places: 2),
              .text(
                rows[index][12] == .bool(true)
                  ? context.say("仍有人在观察期内，偏低", "Some are still in their window: low") : ""),
            ])
          }, note: note(total, context))),
    ]
  }

  private func note(_ total: [Value], _ context: PresentationContext) -> Report.Sentence {
    var sentence = context.say(
      sentence: "邀请人 \(.integer(total[7].whole)) 位，带来 \(.integer(total[2].whole)) 人。",
      "\(.integer(total[7].whole)) inviters brought \(.integer(total[2].whole)) members.")
    if let low = total[4].double, let high = total[5].double {
      let more: Report.Sentence = context.say(
        sentence: "K 的 95% 区间：\(.number(low, places: 2))–\(.number(high, places: 2))。",
        " K's 95 % interval: \(.number(low, places: 2)) to \(.number(high, places: 2)).")
      sentence.spans += more.spans
    }
    if let days = total[10].double {
      let more: Report.Sentence = context.say(
        sentence: "从邀请人加入到被邀请人加入，中位 \(.number(days, places: 1)) 天。",
        " From inviter to invited it takes \(.number(days, places: 1)) days (median).")
      sentence.spans += more.spans
    }
    if total[8].whole > 0 {
      let more: Report.Sentence = context.say(
        sentence: "邀请人是本人、不在名单或加入更晚的 \(.integer(total[8].whole)) 条不算邀请。",
        """
         Not counted, by oneself, somebody unknown or somebody who joined later: \
        \(.integer(total[8].whole)).
        """)
      sentence.spans += more.spans
    }
    return sentence
  }
}
