import FupanData
import FupanMethods
import FupanReports

extension Scores: PresentedStage {
  /// The distribution as bars, the groups' means as dots with intervals, and a table of both.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let title = context.label(of: of)
    let last = result.count - 1
    let n = last < 0 ? 0 : result.cell(last, "n").whole
    guard n >= context.minimumAnswers else { return context.tooFew(n, of: title) }
    let mean = Report.Value(number: result.cell(last, "mean"), places: 2)
    let points = Array(lowest...max(lowest, highest))
    let counts = points.map { result.cell(last, "points_\($0)").whole }
    let hidden = ScoreBoxes(counts, minimumGroup: context.minimumAnswers)
    let top = hidden.isTopShown ? Report.Value(ratio: result.cell(last, "top_two")) : .suppressed
    var blocks: [Report.Block] = [
      .prose(
        context.say(
          sentence: """
            “\(title)”均分 \(mean)（95% 区间 \(Report.Value(number: result.cell(last, "ci_lo"), places: 2)) \
            至 \(Report.Value(number: result.cell(last, "ci_hi"), places: 2))），最高两档占 \(top)，\
            来自 \(.integer(n)) 份回答；\(.integer(result.cell(last, "missing").whole)) 份未作答。
            """,
          """
          '\(title)' has a mean of \(mean) (95 % interval \
          \(Report.Value(number: result.cell(last, "ci_lo"), places: 2)) to \
          \(Report.Value(number: result.cell(last, "ci_hi"), places: 2))); \(top) gave one of the two \
          best points. \(.integer(n)) answered, \(.integer(result.cell(last, "missing").whole)) did not.
          """)),
      .chart(
        Report.Chart(
          id: "\(context.dataset)_points",
          title: context.say("“\(title)”各分值的人数", "'\(title)' by point"),
          subtitle: reverse
            ? context.say("量表已反向计分", "The scale is turned round") : nil, unit: .count,
          alt: context.say("各分值人数的条形图。", "Bars of how many gave each point."),
          .bars(
            .init(
              categories: points.map { String($0) },
              series: [
                .init(
                  context.say("人数", "People"),
                  counts.indices.map {
                    hidden.isShown[$0] ? .integer(counts[$0]) : .suppressed
                  })
              ])))),
    ]
    if let caution = context.caution(n) { blocks.append(.prose(caution)) }
    if weight != nil { blocks.append(context.weighted(result.cell(last, "n_eff"))) }
    if by != nil { blocks.append(.prose(verdict(result, last, context))) }
    blocks.append(.table(table(result, title, context)))
    return blocks
  }

  /// Whether the groups differ, and of two how often the second scores higher.
  private func verdict(
    _ result: Table, _ last: Int, _ context: PresentationContext
  ) -> Report.Sentence {
    let p = context.verdict(p: result.cell(last, "p"))
    let superiority = result.cell(last, "superiority")
    let names = (0..<last).filter { result.cell($0, "n").whole > 0 }
      .map { context.name(of: result.rows[$0][0]) }
    let sizes = (0..<last).map { result.cell($0, "n").whole }
    let isShown = SmallCells.list(sizes, minimumGroup: context.minimumAnswers)
      .allSatisfy { $0 == .published }
    guard superiority.double != nil, names.count == 2, isShown else { return p }
    let share = Report.Value(ratio: superiority)
    return Report.Sentence(
      p.spans
        + context.say(
          sentence: "任取“\(names[1])”和“\(names[0])”各一位，前者给分更高的概率为 \(share)（同分各算一半）。",
          """
           Of one from '\(names[1])' and one from '\(names[0])' the first scores higher with a \
          chance of \(share), equal ones counting half.
          """
        ).spans)
  }

  private func table(
    _ result: Table, _ title: String, _ context: PresentationContext
  ) -> Report.Table {
    let last = result.count - 1
    let verdicts =
      SmallCells.list(
        (0..<last).map { result.cell($0, "n").whole }, minimumGroup: context.minimumAnswers)
      + [.published]
    let boxes = ScoreBoxes.boxes(
      of: result, verdicts.map { $0 != .published }, minimumGroup: context.minimumAnswers)
    return Report.Table(
      id: "\(context.dataset)_scores", title: title,
      columns: [
        .init("group", by.map { context.label(of: $0) } ?? context.say("范围", "Scope"), .text)
      ] + ScoreFigures.columns(context),
      rows: (0...last).map { row in
        let isTotal = row == last
        let name =
          isTotal ? context.say("总体", "All") : context.name(of: result.rows[row][0])
        guard verdicts[row] == .published else {
          return Report.Table.Row([.text(name)] + Array(repeating: .suppressed, count: 9))
        }
        return Report.Table.Row(
          [.text(name)] + ScoreFigures.values(result, row, boxes[row]),
          isTotal: isTotal && by != nil)
      },
      people: by.map {
        .init(
          by: $0.text, group: "group", count: "n", minimum: context.minimumAnswers,
          dataset: context.dataset)
      })
  }
}

extension ScoreFigures {
  /// What a report shows of these figures.
  static func columns(_ context: PresentationContext) -> [Report.Table.Column] {
    [
      .init("n", context.say("回答数", "Answers"), .integer),
      .init("missing", context.say("未作答", "Left open"), .integer),
      .init("mean", context.say("均分", "Mean"), .number),
      .init("ci_lo", context.say("区间下限", "Low"), .number),
      .init("ci_hi", context.say("区间上限", "High"), .number),
      .init("sd", context.say("标准差", "Deviation"), .number),
      .init("top_two", context.say("最高两档", "Two best"), .ratio),
      .init("bottom_two", context.say("最低两档", "Two worst"), .ratio),
      .init("net", context.say("净值", "Net"), .ratio),
    ]
  }

  static func values(
    _ result: Table, _ row: Int, _ shown: (top: Bool, bottom: Bool)
  ) -> [Report.Value] {
    let boxes = [
      ("top_two", shown.top), ("bottom_two", shown.bottom), ("net", shown.top && shown.bottom),
    ]
    return ["n", "missing"].map { .integer(result.cell(row, $0).whole) }
      + ["mean", "ci_lo", "ci_hi", "sd"].map {
        Report.Value(number: result.cell(row, $0), places: 2)
      } + boxes.map { $1 ? Report.Value(ratio: result.cell(row, $0)) : .suppressed }
  }
}
