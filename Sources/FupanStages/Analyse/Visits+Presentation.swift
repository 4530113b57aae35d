import FupanData
import FupanMethods
import FupanReports

extension Visits: PresentedStage {
  /// Visits, bounces and conversions by source; sources of too few people are withheld.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    guard !result.rows.isEmpty else {
      return [.prose(context.say(sentence: "期间没有来访。", "There were no visits."))]
    }
    let verdicts = SmallCells.list(
      result.rows.filter { $0[11] != .bool(true) }.map { $0[2].whole },
      minimumGroup: context.minimumGroup)
    let hasGoal = done != nil
    var columns: [Report.Table.Column] = [
      .init("source", context.label(of: by), .text),
      .init("visits", context.say("来访", "Visits"), .integer),
      .init("people", context.say("人数", "People"), .integer),
      .init("bounce_rate", context.say("跳出率", "Bounce rate"), .ratio),
      .init("bounce_low", context.say("下限", "Low"), .ratio),
      .init("bounce_high", context.say("上限", "High"), .ratio),
    ]
    if hasGoal {
      columns += [
        .init("conversion_rate", context.say("来访转化率", "Conversion of visits"), .ratio),
        .init("conversion_low", context.say("下限", "Low"), .ratio),
        .init("conversion_high", context.say("上限", "High"), .ratio),
      ]
    }
    return [
      .table(
        Report.Table(
          id: "\(context.dataset)_visits", title: context.say("来源质量", "Quality by source"),
          columns: columns,
          rows: result.rows.enumerated().map { index, row in
            let isTotal = row[11] == .bool(true)
            let name = isTotal ? context.say("合计", "Total") : context.name(of: row[0])
            let isShown =
              isTotal
              ? row[2].whole >= context.minimumGroup : verdicts[index] == .published
            guard isShown else {
              return Report.Table.Row(
                [.text(name)]
                  + [Report.Value](repeating: .suppressed, count: columns.count - 1),
                isTotal: isTotal)
            }
            var cells: [Report.Value] = [
              .text(name), .integer(row[1].whole), .integer(row[2].whole),
            ]
            cells += row[4...6].map { Report.Value(ratio: $0) }
            if hasGoal { cells += row[8...10].map { Report.Value(ratio: $0) } }
            return Report.Table.Row(cells, isTotal: isTotal)
          },
          note: context.say(
            sentence: "来访隔 \(gap.written) 没有动作即结束；只有一个动作的算跳出；来源取来访的第一个动作。",
            """
            A visit ends after \(gap.written) without an event; one of a single event is a bounce; \
            the source is that of its first event.
            """),
          people: .init(
            by: by.text, group: "source", counts: [.init("people")], overlap: true,
            minimum: context.minimumGroup, dataset: context.dataset)))
    ]
  }
}
