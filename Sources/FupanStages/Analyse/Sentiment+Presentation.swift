import FupanData
import FupanReports

extension Sentiment: PresentedStage {
  /// The shares for and against in a sentence and by group, and lines of both kinds, masked.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let last = result.count - 1
    let n = last < 0 ? 0 : result.cell(last, "n").whole
    guard n >= context.minimumAnswers else {
      return context.tooFew(n, of: context.label(of: of))
    }
    func ratio(_ row: Int, _ name: String) -> Report.Value {
      Report.Value(ratio: result.cell(row, name))
    }
    var blocks: [Report.Block] = [
      .prose(
        context.say(
          sentence: """
            \(.integer(n)) 条评论中正面占 \(ratio(last, "positive_share"))，负面占 \
            \(ratio(last, "negative_share"))（95% 区间 \(ratio(last, "negative_lo")) 至 \
            \(ratio(last, "negative_hi"))）；词典认得其中 \(ratio(last, "coverage")) 的情感，其余按中性计。
            """,
          """
          \(ratio(last, "positive_share")) of \(.integer(n)) comments are for, \
          \(ratio(last, "negative_share")) against (95 % interval \(ratio(last, "negative_lo")) to \
          \(ratio(last, "negative_hi"))). The lexicon knows a feeling in \(ratio(last, "coverage")) of \
          them; the others count as neutral.
          """))
    ]
    if author != nil, result.cell(last, "repeated").whole > 0 {
      blocks.append(
        .prose(
          context.say(
            sentence: "同一人重复的 \(.integer(result.cell(last, "repeated").whole)) 条不重复计。",
            """
            \(.integer(result.cell(last, "repeated").whole)) that an author wrote again do not count.
            """)))
    }
    if !result.cell(last, "negative_adjusted").isMissing {
      blocks.append(
        .prose(
          context.say(
            sentence: """
              按标注样本校正漏判与误判后，负面占 \(ratio(last, "negative_adjusted"))（\
              \(ratio(last, "adjusted_lo")) 至 \(ratio(last, "adjusted_hi"))）。
              """,
            """
            Corrected for what the lexicon misses and mistakes, \(ratio(last, "negative_adjusted")) are \
            against (\(ratio(last, "adjusted_lo")) to \(ratio(last, "adjusted_hi"))).
            """)))
    }
    if let caution = context.caution(n) { blocks.append(.prose(caution)) }
    let shown = (0...last).filter { result.cell($0, "n").whole >= context.minimumAnswers }
    let hidden = last + 1 - shown.count
    func name(_ row: Int) -> String {
      row == last ? context.say("总体", "All") : context.name(of: result.rows[row][0])
    }
    if shown.count > 2 {
      blocks.append(.chart(chart(result, shown, name, context)))
    }
    blocks.append(
      .table(
        Report.Table(
          id: "\(context.dataset)_sentiment", title: context.say("评论情感", "Sentiment of comments"),
          columns: [
            .init("group", by.map { context.label(of: $0) } ?? context.say("范围", "Scope"), .text),
            .init("n", context.say("评论", "Comments"), .integer),
            .init("positive_share", context.say("正面", "For"), .ratio),
            .init("negative_share", context.say("负面", "Against"), .ratio),
            .init("negative_lo", context.say("负面下限", "Against, low"), .ratio),
            .init("negative_hi", context.say("负面上限", "Against, high"), .ratio),
            .init("coverage", context.say("词典覆盖", "Coverage"), .ratio),
          ],
          rows: shown.map { row in
            Report.Table.Row(
              [.text(name(row)), .integer(result.cell(row, "n").whole)]
                + [
                  "positive_share", "negative_share", "negative_lo", "negative_hi", "coverage",
                ].map { ratio(row, $0) }, isTotal: row == last && by != nil)
          },
          note: hidden > 0
            ? context.say(
              sentence: "\(.integer(hidden)) 组不足 \(.integer(context.minimumAnswers)) 条，未列出。",
              """
              \(.integer(hidden)) groups of fewer than \(.integer(context.minimumAnswers)) are not \
              listed.
              """) : nil)))
    if let quotes = quotes(result, shown, name, context) { blocks.append(.table(quotes)) }
    return blocks
  }

  private func chart(
    _ result: Table, _ shown: [Int], _ name: (Int) -> String, _ context: PresentationContext
  ) -> Report.Chart {
    Report.Chart(
      id: "\(context.dataset)_negative",
      title: context.say("各组负面评论占比", "Share of comments against, by group"),
      subtitle: context.say("点为占比，线为 95% 区间", "Dots are shares, lines 95 % intervals"),
      unit: .ratio, alt: context.say("各组负面占比及其区间。", "Negative shares with intervals by group."),
      .intervals(
        .init(
          shown.map { row in
            .init(
              name(row), estimate: Report.Value(ratio: result.cell(row, "negative_share")),
              low: Report.Value(ratio: result.cell(row, "negative_lo")),
              high: Report.Value(ratio: result.cell(row, "negative_hi")),
              n: .integer(result.cell(row, "n").whole))
          })))
  }

  private func quotes(
    _ result: Table, _ shown: [Int], _ name: (Int) -> String, _ context: PresentationContext
  ) -> Report.Table? {
    var rows: [Report.Table.Row] = []
    var told: Set<String> = []
    for row in shown {
      for (column, kind) in [
        ("negative_lines", context.say("负面", "Against")),
        ("positive_lines", context.say("正面", "For")),
      ] {
        guard case .list(let lines) = result.cell(row, column) else { continue }
        // What a group has shown is not shown again for all of them.
        for line in lines where told.insert(line).inserted {
          rows.append(.init([.text(name(row)), .text(kind), .text(line)]))
        }
      }
    }
    guard !rows.isEmpty else { return nil }
    return Report.Table(
      id: "\(context.dataset)_lines", title: context.say("评论摘录", "Sample lines"),
      columns: [
        .init("group", by.map { context.label(of: $0) } ?? context.say("范围", "Scope"), .text),
        .init("kind", context.say("倾向", "Sentiment"), .text),
        .init("line", context.say("原文", "Line"), .text),
      ], rows: rows,
      note: context.say(
        sentence: "按固定种子抽取；电话、证件、地址与账号已隐去。",
        "Drawn by a fixed seed; phones, ids, addresses and accounts are hidden."))
  }
}
