import FupanData
import FupanDiagnostics
import FupanMethods
import FupanReports

extension Tiers: PresentedStage {
  /// How many people each tier has; with an earlier result also who moved where.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    guard let now = result.values(into), !now.isEmpty else {
      return [.prose(context.say(sentence: "没有可分层的人。", "There is nobody to put in tiers."))]
    }
    let unjudged = (result.values("unjudged") ?? []).count { $0.whole > 0 }
    var blocks: [Report.Block] = [.table(sizes(result, now, unjudged: unjudged, context))]
    if isCompared, let then = result.values(previous) {
      let places = Dictionary(
        tiers.enumerated().map { (Value.text($0.element), $0.offset) },
        uniquingKeysWith: { first, _ in first })
      var migration = Migration(segments: tiers.count)
      for (then, now) in zip(then, now) { migration.add(1, from: places[then], to: places[now]) }
      blocks +=
        MigrationBlocks(migration: migration, names: tiers, isOrdered: true, context: context)
        .blocks
    }
    return blocks
  }

  /// The people of each tier, and what one of them has of each measure on average.
  private func sizes(
    _ result: Table, _ now: [Value], unjudged: Int, _ context: PresentationContext
  ) -> Report.Table {
    let measures = of.entries.map { $0.name }.filter { result.schema[$0]?.type.isNumeric ?? false }
    let values = measures.map { result.values($0) ?? [] }
    func means(of tier: String?) -> [Report.Value] {
      values.map { values in
        let own = zip(now, values).compactMap { name, value -> Double? in
          tier == nil
            ? (name.isMissing ? nil : value.double) : name.text == tier ? value.double : nil
        }
        guard !own.isEmpty else { return .missing(.noData) }
        return .number(NeumaierSum.of(own) / Double(own.count), places: 2)
      }
    }
    let counts = tiers.map { tier in now.count { $0 == .text(tier) } }
    let total = counts.reduce(0, +)
    let verdicts = SmallCells.list(counts, minimumGroup: context.minimumGroup)
    let averages: [Report.Table.Column] = measures.map { name in
      let label = context.label(of: ColumnName(name))
      return .init("mean_\(name)", context.say("人均\(label)", "\(label) each"), .number)
    }
    let hidden = [Report.Value](repeating: .suppressed, count: 2 + measures.count)
    let body = tiers.indices.map { index -> Report.Table.Row in
      let shown: [Report.Value] = [.integer(counts[index]), .share(counts[index], of: total)]
      return Report.Table.Row(
        [.text(tiers[index])]
          + (verdicts[index] == .published ? shown + means(of: tiers[index]) : hidden))
    }
    let whole: [Report.Value] = [
      .text(context.say("合计", "Total")), .integer(total),
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
      rows: body + [Report.Table.Row(whole + means(of: nil), isTotal: true)],
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
