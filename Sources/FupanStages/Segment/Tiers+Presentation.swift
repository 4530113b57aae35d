import FupanConfig
import FupanData
import FupanDiagnostics
import FupanMethods
import FupanPlan
import FupanReports

extension Tiers: SummarisedStage {
  /// How many people went from each tier to each, how many of them could not be judged, and the sum
  /// of each measure with how many have one.
  package func summary(of result: Relation, in scope: Scope) throws(Problems) -> Relation {
    let sums = measures(of: result.schema).flatMap { name in
      [
        Aggregation("sum_\(name)", .sum, of: name),
        Aggregation("count_\(name)", .count, of: name),
      ]
    }
    let tiers = [into] + (isCompared ? [previous] : [])
    return try result.aggregated(
      [Aggregation("n", .count)] + sums, by: tiers + ["unjudged"])
  }

  /// What was measured of a person, as far as it has a mean.
  private func measures(of schema: Schema) -> [String] {
    of.entries.map { $0.name }.filter { schema[$0]?.type.isNumeric ?? false }
  }

  /// How many people each tier has; with an earlier result also who moved where.
  package func blocks(for summary: Table, in context: PresentationContext) -> [Report.Block] {
    guard let now = summary.values(into), let counts = summary.values("n"), !now.isEmpty else {
      return [.prose(context.say(sentence: "没有可分层的人。", "There is nobody to put in tiers."))]
    }
    let groups = counts.map { $0.whole }
    let unjudged = zip(summary.values("unjudged") ?? [], groups).reduce(0) {
      $0 + ($1.0.whole > 0 ? $1.1 : 0)
    }
    guard isCompared, let then = summary.values(previous) else {
      return [.table(sizes(summary, now, groups, unjudged: unjudged, nil, context))]
    }
    let places = Dictionary(
      tiers.enumerated().map { (Value.text($0.element), $0.offset) },
      uniquingKeysWith: { first, _ in first })
    var migration = Migration(segments: tiers.count)
    for index in groups.indices {
      migration.add(groups[index], from: places[then[index]], to: places[now[index]])
    }
    let moved = MigrationBlocks(
      migration: migration, names: tiers, isOrdered: true, columns: (previous, into),
      context: context)
    return [.table(sizes(summary, now, groups, unjudged: unjudged, moved.cells, context))]
      + moved.blocks
  }

  /// The people of each tier, and what one of them has of each measure on average.
  /// With a migration beside it the same people are withheld.
  private func sizes(
    _ summary: Table, _ now: [Value], _ groups: [Int], unjudged: Int,
    _ moved: MigrationBlocks.Cells?, _ context: PresentationContext
  ) -> Report.Table {
    let measures = of.entries.map { $0.name }.filter { summary.schema["sum_\($0)"] != nil }
    let sums = measures.map { summary.values("sum_\($0)") ?? [] }
    let areMoney = measures.map { summary.schema["sum_\($0)"]?.unit?.isCurrency ?? false }
    let known = measures.map { summary.values("count_\($0)") ?? [] }
    func means(of tier: String?) -> [Report.Value] {
      let rows = now.indices.filter { tier == nil ? !now[$0].isMissing : now[$0].text == tier }
      return measures.indices.map { measure in
        let count = rows.reduce(0) { $0 + known[measure][$1].whole }
        guard count > 0 else { return .missing(.noData) }
        let mean = NeumaierSum.of(rows.compactMap { sums[measure][$0].double }) / Double(count)
        if areMoney[measure], let amount = Report.ExactNumber(decimalTextOf: mean)?.rounded(to: 2) {
          return .money(amount)
        }
        return .number(mean, places: 2)
      }
    }
    let counts = tiers.map { tier in
      zip(now, groups).reduce(0) { $0 + ($1.0 == .text(tier) ? $1.1 : 0) }
    }
    let total = counts.reduce(0, +)
    let cells = SmallCells(
      counts: [counts], minimumGroup: context.minimumGroup, totals: .rows)
    let verdicts = moved?.columnTotals ?? cells.cells[0]
    let isWhole = (moved?.after ?? cells.rowTotals[0]) == .published
    let averages: [Report.Table.Column] = zip(measures, areMoney).map { name, isMoney in
      let label = context.label(of: ColumnName(name))
      return .init(
        "mean_\(name)", context.say("人均\(label)", "\(label) each"), isMoney ? .money : .number)
    }
    let hidden = [Report.Value](repeating: .suppressed, count: 2 + measures.count)
    let body = tiers.indices.map { index -> Report.Table.Row in
      let shown: [Report.Value] = [
        .integer(counts[index]), isWhole ? .share(counts[index], of: total) : .suppressed,
      ]
      return Report.Table.Row(
        [.text(tiers[index])]
          + (verdicts[index] == .published ? shown + means(of: tiers[index]) : hidden))
    }
    let whole: [Report.Value] = [
      .text(context.say("合计", "Total")), isWhole ? .integer(total) : .suppressed,
      total > 0 ? .ratio(1) : .missing(.undefined),
    ]
    let columns: [Report.Table.Column] = [
      .init("tier", context.say("分层", "Tier"), .text),
      .init("n", context.say("人数", "People"), .integer),
      .init("share", context.say("占比", "Share"), .ratio, bar: true),
    ]
    return Report.Table(
      id: "\(context.dataset)_tiers", title: context.say("各层人数", "People by tier"),
      columns: columns + averages,
      rows: body + [
        Report.Table.Row(
          whole
            + (isWhole
              ? means(of: nil) : [Report.Value](repeating: .suppressed, count: measures.count)),
          isTotal: true)
      ],
      note: unjudged == 0 || unjudged < context.minimumGroup
        ? nil
        : context.say(
          sentence: "\(.integer(unjudged)) 人有规则因数据缺失无法判断，视为不符合。",
          """
          For \(.integer(unjudged)) people some rule could not be judged, and was taken not to hold.
          """),
      people: .init(
        by: into, group: "tier", count: "n", minimum: context.minimumGroup,
        dataset: context.dataset))
  }
}
