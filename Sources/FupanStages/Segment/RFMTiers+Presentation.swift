import FupanData
import FupanMethods
import FupanReports

extension RFMTiers: PresentedStage {
  /// The map of recency and value as a heat of persons, and the eleven tiers with what they brought
  /// and what to do for each.
  package func blocks(for result: Table, in context: PresentationContext) -> [Report.Block] {
    let rows = result.combined
    guard rows.count > 0, let population = RFMTiers.population(rows),
      case .integer(let orders)? = rows["orders"],
      case .success(let rfm) = RFM.scored(population, high: high.cut)
    else {
      return [
        .prose(
          context.say(
            sentence: "购买人数不足 20 人，不做 RFM 分层。",
            "Fewer than 20 people bought: too few for RFM tiers."))
      ]
    }
    let money = result.schema["m"]
    let tiers = rfm.elevenTiers(of: population)
    var ordersOfTier = [Int64](repeating: 0, count: tiers.count)
    for (row, tier) in rfm.tier11.enumerated() {
      ordersOfTier[Int(tier.rawValue) - 1] += orders.values[row]
    }
    let verdicts = SmallCells.list(
      tiers.map { $0.persons }, minimumGroup: context.minimumGroup)
    let hidden = Set(
      tiers.indices.filter { verdicts[$0] != .published }.map { tiers[$0].tier })
    let scale = money?.type.scale ?? 0
    let total = tiers.reduce(Int128(0)) { $0 + $1.revenue }

    let shown = tiers.indices.filter { tiers[$0].persons > 0 }
    let table = shown.map { index -> Report.Table.Row in
      let tier = tiers[index]
      let (english, chinese) = tier.tier.name
      let name = Report.Value.text(context.say(chinese, english))
      let advice = Report.Value.text(tier.tier.advice(context))
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
      .chart(heat(rfm, context, leading: best.map { tiers[$0] }, hidden: hidden)),
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
              R：距最近一次下单的天数；F：\(.integer(windowDays)) 天内的下单天数；M：同期净额。\
              各按本批客户的五等分打分，FM 为 F、M 均值四舍五入；距上次购买为中位数。
              """,
            """
            R: days since the last order; F: days with an order within \(.integer(windowDays)) \
            days; M: their net amount. Each is scored by quintiles of these customers; FM is the \
            rounded mean of F and M. Days since the last order are medians.
            """))),
    ]
  }

  private func heat(
    _ rfm: RFM, _ context: PresentationContext, leading: RFMTierSummary<RFMTier11>?,
    hidden: Set<RFMTier11>
  ) -> Report.Chart {
    let values = RFMTiers.cells(rfm, hidden: hidden, minimumGroup: context.minimumGroup)
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

  /// Persons by FM (5 first) and R, withheld so that the tiers' counts do not give a cell away.
  static func cells(
    _ rfm: RFM, hidden: Set<RFMTier11>, minimumGroup: Int
  ) -> [[Report.Value]] {
    var counts = [[Int]](repeating: [Int](repeating: 0, count: 5), count: 5)
    for (r, fm) in zip(rfm.recency, rfm.fm) { counts[5 - Int(fm)][Int(r) - 1] += 1 }
    var values = counts.map { $0.map { Report.Value.integer($0) } }
    for tier in RFMTier11.allCases {
      let places = (0..<25).map { (row: $0 / 5, column: $0 % 5) }.filter {
        RFMTier11(recency: $0.column + 1, fm: 5 - $0.row) == tier
      }
      let verdicts = SmallCells.list(
        places.map { counts[$0.row][$0.column] }, minimumGroup: minimumGroup)
      for (place, verdict) in zip(places, verdicts)
      where verdict != .published
        || (hidden.contains(tier) && counts[place.row][place.column] > 0)
      {
        values[place.row][place.column] = .suppressed
      }
    }
    return values
  }

  private static func population(_ rows: Batch) -> RFMPopulation? {
    guard case .integer(let days)? = rows["r_days"], case .integer(let f)? = rows["f"],
      let money = rows["m"]
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

extension RFMTier11 {
  /// What to do for the tier.
  func advice(_ context: PresentationContext) -> String {
    switch self {
    case .champions: context.say("优先体验新品，邀请做裂变与口碑", "Early access; ask them to invite and review")
    case .cannotLoseThem: context.say("一对一回访，问清离开原因并给专属权益", "Call them; learn why they left")
    case .atRisk: context.say("限时召回券，推荐曾购品类", "Win back with a timed offer in what they bought")
    case .loyalCustomers: context.say("会员升级与搭配推荐，提高客单", "Upgrade membership; cross-sell")
    case .recentCustomers: context.say("新客欢迎旅程，促成第二单", "Welcome journey towards a second order")
    case .promising: context.say("小额券与爆款，培养购买习惯", "Small coupons and best sellers")
    case .potentialLoyalist: context.say("邀请入群入会，满额赠提升金额", "Invite to the community; spend-and-get")
    case .needsAttention: context.say("限时活动唤起，推送偏好商品", "Timed offers in what they like")
    case .aboutToSleep: context.say("低成本触达，推荐热销品", "Light touch with popular items")
    case .hibernating: context.say("大促时统一唤醒，控制成本", "Wake up at big sales only")
    case .lost: context.say("不再单独投入", "Spend nothing on them")
    }
  }
}
