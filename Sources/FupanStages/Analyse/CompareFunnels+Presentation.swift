import FupanData
import FupanReports

extension CompareFunnels: PresentedStage {
  /// The steps beside each other, with what differs and how sure that is.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let rows = result.rows
    guard !rows.isEmpty else {
      return [.prose(context.say(sentence: "没有可对比的漏斗。", "There are no funnels to compare."))]
    }
    // The same steps as each funnel's own table shows.
    let hidden = [2, 3].map { column in
      Funnel.withheld(rows.map { $0[column].whole }, minimum: context.minimumGroup)
    }
    func isHidden(_ index: Int, _ column: Int) -> Bool {
      rows.indices.contains(index) && hidden[column - 2][index]
    }
    return [
      .table(
        Report.Table(
          id: "\(context.dataset)_compared",
          title: context.say("两个漏斗逐步对比", "Two funnels step by step"),
          columns: [
            .init("step", context.say("步骤", "Step"), .text),
            .init("base_users", context.say("对照人数", "People of the other"), .integer),
            .init("users", context.say("人数", "People"), .integer),
            .init("base_rate", context.say("对照单步转化", "Rate of the other"), .ratio),
            .init("step_rate", context.say("单步转化", "Rate"), .ratio),
            .init("difference", context.say("差异", "Difference"), .points),
            .init("ci_lo", context.say("区间下限", "Low"), .points),
            .init("ci_hi", context.say("区间上限", "High"), .points),
            .init("q", context.say("q（已校正）", "q (corrected)"), .number),
          ],
          rows: rows.indices.map { index in
            let row = rows[index]
            let base = isHidden(index, 2) || isHidden(index - 1, 2)
            let own = isHidden(index, 3) || isHidden(index - 1, 3)
            func rate(_ column: Int, _ hidden: Bool) -> Report.Value {
              index == 0
                ? .missing(.notApplicable) : hidden ? .suppressed : Report.Value(ratio: row[column])
            }
            func points(_ column: Int, _ hidden: Bool) -> Report.Value {
              let value = rate(column, hidden)
              if case .ratio = value, let number = row[column].double { return .points(number) }
              return value
            }
            return Report.Table.Row([
              .text(row[1].text ?? ""),
              isHidden(index, 2) ? .suppressed : .integer(row[2].whole),
              isHidden(index, 3) ? .suppressed : .integer(row[3].whole),
              rate(4, base), rate(5, own), points(6, base || own), points(7, base || own),
              points(8, base || own),
              index == 0
                ? .missing(.notApplicable)
                : base || own ? .suppressed : Report.Value(p: row[10].double),
            ])
          },
          note: context.say(
            sentence: "差异为本漏斗减对照；q 小于 0.05 的步骤才算真有差别。",
            "The difference is this funnel less the other; only steps with q below 0.05 differ.")))
    ]
  }
}
