import FupanData
import FupanReports

extension Scorecard: PresentedStage {
  /// The best in a chart, all scores with their parts and ranks, and who is excluded and why.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let rows = result.rows.map { Row(result.schema, $0, by.text) }
    guard !rows.isEmpty else {
      return [.prose(context.say(sentence: "没有可评分的对象。", "There is nothing to score."))]
    }
    let ranked = rows.filter { $0["rank"].whole > 0 }
    let excluded = rows.filter { $0["excluded"] == .bool(true) }
    var blocks: [Report.Block] = []
    if let note {
      blocks.append(
        .callout(Report.Callout(.caution, title: note, weights(context))))
    }
    if ranked.count > 1 { blocks.append(.chart(chart(ranked, context))) }
    blocks.append(.table(table(rows.filter { $0["excluded"] != .bool(true) }, context)))
    if !excluded.isEmpty { blocks.append(.table(vetoed(excluded, context))) }
    if !tiers.isEmpty, let gaps = gapsTold(rows, context) { blocks.append(.prose(gaps)) }
    return blocks
  }

  /// A row of the result by the names of its columns.
  private struct Row {
    let schema: Schema
    let values: [Value]
    let key: String

    init(_ schema: Schema, _ values: [Value], _ key: String) {
      self.schema = schema
      self.values = values
      self.key = key
    }

    subscript(name: String) -> Value { schema.index(of: name).map { values[$0] } ?? .missing }

    /// What it is called: its name where it has one, else its key.
    func title(_ context: PresentationContext) -> String {
      let name = ["name", "nickname", "title"].first { schema[$0]?.isPersonal == false }
      return name.flatMap { self[$0].text } ?? context.name(of: self[key])
    }
  }

  private var totalWeight: Double { of.reduce(0) { $0 + $1.settings.weight } }

  private func weights(_ context: PresentationContext) -> Report.Sentence {
    let parts = of.map { component in
      let share = component.settings.weight / max(totalWeight, .leastNonzeroMagnitude)
      return "\(component.name) \(Int((share * 100).rounded()))%"
    }
    return Report.Sentence(
      context.say("权重：", "Weights: ") + parts.joined(separator: context.say("，", ", "))
        + context.say("。换一组权重名次会变，见“名次范围”。", ". Other weights give other ranks."))
  }

  private func chart(_ rows: [Row], _ context: PresentationContext) -> Report.Chart {
    let shown = Array(rows.prefix(10))
    let best = shown[0]
    let (low, high) = (best["rank_min"].whole, best["rank_max"].whole)
    let equal = rows.prefix { $0["rank"].whole == best["rank"].whole }.count
    let title =
      equal > 1
      ? context.say("\(equal) 个并列得分最高", "\(equal) score highest alike")
      : low == high
        ? context.say(
          "\(best.title(context))得分最高，权重增减两成名次不变",
          "\(best.title(context)) scores highest, whatever a fifth of the weights")
        : context.say(
          "\(best.title(context))得分最高，权重增减两成后名次在 \(low) 到 \(high) 之间",
          "\(best.title(context)) scores highest; with other weights it ranks \(low) to \(high)")
    return Report.Chart(
      id: "\(context.dataset)_scores_chart", title: title, unit: .number, alt: title,
      .bars(
        .init(
          categories: shown.map { $0.title(context) },
          series: [
            .init(
              context.say("得分", "Score"),
              shown.map { Report.Value(number: $0["score"], places: 1) })
          ])))
  }

  private func table(_ rows: [Row], _ context: PresentationContext) -> Report.Table {
    let hasTiers = !tiers.isEmpty
    var columns: [Report.Table.Column] = [.init("item", context.label(of: by), .text)]
    if hasTiers { columns.append(.init("tier", context.say("层级", "Tier"), .text)) }
    columns += of.enumerated().map { .init("points_\($0.offset + 1)", $0.element.name, .number) }
    columns += [
      .init("score", context.say("得分", "Score"), .number, bar: true),
      .init("rank", context.say("名次", "Rank"), .integer),
      .init("ranks", context.say("名次范围", "Ranks"), .text),
      .init("flag", context.say("备注", "Remark"), .text),
    ]
    return Report.Table(
      id: "\(context.dataset)_scores", title: context.say("评分", "Scores"), columns: columns,
      rows: rows.map { row in
        var cells: [Report.Value] = [.text(row.title(context))]
        if hasTiers { cells.append(.text(row["tier"].text ?? "")) }
        cells += of.map { Report.Value(number: row["\($0.name)_points"], places: 0) }
        cells.append(Report.Value(number: row["score"], places: 1))
        cells.append(row["rank"].isMissing ? .missing(.noData) : .integer(row["rank"].whole))
        let (low, high) = (row["rank_min"].whole, row["rank_max"].whole)
        cells.append(.text(low == high ? (low == 0 ? "" : "\(low)") : "\(low)–\(high)"))
        cells.append(.text(remark(row["flag"], context)))
        return .init(cells)
      }, sortedBy: .init(by: "score"),
      note: context.say(
        sentence: "每项 0–100 分；名次范围是各权重分别增减 20% 时的最好与最差名次。",
        "Each part is 0–100; ranks are the best and the worst with weights a fifth up or down."))
  }

  private func remark(_ flag: Value, _ context: PresentationContext) -> String {
    (flag.text ?? "").split(separator: " ").map { code in
      switch code {
      case "low_n": context.say("样本少，取区间保守一侧", "few posts: the cautious bound")
      case "too_few", "empty": context.say("缺数据超过三成权重", "over 30 % of the weight is missing")
      default: String(code)
      }
    }.joined(separator: context.say("；", "; "))
  }

  private func vetoed(_ rows: [Row], _ context: PresentationContext) -> Report.Table {
    Report.Table(
      id: "\(context.dataset)_vetoes", title: context.say("一票否决", "Excluded"),
      columns: [
        .init("item", context.label(of: by), .text),
        .init("reason", context.say("原因", "Why"), .text),
      ],
      rows: rows.map { .init([.text($0.title(context)), .text($0["veto"].text ?? "")]) })
  }

  /// How many are of a size that no tier has, and which sizes those are.
  private func gapsTold(_ rows: [Row], _ context: PresentationContext) -> Report.Sentence? {
    let count = rows.count { $0["tier"] == .text(otherwise) }
    guard count > 0 else { return nil }
    let gaps = ranges.gaps.map { gap in
      let low = Scorecard.words(gap.lower, context)
      return gap.upper.map { "\(low)–\(Scorecard.words($0, context))" }
        ?? context.say("\(low) 以上", "\(low) and more")
    }.joined(separator: context.say("、", ", "))
    return context.say(
      sentence: "\(.integer(count)) 个对象不在任何层级内，记为“\(otherwise)”；没有层级的大小：\(gaps)。",
      """
      \(.integer(count)) are of a size that no tier has and are “\(otherwise)”; sizes without: \
      \(gaps).
      """)
  }

  private static func words(_ size: Int64, _ context: PresentationContext) -> String {
    size.isMultiple(of: 10_000) && size > 0
      ? context.say("\(size / 10_000)万", "\(size / 1_000)k") : "\(size)"
  }
}
