import FupanData
import FupanDiagnostics
import FupanMethods
import FupanReports

extension RFMTiers: PresentedStage {
  /// The map of recency and value as a heat of persons, and the eleven tiers with what they brought
  /// and what to do for each.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    guard rows == .persons else { return table(of: result, context) }
    let rows = result.combined
    guard rows.count > 0, let population = RFMTiers.population(rows),
      case .integer(let orders)? = rows["orders"],
      let rfm = RFMTiers.scores(in: rows).map({ RFM(scores: $0, high: cut) })
    else {
      return [
        .prose(
          context.say(
            sentence: "\(tooFew(context))", "\(tooFew(context))"))
      ]
    }
    let money = result.schema["revenue"] ?? result.schema["m"]
    let tiers = rfm.elevenTiers(of: population)
    var ordersOfTier = [Int64](repeating: 0, count: tiers.count)
    for (row, tier) in rfm.tier11.enumerated() {
      ordersOfTier[Int(tier.rawValue) - 1] += orders.values[row]
    }
    let map = RFMMap(rfm, minimumGroup: context.minimumGroup)
    let verdicts = tiers.map { map.tiers[$0.tier] ?? .published }
    let scale = money?.type.scale ?? 0
    let total = tiers.reduce(Int128(0)) { $0 + $1.revenue }

