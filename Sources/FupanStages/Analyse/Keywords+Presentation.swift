import FupanData
import FupanReports

extension Keywords: PresentedStage {
  /// The surges in sentences, and a line a keyword over the periods.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    guard result.count > 0 else {
      return [.prose(context.say(sentence: "没有可以统计的文本。", "There are no texts to count."))]
    }
    let names = words.entries.map { $0.name }
    var periods: [String] = []
    var counts = names.map { _ in [Report.Value]() }
    for row in 0..<result.count {
      let period = result.cell(row, "period").text ?? ""
      if periods.last != period { periods.append(period) }
      if let index = names.firstIndex(of: result.cell(row, "keyword").text ?? "") {
        counts[index].append(.integer(result.cell(row, "n").whole))
      }
    }
    let surges = (0..<result.count).filter { result.cell($0, "is_surge") == .bool(true) }
    var blocks: [Report.Block] = surges.map { row in
      let expected = Report.Value(number: result.cell(row, "expected"), places: 1)
      let (period, keyword) = (
        result.cell(row, "period").text ?? "", result.cell(row, "keyword").text ?? ""
      )
      return .prose(
        context.say(
          sentence: """
            \(period) “\(keyword)”突增：\(.integer(result.cell(row, "n").whole)) 条提到，按此前 7 期预计 \
            \(expected) 条。
            """,
          """
          '\(keyword)' came up all at once on \(period): in \
          \(.integer(result.cell(row, "n").whole)) texts, where \(expected) were expected from the \
          seven periods before.
          """))
    }
    if surges.isEmpty {
      blocks.append(
        .prose(
          periods.count > 7
            ? context.say(sentence: "没有关键词突增。", "No keyword came up all at once.")
            : context.say(
              sentence: "不足 8 期，无法判断突增。", "Surges need seven periods before to compare with.")))
    }
    if periods.count > 1 {
      blocks.append(
        .chart(
          Report.Chart(
            id: "\(context.dataset)_mentions",
            title: context.say("各关键词的提及", "Texts that name each keyword"), unit: .count,
            alt: context.say("各关键词逐期提及条数的折线图。", "Lines of texts that name each keyword."),
            .lines(
              .init(
                along: periods,
                series: zip(names, counts).map { .init($0, $1) })))))
    }
    blocks.append(
      .table(
        Report.Table(
          id: "\(context.dataset)_keywords", title: context.say("关键词", "Keywords"),
          columns: [
            .init("keyword", context.say("关键词", "Keyword"), .text),
            .init("n", context.say("提及条数", "Texts"), .integer),
            .init("share", context.say("占文本", "Of all texts"), .ratio),
            .init("growth", context.say("最近一期环比", "Last period's growth"), .ratio, signed: true),
            .init("surges", context.say("突增次数", "Surges"), .integer),
          ],
          rows: names.map { name in
            let own = (0..<result.count).filter { result.cell($0, "keyword") == .text(name) }
            let n = own.reduce(0) { $0 + result.cell($1, "n").whole }
            let texts = own.reduce(0) { $0 + result.cell($1, "texts").whole }
            return Report.Table.Row([
              .text(name), .integer(n), .share(n, of: texts),
              own.last.map { Report.Value(ratio: result.cell($0, "growth")) }
                ?? .missing(.noData),
              .integer(own.filter { surges.contains($0) }.count),
            ])
          })))
    return blocks
  }
}
