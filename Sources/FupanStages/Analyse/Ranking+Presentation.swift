import FupanData
import FupanMethods
import FupanReports

extension Ranking: PresentedStage {
  /// The composite scores as bars, the highest first, and a table with ranks and first choices.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let title = context.label(of: of)
    let total = (0..<result.count).filter {
      by == nil || result.cell($0, "is_total") == .bool(true)
    }
    let n = total.first.map { result.cell($0, "answered").whole } ?? 0
    guard n >= context.minimumAnswers else { return context.tooFew(n, of: title) }
    func name(_ row: Int) -> String { result.cell(row, "option").text ?? "" }
    let hidden = hidden(result, total, context)
    var blocks: [Report.Block] = []
    if let first = total.first {
      blocks.append(
        .chart(
          Report.Chart(
            id: "\(context.dataset)_composite",
            title: context.say(
              "“\(name(first))”综合得分最高", "'\(name(first))' has the highest score"),
            subtitle: context.say(
              "综合得分：排第一得分最高，没有排入得 0 分",
              "Composite score: the first rank counts most, no rank nothing"), unit: .number,
            alt: context.say("各选项综合得分的条形图。", "Bars of the options' composite scores."),
            .bars(
              .init(
                categories: total.map { name($0) },
                series: [
                  .init(
                    context.say("综合得分", "Score"),
                    total.map {
                      hidden.contains($0)
                        ? .suppressed
                        : Report.Value(number: result.cell($0, "composite"), places: 2)
                    })
                ])))))
    }
    if let caution = context.caution(n) { blocks.append(.prose(caution)) }
    if weight != nil, let last = total.last {
      blocks.append(context.weighted(result.cell(last, "n_eff")))
    }
    let shown = by == nil ? total : Array(0..<result.count)
    blocks.append(
      .table(
        Report.Table(
          id: "\(context.dataset)_ranks", title: title,
          columns: (by == nil ? [] : [.init("group", context.label(of: by), .text)]) + [
            .init("option", context.say("选项", "Option"), .text),
            .init("composite", context.say("综合得分", "Score"), .number),
            .init("mean_rank", context.say("平均名次", "Mean rank"), .number),
            .init("ranked", context.say("排入人数", "Ranked by"), .integer),
            .init("first_share", context.say("排第一", "First"), .ratio),
            .init("ci_lo", context.say("区间下限", "Low"), .ratio),
            .init("ci_hi", context.say("区间上限", "High"), .ratio),
          ],
          rows: shown.map { row in
            let isTotal = by != nil && result.cell(row, "is_total") == .bool(true)
            let group: [Report.Value] =
              by == nil
              ? []
              : [
                .text(
                  isTotal ? context.say("总体", "All") : context.name(of: result.rows[row][0]))
              ]
            let isShown = !hidden.contains(row)
            return Report.Table.Row(
              group + [.text(name(row))]
                + (isShown
                  ? [
                    Report.Value(number: result.cell(row, "composite"), places: 2),
                    Report.Value(number: result.cell(row, "mean_rank"), places: 2),
                    .integer(result.cell(row, "ranked").whole),
                  ]
                    + ["first_share", "ci_lo", "ci_hi"].map {
                      Report.Value(ratio: result.cell(row, $0))
                    } : Array(repeating: .suppressed, count: 6)),
              isTotal: isTotal)
          },
          note: context.say(
            sentence: "平均名次只算排入该选项的人。", "Mean ranks are of those who ranked the option."),
          people: by.map {
            .init(
              by: $0.text, group: "group", within: ["option"], counts: [.init("ranked")],
              minimum: context.minimumAnswers, dataset: context.dataset)
          })))
    return blocks
  }

  /// The rows of groups with too few answers, and of options that too few of a group ranked; how many
  /// ranked an option in all does not give them away.
  private func hidden(_ result: Table, _ total: [Int], _ context: PresentationContext) -> Set<Int> {
    let own = (0..<result.count).filter { !total.contains($0) }
    var groups: [Value] = []
    for row in own where !groups.contains(result.rows[row][0]) {
      groups.append(result.rows[row][0])
    }
    let base = groups.map { group in
      own.first { result.rows[$0][0] == group }.map { result.cell($0, "answered").whole } ?? 0
    }
    let small = Set(
      zip(groups, SmallCells.list(base, minimumGroup: context.minimumAnswers))
        .filter { $0.1 != .published }.map { $0.0 })
    let lines = total.map { place in
      CountedSums.Line(
        own.filter { result.cell($0, "option") == result.cell(place, "option") }, total: place)
    }
    let verdicts = CountedSums.verdicts(
      (0..<result.count).map { result.cell($0, "ranked").whole },
      lines: lines.filter { !$0.parts.isEmpty }, minimumGroup: context.minimumAnswers,
      withheld: own.filter { small.contains(result.rows[$0][0]) })
    return Set(verdicts.indices.filter { verdicts[$0] != .published })
  }
}
