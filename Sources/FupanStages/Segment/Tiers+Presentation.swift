import FupanData
import FupanMethods
import FupanReports

extension Tiers: PresentedStage {
  /// How many people each tier has; with an earlier result also who moved where.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    guard let now = result.values(into), !now.isEmpty else {
      return [.prose(context.say(sentence: "没有可分层的人。", "There is nobody to put in tiers."))]
    }
    let unjudged = (result.values("unjudged") ?? []).count { $0.whole > 0 }
    var blocks: [Report.Block] = [.table(sizes(now, unjudged: unjudged, context))]
    if isCompared, let then = result.values(previous) {
      let moves = Moves(tiers, from: then, to: now)
      blocks.append(.table(matrix(moves, context)))
      if let sentence = sentence(moves, context) { blocks.append(.prose(sentence)) }
    }
    return blocks
  }

  /// How many people moved from each tier to each other: one more row for those who are new and one
  /// more column for those who are lost.
  private struct Moves {
    let tiers: [String]
    var counts: [[Int]]

    init(_ tiers: [String], from then: [Value], to now: [Value]) {
      self.tiers = tiers
      let places = Dictionary(
        tiers.enumerated().map { (Value.text($0.element), $0.offset) },
        uniquingKeysWith: { first, _ in first })
      counts = Array(
        repeating: Array(repeating: 0, count: tiers.count + 1), count: tiers.count + 1)
      for (then, now) in zip(then, now) where !(then.isMissing && now.isMissing) {
        counts[places[then] ?? tiers.count][places[now] ?? tiers.count] += 1
      }
    }

    /// People of both, by whether their tier is higher (-1), the same (0) or lower (1).
    func count(_ direction: Int) -> Int {
      tiers.indices.reduce(0) { sum, row in
        sum
          + tiers.indices.filter { ($0 - row).signum() == direction }.reduce(0) {
            $0 + counts[row][$1]
          }
      }
    }
  }

  private func sizes(
    _ now: [Value], unjudged: Int, _ context: PresentationContext
  ) -> Report.Table {
    let counts = tiers.map { tier in now.count { $0 == .text(tier) } }
    let total = counts.reduce(0, +)
    let verdicts = SmallCells.list(counts, minimumGroup: context.minimumGroup)
    return Report.Table(
      id: "\(context.dataset)_tiers", title: context.say("各层人数", "People by tier"),
      columns: [
        .init("tier", context.say("分层", "Tier"), .text),
        .init("n", context.say("人数", "People"), .integer),
        .init("share", context.say("占比", "Share"), .ratio, bar: true),
      ],
      rows: tiers.indices.map { index in
        Report.Table.Row(
          [.text(tiers[index])]
            + (verdicts[index] == .published
              ? [.integer(counts[index]), .share(counts[index], of: total)]
              : [.suppressed, .suppressed]))
      } + [
        Report.Table.Row(
          [
            .text(context.say("合计", "Total")), .integer(total),
            total > 0 ? .ratio(1) : .missing(.undefined),
          ], isTotal: true)
      ],
      note: unjudged == 0 || unjudged < context.minimumGroup
        ? nil
        : context.say(
          sentence: "\(.integer(unjudged)) 人有规则因数据缺失无法判断，视为不符合。",
          """
          For \(.integer(unjudged)) people some rule could not be judged, and was taken not to hold.
          """))
  }

  private func matrix(_ moves: Moves, _ context: PresentationContext) -> Report.Table {
    let cells = SmallCells(counts: moves.counts, minimumGroup: context.minimumGroup)
    func cell(_ count: Int, _ verdict: Suppression) -> Report.Value {
      verdict == .published ? .integer(count) : .suppressed
    }
    let width = tiers.count + 1
    let names = tiers + [context.say("新增", "New")]
    let body = (0..<width).map { row in
      Report.Table.Row(
        [.text(names[row])]
          + (0..<width).map { column -> Report.Value in
            // Nobody is new and lost at once.
            row == tiers.count && column == tiers.count
              ? .text("") : cell(moves.counts[row][column], cells.cells[row][column])
          } + [cell(moves.counts[row].reduce(0, +), cells.rowTotals[row])])
    }
    let totals = (0..<width).map { column in
      cell(moves.counts.reduce(0) { $0 + $1[column] }, cells.columnTotals[column])
    }
    let all = moves.counts.reduce(0) { $0 + $1.reduce(0, +) }
    return Report.Table(
      id: "\(context.dataset)_migration",
      title: context.say("分层迁移：行为之前，列为现在", "Migration: rows before, columns now"),
      columns: [.init("before", context.say("之前", "Before"), .text)]
        + tiers.enumerated().map { .init("tier_\($0.offset + 1)", $0.element, .integer) } + [
          .init("lost", context.say("流失", "Lost"), .integer),
          .init("total", context.say("合计", "Total"), .integer),
        ],
      rows: body + [
        Report.Table.Row(
          [.text(context.say("合计", "Total"))] + totals + [cell(all, cells.grandTotal)],
          isTotal: true)
      ])
  }

  /// Shares of those who were there both times, where each group is large enough to be told.
  private func sentence(_ moves: Moves, _ context: PresentationContext) -> Report.Sentence? {
    let counts = [-1, 0, 1].map { moves.count($0) }
    let both = counts.reduce(0, +)
    let verdicts = SmallCells.list(counts, minimumGroup: context.minimumGroup)
    guard both > 0, verdicts.allSatisfy({ $0 == .published }) else { return nil }
    let interval = Estimate.proportion(counts[0], of: both).interval
    let (low, high) = (interval?.lower ?? 0, interval?.upper ?? 0)
    return context.say(
      sentence: """
        两次都在的 \(.integer(both)) 人中，升层 \(.share(counts[0], of: both))（95% 区间 \(.ratio(low)) 至 \
        \(.ratio(high))），不变 \(.share(counts[1], of: both))，降层 \(.share(counts[2], of: both))。
        """,
      """
      Of the \(.integer(both)) people of both times \(.share(counts[0], of: both)) went up \
      (95 % interval \(.ratio(low)) to \(.ratio(high))), \(.share(counts[1], of: both)) stayed and \
      \(.share(counts[2], of: both)) went down.
      """)
  }
}
