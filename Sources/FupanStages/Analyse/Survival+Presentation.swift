import FupanData
import FupanMethods
import FupanReports

extension Survival: PresentedStage {
  /// The curves, and for each group how many are left after a week, a month and a quarter.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let rows = result.rows.map { by == nil ? [.missing] + $0 : $0 }
    guard let last = rows.last else {
      return [.prose(context.say(sentence: "没有成员。", "There are no members."))]
    }
    var curves: [(name: Value, isTotal: Bool, points: [[Value]])] = []
    for row in rows {
      let isTotal = row[10] == .bool(true)
      if curves.last?.name != row[0] || curves.last?.isTotal != isTotal {
        curves.append((row[0], isTotal, []))
      }
      curves[curves.count - 1].points.append(row)
    }
    let sizes = curves.filter { !$0.isTotal }.map { $0.points[0][2].whole }
    let verdicts = SmallCells.list(sizes, minimumGroup: context.minimumGroup)
    let shown = curves.enumerated().filter { index, curve in
      curve.isTotal
        ? curve.points[0][2].whole >= context.minimumGroup : verdicts[index] == .published
    }.map { $0.element }
    guard !shown.isEmpty else {
      return [
        .prose(
          context.say(
            sentence: "成员不足 \(.integer(context.minimumGroup)) 人，不做统计。",
            "Fewer than \(.integer(context.minimumGroup)) members: nothing is shown."))
      ]
    }
    let longest = shown.compactMap { $0.points.last?[1].whole }.max() ?? 0
    let step = max(1, (longest + 59) / 60)
    let days = Array(stride(from: 0, through: longest, by: step))
    let median = last[8].double
    let title =
      median.map {
        context.say("一半成员在 \(Int($0)) 天内离开", "Half of the members leave within \(Int($0)) days")
      } ?? context.say("离开的成员不到一半", "Fewer than half of the members leave")
    let marks = [7, 30, 90].filter { $0 <= max(longest, 7) }
    return [
      .chart(
        Report.Chart(
          id: "\(context.dataset)_curve", title: title,
          subtitle: context.say(
            "加入后各天仍在的成员比例（Kaplan–Meier）", "Share still there, by days since joining (Kaplan–Meier)"),
          unit: .ratio, alt: context.say("留存曲线。", "Survival curves."),
          .lines(
            .init(
              along: days.map { String($0) },
              series: shown.map { curve in
                .init(
                  name(curve, context), days.map { .ratio(share(curve.points, after: $0) ?? 1) })
              })))),
      .table(
        Report.Table(
          id: "\(context.dataset)_medians", title: context.say("成员留存", "How long members stay"),
          columns: [
            .init("group", by == nil ? context.say("范围", "Scope") : context.label(of: by), .text),
            .init("members", context.say("成员", "Members"), .integer),
            .init("median", context.say("一半离开的天数", "Days until half left"), .number),
          ]
            + marks.map {
              .init("day_\($0)", context.say("\($0) 天后仍在", "There after \($0) days"), .ratio)
            },
          rows: curves.enumerated().map { index, curve in
            let size = curve.points[0][2].whole
            let isHidden =
              curve.isTotal ? size < context.minimumGroup : verdicts[index] != .published
            let figures: [Report.Value] =
              isHidden
              ? Array(repeating: .suppressed, count: marks.count + 2)
              : [
                .integer(size),
                curve.points[0][8].isMissing
                  ? .missing(.notDue) : Report.Value(number: curve.points[0][8], places: 0),
              ] + marks.map { .ratio(share(curve.points, after: $0) ?? 1) }
            return Report.Table.Row(
              [.text(name(curve, context))] + figures, isTotal: by != nil && curve.isTotal)
          }, note: comparison(last[9], context),
          people: by.map {
            .init(
              by: $0.text, group: "group", count: "members", minimum: context.minimumGroup,
              dataset: context.dataset)
          })),
    ]
  }

  /// The share that is still there so many days after joining.
  private func share(_ points: [[Value]], after day: Int) -> Double? {
    points.last { $0[1].whole <= day }?[5].double
  }

  private func name(
    _ curve: (name: Value, isTotal: Bool, points: [[Value]]), _ context: PresentationContext
  ) -> String {
    curve.isTotal ? context.say("全部成员", "All members") : context.name(of: curve.name)
  }

  private func comparison(
    _ p: Value, _ context: PresentationContext
  ) -> Report.Sentence? {
    guard let p = p.double else { return nil }
    return p < 0.05
      ? context.say(
        sentence: "各组离开的快慢不同（对数秩检验 \(context.p(p))）。",
        "The groups leave at different rates (log-rank \(context.p(p))).")
      : context.say(
        sentence: "看不出各组离开的快慢有差别（对数秩检验 \(context.p(p))）。",
        "No difference between the groups can be seen (log-rank \(context.p(p))).")
  }
}