    let shown = tiers.indices.filter { tiers[$0].persons > 0 }
    let table = shown.map { index -> Report.Table.Row in
      let tier = tiers[index]
      let (english, chinese) = tier.tier.name
      let name = Report.Value.text(context.say(chinese, english))
      let action = tier.tier.action
      let advice = Report.Value.text(context.say(action.chinese, action.english))
      guard verdicts[index] == .published else {
        return Report.Table.Row([name] + Array(repeating: .suppressed, count: 6) + [advice])
      }
      return Report.Table.Row([
        name, .integer(tier.persons), .share(tier.persons, of: rfm.n),
        amount(tier.revenue, scale), share(tier.revenue, of: total, scale),
        average(tier.revenue, scale, over: ordersOfTier[index]),
        tier.medianRecency.map { .number($0, places: 0) } ?? .missing(.noData), advice,
      ])
    }
    let best = shown.filter { verdicts[$0] == .published }.max {
      tiers[$0].revenue < tiers[$1].revenue
    }
    return [
      .chart(heat(map, context, leading: best.map { tiers[$0] })),
      .table(
        Report.Table(
          id: "\(context.dataset)_tiers", title: context.say("RFM 分层", "RFM tiers"),
          columns: [
            .init("tier", context.say("分层", "Tier"), .text),
            .init("n", context.say("人数", "People"), .integer),
            .init("share", context.say("人数占比", "Share of people"), .ratio),
            .init("revenue", context.say("净销售额", "Net revenue"), .money),
            .init("revenue_share", context.say("销售额占比", "Share of revenue"), .ratio),
            .init("aov", context.say("客单价", "Per order"), .money),
            .init(
              "median_r", context.say("距上次购买", "Since last order"),
              .number, unit: context.say("天", "d")),
            .init("action", context.say("建议动作", "What to do"), .text),
          ],
          rows: table,
          note: context.say(
            sentence: """
              R：距最近一次下单的天数；F：\(.integer(windowDays)) 天内的\
              \(frequency == .days ? "下单天数" : "订单数")；M：同期\(monetary == .sum ? "净额" : "单均净额")。\
              \(manner(context))，FM 为 F、M 均值四舍五入；距上次购买为中位数。
              """,
            """
            R: days since the last order; F: \(frequency == .days ? "days with an order" : "orders") \
            within \(.integer(windowDays)) days; M: their net \
            \(monetary == .sum ? "amount" : "amount per order"). \(manner(context)); FM is the \
            rounded mean of F and M. Days since the last order are medians.
            """),
          people: .init(
            by: "tier", group: "tier", counts: [.init("n", total: rfm.n)],
            minimum: context.minimumGroup, dataset: context.dataset))),
    ] + [.table(scores(rfm, map, context))] + matrix(rows, rfm, population, context)
  }

  private func tooFew(_ context: PresentationContext) -> String {
    cuts.isEmpty && cutsFrom == nil
      ? context.say("购买人数不足 20 人，不做 RFM 分层。", "Fewer than 20 people bought: too few for RFM tiers.")
      : context.say("没有人购买。", "Nobody bought.")
  }

  /// What the scores are made by.
  private func manner(_ context: PresentationContext) -> String {
    if !cuts.isEmpty { return context.say("各按给定的分界点打分", "Each is scored by declared cuts") }
    if cutsFrom != nil {
      return context.say("各按以前一期的分界点打分", "Each is scored by the cuts of an earlier run")
    }
    return ties == .same
      ? context.say("各按本批客户的五等分打分", "Each is scored by quintiles of these customers")
      : context.say(
        "各按本批客户的名次五等分打分，相同的值会被拆开",
        "Each is scored by fifths of these customers' ranks, which splits equal values")
  }

  /// How many persons got each score; where scores have nobody, ties made bins fall together.
  private func scores(
    _ rfm: RFM, _ map: RFMMap, _ context: PresentationContext
  ) -> Report.Table {
    func list(_ sizes: [Int]) -> [Suppression] {
      SmallCells.list(sizes, minimumGroup: context.minimumGroup)
    }
    let sizes = rfm.binSizes
    let lines = [
      (context.say("R 最近购买", "R recency"), sizes.recency, map.recency),
      (context.say("F 购买次数", "F frequency"), sizes.frequency, list(sizes.frequency)),
      (context.say("M 金额", "M money"), sizes.monetary, list(sizes.monetary)),
    ]
    return Report.Table(
      id: "\(context.dataset)_scores", title: context.say("各分数的人数", "People by score"),
      columns: [.init("dimension", context.say("维度", "Dimension"), .text)]
        + (1...5).map { .init("score_\($0)", context.say("\($0) 分", "\($0)"), .integer) },
      rows: lines.map { name, sizes, verdicts in
        Report.Table.Row(
          [.text(name)]
            + sizes.indices.map {
              verdicts[$0] == .published ? .integer(sizes[$0]) : .suppressed
            })
      },
      note: cuts.isEmpty && cutsFrom == nil && rfm.flags.contains(.mergedBins)
        ? context.say(
          sentence: "取值相同的人得分相同，部分分数因此没有人。",
          "Equal values get equal scores, so that some scores have nobody.") : nil)
  }

  /// Groups beside the tiers: persons, and the index of each cell against what it would have if the
  /// two had nothing to do with each other.
  private func matrix(
    _ rows: Batch, _ rfm: RFM, _ population: RFMPopulation, _ context: PresentationContext
  ) -> [Report.Block] {
    guard let by, let column = rows[by.text], case .integer(let orders)? = rows["orders"] else {
      return []
    }
    let matrix = RFMTierMatrix(
      tiers: rfm.tier8.map { Int($0.rawValue) - 1 }, count: RFMTier8.allCases.count,
      groups: column
    ) { row in
      RFMTierMatrix.Cell(
        persons: 1, orders: Int(orders.values[row]), revenue: population.monetary[row])
    }
    let shown = RFMTier8.allCases.indices.filter { tier in
      matrix.cells.contains { $0[tier].persons > 0 }
    }
    let verdicts = SmallCells(
      counts: matrix.cells.map { row in shown.map { row[$0].persons } },
      minimumGroup: context.minimumGroup)
    let names = shown.map { tier in
      let name = RFMTier8.allCases[tier].name
      return context.say(name.chinese, name.english)
    }
    let label = context.label(of: by)
    // The first four of the map are those whose money is high.
    let important = matrix.cells.map { row in
      row.prefix(4).reduce(Int128(0)) { $0 + $1.revenue }
    }
    let all = important.reduce(0, +)
    let scale = (rows.schema["revenue"] ?? rows.schema["m"])?.type.scale ?? 0
    func header(_ kind: Report.Table.Column.Kind) -> [Report.Table.Column] {
      [.init("group", label, .text)]
        + names.enumerated().map { .init("tier_\($0.offset + 1)", $0.element, kind) }
    }
    return [
      .table(
        Report.Table(
          id: "\(context.dataset)_by_group",
          title: context.say("“\(label)”与八类客户", "'\(label)' by the eight tiers"),
          columns: header(.integer) + [
            .init("total", context.say("合计", "Total"), .integer),
            .init("important", context.say("重要客户净额占比", "Share of important money"), .ratio),
          ],
          rows: matrix.groups.indices.map { row in
            let isWhole = verdicts.rowTotals[row] == .published
            let isShown = isWhole && verdicts.cells[row].allSatisfy { $0 == .published }
            return Report.Table.Row(
              [.text(context.name(of: matrix.groups[row]))]
                + shown.indices.map {
                  verdicts.cells[row][$0] == .published
                    ? .integer(matrix.cells[row][shown[$0]].persons) : .suppressed
                }
                + [
                  isWhole ? .integer(matrix.rowTotals[row].persons) : .suppressed,
                  isShown ? share(important[row], of: all, scale) : .suppressed,
                ])
          },
          note: context.say(
            sentence: "每人算在最近一单的“\(label)”下；最后一列是它带来的“重要”四类客户净额占全部的比例，可作投放配比的参考。",
            """
            A person counts under the \(label) of the latest order; the last column is its \
            part of what the four high-value tiers spent, a starting point for sharing out spend.
            """),
          people: .init(
            by: by.text, group: "group",
            counts: names.enumerated().map { .init("tier_\($0 + 1)", of: .init("tier", $1)) }
              + [.init("total", dependents: ["important"])],
            addsUp: true, minimum: context.minimumGroup, dataset: context.dataset))),
      .table(
        Report.Table(
          id: "\(context.dataset)_index",
          title: context.say("“\(label)”与八类客户：指数", "'\(label)' by the eight tiers: index"),
          columns: header(.number),
          rows: matrix.groups.indices.map { row in
            Report.Table.Row(
              [.text(context.name(of: matrix.groups[row]))]
                + shown.indices.map { column -> Report.Value in
                  guard verdicts.cells[row][column] == .published,
                    let expected = matrix.expected(row, shown[column]), expected > 0
                  else { return .suppressed }
                  let observed = Double(matrix.cells[row][shown[column]].persons)
                  return .number(observed / expected * 100, places: 0)
                })
          },
          note: context.say(
            sentence: "指数 = 实际人数 ÷ 两者无关时的期望人数 × 100。",
            "Index = people ÷ people expected if the two had nothing to do with each other × 100."),
          people: .init(
            by: by.text, group: "group",
            counts: names.enumerated().map { .init("tier_\($0 + 1)", of: .init("tier", $1)) },
            minimum: context.minimumGroup, dataset: context.dataset))
      ),
    ]
  }

  /// Tiers or cuts as they stand; tiers of too few persons are withheld.
  private func table(of result: Table, _ context: PresentationContext) -> [Report.Block] {
    guard result.count > 0 else {
      return [
        .prose(
          context.say(
            sentence: "\(tooFew(context))", "\(tooFew(context))"))
      ]
    }
    let counts = (result.values("n") ?? []).map { $0.whole }
    let verdicts = SmallCells.list(counts, minimumGroup: context.minimumGroup)
    return [
      .table(
        Report.Table(
          id: "\(context.dataset)_\(rows.rawValue)",
          title: rows == .cuts
            ? context.say("RFM 分界点", "RFM cuts") : context.say("RFM 分层", "RFM tiers"),
          columns: result.schema.fields.map { field in
            .init(
              field.name, RFMTiers.label(of: field.name, context) ?? context.label(of: by),
              field.type == .text
                ? .text
                : field.unit == .ratio ? .ratio : field.type == .integer ? .integer : .number)
          },
          rows: result.rows.enumerated().map { index, row in
            Report.Table.Row(
              zip(result.schema.fields, row).map { field, value -> Report.Value in
                let isShown = verdicts.isEmpty || verdicts[index] == .published
                if case .text(let words) = value { return .text(RFMTiers.word(words, context)) }
                if value.isMissing, field.type == .text {
                  return .text(field.name == by?.text ? context.name(of: value) : "")
                }
                guard isShown else { return .suppressed }
                return field.unit == .ratio
                  ? Report.Value(ratio: value)
                  : value.isMissing ? .missing(.noData) : Report.Value(exact: value, isMoney: false)
              })
          },
          people: rows == .cuts
            ? nil
            : .init(
              by: by?.text ?? "tier", group: by?.text ?? "tier", within: by == nil ? [] : ["tier"],
              counts: [.init("n")], minimum: context.minimumGroup, dataset: context.dataset)))
    ]
  }

  /// What readers call a column of the tables of tiers and of cuts.
  private static func label(of name: String, _ context: PresentationContext) -> String? {
    let names = [
      "dimension": ("维度", "Dimension"), "cut": ("第几个", "Number"), "value": ("分界点", "Cut"),
      "tier": ("分层", "Tier"), "n": ("人数", "People"), "share": ("人数占比", "Share of people"),
      "expected": ("期望人数", "Expected"), "index": ("指数", "Index"),
      "revenue": ("净销售额", "Net revenue"), "revenue_share": ("销售额占比", "Share of revenue"),
      "aov": ("客单价", "Per order"), "median_r": ("距上次购买（天）", "Days since last order"),
      "action": ("建议动作", "What to do"), "flag": ("标记", "Flag"),
    ]
    return names[name].map { context.say($0.0, $0.1) }
  }

  /// A tier or an action in the report's language: the result's own are Chinese.
  private static func word(_ text: String, _ context: PresentationContext) -> String {
    let words =
      RFMTier11.allCases.flatMap { [$0.name, $0.action] }
      + RFMTier8.allCases.flatMap { [$0.name, $0.action] }
    return words.first { $0.chinese == text }.map { context.say($0.chinese, $0.english) } ?? text
  }

  private func heat(
    _ map: RFMMap, _ context: PresentationContext, leading: RFMTierSummary<RFMTier11>?
  ) -> Report.Chart {
    let values = map.values
    let name = leading.map { $0.tier.name }
    let percent = leading.flatMap { $0.revenueShare }.map { Int(($0 * 100).rounded()) }
    let title =
      if let name, let percent {
        context.say(
          "“\(name.chinese)”贡献了 \(percent)% 的销售额",
          "“\(name.english)” bring \(percent)% of revenue")
      } else {
        context.say("客户在 RFM 上的分布", "Where customers stand on the RFM map")
      }
    return Report.Chart(
      id: "\(context.dataset)_map", title: title,
      subtitle: context.say(
        "人数；越往右越近来过，越往上买得越勤越多", "People; to the right the more recent, upwards the more they buy"),
      unit: .count,
      alt: context.say(
        "按最近购买与购买价值各分五档的人数热力图。", "Heat map of people by recency and value, five steps each."),
      .heat(
        .init(
          rows: (1...5).reversed().map {
            $0 == 5
              ? context.say("FM 5 高", "FM 5 high")
              : $0 == 1 ? context.say("FM 1 低", "FM 1 low") : "FM \($0)"
          },
          columns: (1...5).map {
            $0 == 5
              ? context.say("R 5 最近", "R 5 latest")
              : $0 == 1 ? context.say("R 1 很久", "R 1 long ago") : "R \($0)"
          },
          values: values)),
      note: values.joined().contains(.suppressed)
        ? context.say(
          sentence: "空白格不足 \(.integer(context.minimumGroup)) 人或可推算出这样的格，已隐去。",
          """
          Blank cells hold fewer than \(.integer(context.minimumGroup)) people, or would give such \
          a cell away.
          """) : nil)
  }

  private static func population(_ rows: Batch) -> RFMPopulation? {
    guard case .integer(let days)? = rows["r_days"], case .integer(let f)? = rows["f"],
      let money = rows["revenue"] ?? rows["m"]
    else { return nil }
    return RFMPopulation(
      recencyDays: days.values.map { Int32($0) }, frequency: f.values.map { Int32($0) },
      monetary: money.unscaledIntegers)
  }

  private func amount(_ units: Int128, _ scale: Int) -> Report.Value {
    scale <= 18 ? .money(Report.ExactNumber(unscaled: units, scale: scale)) : .missing(.undefined)
  }

  private func share(_ part: Int128, of whole: Int128, _ scale: Int) -> Report.Value {
    guard scale <= 18, whole > 0 else { return .missing(.undefined) }
    return .share(
      Report.ExactNumber(unscaled: part, scale: scale),
      of: Report.ExactNumber(unscaled: whole, scale: scale))
  }

  private func average(_ units: Int128, _ scale: Int, over count: Int64) -> Report.Value {
    guard count > 0, scale <= 16 else { return .missing(.undefined) }
    let places = max(2, scale)
    let fine = ScaledInteger(units, scale: scale).atScale(places)?.units ?? units
    return .money(
      Report.ExactNumber(
        unscaled: RoundingRule.halfAwayFromZero.quotient(fine, by: Int128(count)), scale: places))
  }
}
