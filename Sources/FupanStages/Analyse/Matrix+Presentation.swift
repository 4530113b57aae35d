import FupanData
import FupanReports

extension Matrix: PresentedStage {
  /// The items' means as dots with intervals, the best first, a table, and a sentence on the scale.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let title = context.say("矩阵题", "Items on one scale")
    let last = result.count - 1
    let n = (0..<max(0, last)).map { result.cell($0, "n").whole }.max() ?? 0
    guard n >= context.minimumAnswers else { return context.tooFew(n, of: title) }
    let rows = (0..<last).filter { result.cell($0, "n").whole >= context.minimumAnswers }
    let order = rows.sorted {
      (result.cell($0, "mean").double ?? 0) > (result.cell($1, "mean").double ?? 0)
    }
    func name(_ row: Int) -> String {
      context.label(of: of.first { $0.text == result.cell(row, "item").text })
    }
    var blocks: [Report.Block] = []
    if let best = order.first, let worst = order.last, best != worst {
      blocks.append(
        .prose(
          context.say(
            sentence: """
              “\(name(best))”均分最高（\(Report.Value(number: result.cell(best, "mean"), places: 2))），\
              “\(name(worst))”最低（\(Report.Value(number: result.cell(worst, "mean"), places: 2))）。
              """,
            """
            '\(name(best))' has the highest mean \
            (\(Report.Value(number: result.cell(best, "mean"), places: 2))), '\(name(worst))' the \
            lowest (\(Report.Value(number: result.cell(worst, "mean"), places: 2))).
            """)))
    }
    blocks.append(
      .chart(
        Report.Chart(
          id: "\(context.dataset)_items", title: context.say("各题均分", "Means of the items"),
          subtitle: context.say("点为均分，线为 95% 区间", "Dots are means, lines 95 % intervals"),
          unit: .number, alt: context.say("各题均分及其区间。", "Means with intervals by item."),
          .intervals(
            .init(
              order.map { row in
                .init(
                  name(row), estimate: Report.Value(number: result.cell(row, "mean"), places: 2),
                  low: Report.Value(number: result.cell(row, "ci_lo"), places: 2),
                  high: Report.Value(number: result.cell(row, "ci_hi"), places: 2),
                  n: .integer(result.cell(row, "n").whole))
              })))))
    if let caution = context.caution(n) { blocks.append(.prose(caution)) }
    if weight != nil { blocks.append(context.weighted(result.cell(last, "n_eff"))) }
    let alpha = result.cell(last, "alpha")
    let complete = Report.Value.integer(result.cell(last, "n").whole)
    blocks.append(
      .prose(
        alpha.isMissing
          ? context.say(
            sentence: "答完全部题目的只有 \(complete) 人，或总分没有差异，不计算信度。",
            "Only \(complete) answered every item, or all alike: no reliability is computed.")
          : context.say(
            sentence: """
              信度 Cronbach α 为 \(Report.Value(number: alpha, places: 2))\
              （\(complete) 人答完全部题目；0.7 以上通常视为可合成一个分数）。
              """,
            """
            Cronbach's α is \(Report.Value(number: alpha, places: 2)) from \(complete) who answered \
            every item; from 0.7 on items are usually added up to one score.
            """)))
    let boxes = (0..<last).map { row in
      ScoreBoxes(ScoreBoxes.points(of: result, row), minimumGroup: context.minimumAnswers)
    }
    blocks.append(
      .table(
        Report.Table(
          id: "\(context.dataset)_matrix", title: title,
          columns: [.init("item", context.say("题目", "Item"), .text)]
            + ScoreFigures.columns(context),
          rows: (0..<last).map { row in
            Report.Table.Row(
              [.text(name(row))]
                + (result.cell(row, "n").whole >= context.minimumAnswers
                  ? ScoreFigures.values(
                    result, row, (boxes[row].isTopShown, boxes[row].isBottomShown))
                  : Array(repeating: .suppressed, count: 9)))
          },
          note: reverse.isEmpty
            ? nil
            : context.say(
              sentence: "已反向计分：\(reverse.map { context.label(of: $0) }.joined(separator: "、"))。",
              "Turned round: \(reverse.map { context.label(of: $0) }.joined(separator: ", "))."))))
    return blocks
  }
}
