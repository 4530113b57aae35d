import FupanData
import FupanReports

extension Quality: PresentedStage {
  /// How many answers are flagged and why, and what leaving them out would change.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    // What was not looked at is not told of as if nobody did it.
    let flags = (0..<result.count).filter {
      result.cell($0, "measure") == .text("flagged") && result.cell($0, "n").whole > 0
    }
    let n = flags.last.map { result.cell($0, "n").whole } ?? 0
    guard n >= context.minimumAnswers else {
      return context.tooFew(n, of: context.say("答卷质量", "Quality of answers"))
    }
    let names = [
      "is_speeder": context.say("作答过快（不到中位用时的 1/3）", "Too fast (below a third of the median)"),
      "is_straightliner": context.say("矩阵题全选同一项", "One answer to all items"),
      "is_duplicate": context.say("与先前的答卷重复", "Repeats an earlier answer"),
      "is_contradictory": context.say("前后矛盾", "Contradictory"),
      "is_flagged": context.say("以上任一项", "Any of these"),
    ]
    func count(_ row: Int) -> Int {
      Int(((result.cell(row, "value").double ?? 0) * Double(n)).rounded())
    }
    let any = flags.last.map { count($0) } ?? 0
    var blocks: [Report.Block] = [
      .prose(
        context.say(
          sentence: """
            \(.integer(n)) 份答卷中有 \(.integer(any)) 份（\(.share(any, of: n))）存疑，均未删除；\
            主要结果在计入与不计入它们时如下。
            """,
          """
          \(.integer(any)) of \(.integer(n)) answers (\(.share(any, of: n))) are in doubt. None was \
          deleted; the main results follow with and without them.
          """)),
      .table(
        Report.Table(
          id: "\(context.dataset)_flags", title: context.say("存疑的答卷", "Answers in doubt"),
          columns: [
            .init("flag", context.say("原因", "Reason"), .text),
            .init("n", context.say("份数", "Answers"), .integer),
            .init("share", context.say("占比", "Share"), .ratio),
          ],
          rows: flags.map { row in
            Report.Table.Row(
              [
                .text(names[result.cell(row, "item").text ?? ""] ?? ""), .integer(count(row)),
                .share(count(row), of: n),
              ], isTotal: row == flags.last)
          })),
    ]
    let results = (0..<result.count).filter { result.cell($0, "measure") != .text("flagged") }
    if !results.isEmpty {
      blocks.append(
        .table(
          Report.Table(
            id: "\(context.dataset)_results",
            title: context.say("计入与不计入存疑答卷", "With and without answers in doubt"),
            columns: [
              .init("item", context.say("题目", "Question"), .text),
              .init("measure", context.say("指标", "Measure"), .text),
              .init("answers", context.say("答卷", "Answers"), .text),
              .init("n", context.say("回答数", "Answers counted"), .integer),
              .init("value", context.say("结果", "Result"), .number),
              .init("ci_lo", context.say("区间下限", "Low"), .number),
              .init("ci_hi", context.say("区间上限", "High"), .number),
            ],
            rows: results.map { row in
              let isNPS = result.cell(row, "measure") == .text("nps")
              let item = (of + nps).first { $0.text == result.cell(row, "item").text }
              let base: [Report.Value] = [
                .text(context.label(of: item)), .text(isNPS ? "NPS" : context.say("均分", "Mean")),
                .text(
                  result.cell(row, "answers") == .text("all")
                    ? context.say("全部", "All") : context.say("不含存疑", "Without those in doubt")),
                .integer(result.cell(row, "n").whole),
              ]
              let isShown = result.cell(row, "n").whole >= context.minimumAnswers
              return Report.Table.Row(
                base
                  + ["value", "ci_lo", "ci_hi"].map {
                    isShown
                      ? Report.Value(number: result.cell(row, $0), places: isNPS ? 1 : 2)
                      : .suppressed
                  })
            })))
    }
    return blocks
  }
}
