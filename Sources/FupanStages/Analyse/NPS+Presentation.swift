import FupanData
import FupanMethods
import FupanReports

extension NPS: PresentedStage {
  /// The score in a sentence with its interval, the groups' scores as dots with intervals, and the
  /// counts behind them; groups of fewer than ten answers are withheld.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let effective = result.values("n_eff")?.last
    let rows = result.rows.map { row in
      let row = by == nil ? [.missing] + row + [.bool(true)] : row
      return Array(row.prefix(9)) + [row.last ?? .missing]
    }
    let changes = (0..<max(0, result.count - 1)).map { index in
      ["change", "change_lo", "change_hi", "p"].map { result.cell(index, $0) }
    }
    guard let total = rows.first(where: { $0[9] == .bool(true) }), total[1].whole > 0 else {
      return [.prose(context.say(sentence: "还没有推荐意愿的回答。", "Nobody has answered yet."))]
    }
    let minimum = max(context.minimumGroup, 10)
    guard total[1].whole >= minimum else {
      return [
        .prose(
          context.say(
            sentence: "只有 \(.integer(total[1].whole)) 份回答，不足 \(.integer(minimum)) 份，不计算 NPS。",
            """
            Only \(.integer(total[1].whole)) answers, fewer than \(.integer(minimum)): \
            no score is shown.
            """))
      ]
    }
    let groups = rows.filter { $0[9] == .bool(false) }
    let verdicts = SmallCells.list(groups.map { $0[1].whole }, minimumGroup: minimum)
    let shown = groups.indices.filter { verdicts[$0] == .published }
    let score = Report.Value(number: total[6], places: 0)
    var blocks: [Report.Block] = [
      .prose(
        context.say(
          sentence: """
            净推荐值 NPS 为 \(score)（95% 区间 \(Report.Value(number: total[7], places: 0)) 至 \
            \(Report.Value(number: total[8], places: 0))），来自 \(.integer(total[1].whole)) 份回答；\
            \(.integer(total[2].whole)) 份未作答。
            """,
          """
          The Net Promoter Score is \(score) (95 % interval \
          \(Report.Value(number: total[7], places: 0)) to \
          \(Report.Value(number: total[8], places: 0))) from \(.integer(total[1].whole)) answers; \
          \(.integer(total[2].whole)) left it open.
          """))
    ]
    if let effective { blocks.append(context.weighted(effective)) }
    if waves, let last = result.rows.indices.dropLast().last, verdicts.last == .published,
      verdicts.dropLast().last == .published
    {
      blocks.append(.prose(change(result, last, context)))
    }
    let charted = shown.map { groups[$0] } + [total]
    blocks.append(.chart(chart(charted, total, context)))
    blocks.append(.table(table(groups, verdicts, total, changes, context)))
    return blocks
  }

  /// How the last wave differs from the one before; less than its interval's half-width is nothing.
  private func change(
    _ result: Table, _ row: Int, _ context: PresentationContext
  ) -> Report.Sentence {
    let points = Report.Value(number: result.cell(row, "change"), places: 1)
    let low = Report.Value(number: result.cell(row, "change_lo"), places: 1)
    let high = Report.Value(number: result.cell(row, "change_hi"), places: 1)
    let (now, before) = (
      context.name(of: result.rows[row][0]), context.name(of: result.rows[row - 1][0])
    )
    return (result.cell(row, "p").double ?? 1) < 0.05
      ? context.say(
        sentence: "“\(now)”较“\(before)”变化 \(points) 分（95% 区间 \(low) 至 \(high)），差异显著。",
        """
        From '\(before)' to '\(now)' the score changed by \(points) (95 % interval \(low) to \
        \(high)).
        """)
      : context.say(
        sentence: "“\(now)”较“\(before)”无显著变化（\(points) 分，95% 区间 \(low) 至 \(high)）。",
        """
        From '\(before)' to '\(now)' there is no detectable change (\(points), 95 % interval \
        \(low) to \(high)).
        """)
  }

  private func chart(
    _ rows: [[Value]], _ total: [Value], _ context: PresentationContext
  ) -> Report.Chart {
    let whole = Int((total[6].double ?? 0).rounded())
    let title =
      if let best = leader(Array(rows.dropLast()), total) {
        context.say(
          "“\(context.name(of: best))”的推荐意愿最高；总体 NPS 为 \(whole)",
          "\(context.name(of: best)) recommend most; the score over all is \(whole)")
      } else if rows.count > 2 {
        context.say(
          "NPS 为 \(whole)，没有哪一组明显高于其余",
          "The Net Promoter Score is \(whole); no group is detectably above the others")
      } else {
        context.say("NPS 为 \(whole)", "The Net Promoter Score is \(whole)")
      }
    return Report.Chart(
      id: "\(context.dataset)_nps", title: title,
      subtitle: context.say("点为 NPS，线为 95% 区间", "Dots are scores, lines their 95 % intervals"),
      unit: .number,
      alt: context.say("各组 NPS 及其区间的点线图。", "Scores with intervals by group."),
      .intervals(
        .init(
          rows.map { row in
            .init(
              row[9] == .bool(true) ? context.say("总体", "All") : context.name(of: row[0]),
              estimate: Report.Value(number: row[6], places: 0),
              low: Report.Value(number: row[7], places: 0),
              high: Report.Value(number: row[8], places: 0), n: .integer(row[1].whole))
          },
          reference: .init(context.say("推荐与贬损相抵", "As many for as against:"), .number(0, places: 0))
        )))
  }

  /// The group with the highest score, where it differs from all others together; the level is
  /// divided by the number of groups it could have been.
  private func leader(_ groups: [[Value]], _ total: [Value]) -> Value? {
    // Counts say nothing of weighted scores.
    guard groups.count > 1, weight == nil,
      let best = groups.max(by: { ($0[6].double ?? -200) < ($1[6].double ?? -200) })
    else { return nil }
    func score(_ counts: [Int]) -> NetPromoterScore {
      NetPromoterScore(promoters: counts[0], passives: counts[1], detractors: counts[2])
    }
    let own = best[3...5].map { $0.whole }
    let rest = zip(total[3...5], own).map { $0.whole - $1 }
    let difference = score(own).difference(from: score(rest))
    guard let p = difference.p, p * Double(groups.count) < 0.05,
      (difference.score.value ?? 0) > 0
    else { return nil }
    return best[0]
  }

  private func table(
    _ groups: [[Value]], _ verdicts: [Suppression], _ total: [Value], _ changes: [[Value]],
    _ context: PresentationContext
  ) -> Report.Table {
    func change(_ index: Int) -> [Report.Value] {
      if !waves { return [] }
      if index == 0 { return Array(repeating: .missing(.notApplicable), count: 4) }
      guard verdicts[index] == .published, verdicts[index - 1] == .published else {
        return Array(repeating: .suppressed, count: 4)
      }
      return changes[index].prefix(3).map { Report.Value(number: $0, places: 1) }
        + [Report.Value(p: changes[index][3].double)]
    }
    func cells(_ row: [Value], _ name: String, isShown: Bool) -> [Report.Value] {
      guard isShown else { return [.text(name)] + Array(repeating: .suppressed, count: 8) }
      return [.text(name)] + row[1...5].map { .integer($0.whole) }
        + row[6...8].map { Report.Value(number: $0, places: 1) }
    }
    return Report.Table(
      id: "\(context.dataset)_scores", title: context.say("推荐意愿", "Willingness to recommend"),
      columns: [
        .init("group", by.map { context.label(of: $0) } ?? context.say("范围", "Scope"), .text),
        .init("n", context.say("回答数", "Answers"), .integer),
        .init("missing", context.say("未作答", "Left open"), .integer),
        .init("promoters", context.say("推荐者（9–10）", "Promoters (9–10)"), .integer),
        .init("passives", context.say("中立者（7–8）", "Passives (7–8)"), .integer),
        .init("detractors", context.say("贬损者（0–6）", "Detractors (0–6)"), .integer),
        .init("nps", "NPS", .number),
        .init("ci_lo", context.say("区间下限", "Low"), .number),
        .init("ci_hi", context.say("区间上限", "High"), .number),
      ]
        + (waves
          ? [
            .init("change", context.say("较上一期", "Change"), .number),
            .init("change_lo", context.say("变化下限", "Change, low"), .number),
            .init("change_hi", context.say("变化上限", "Change, high"), .number),
            .init("p", "p", .number),
          ] : []),
      rows: groups.indices.map { index in
        Report.Table.Row(
          cells(
            groups[index], context.name(of: groups[index][0]),
            isShown: verdicts[index] == .published) + change(index))
      } + [
        Report.Table.Row(
          cells(total, context.say("总体", "All"), isShown: true)
            + Array(repeating: .missing(.notApplicable), count: waves ? 4 : 0), isTotal: true)
      ],
      people: by.map {
        .init(
          by: $0.text, group: "group", count: "n", minimum: max(context.minimumGroup, 10),
          dataset: context.dataset)
      })
  }
}
