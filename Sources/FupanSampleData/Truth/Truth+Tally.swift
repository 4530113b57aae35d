extension Truth {
  /// The truth of a sample whose blocks have all been counted.
  init(
    _ tally: TruthTally, spending: Spending, seed: UInt64, scale: Int, truths: PlantedTruths,
    calendar: ShopCalendar
  ) {
    about = """
      Synthetic. Exact totals of the sample beside this file; money is text, days are Shanghai's, \
      an order belongs to the day it was paid, people of 员工与测试号.csv are left out.
      """
    self.seed = seed
    self.scale = scale
    planted = Planted(
      names: truths.names,
      winningChannel: truths.contains(.winningChannel) ? Channel.all[Channel.winner].name : nil,
      dropOffStep: truths.contains(.dropOff) ? "下单" : nil,
      overBudgetItem: truths.contains(.overBudget) ? Spending.overItem : nil,
      brokenDay: truths.contains(.brokenDay) ? calendar.name(ShopCalendar.brokenDay) : nil,
      segment: truths.contains(.segment)
        ? Segment(
          people: tally.segmentPeople, orders: tally.segment.orders,
          netRevenue: Self.money(tally.segment.gross - tally.segment.refunds)) : nil,
      recommendationGapChannel: truths.contains(.recommendationGap) ? "抖音" : nil,
      experimentWithEffect: truths.contains(.experimentEffect) ? "结算页满减进度" : nil,
      livelierFrom: truths.contains(.livelierGroups)
        ? calendar.name(ShopCalendar.period.lowerBound) : nil,
      surgingKeyword: truths.contains(.keywordSurge) ? "漏液" : nil,
      vetoedCreator: truths.contains(.creatorVeto) ? "K01" : nil,
      leavingWay: truths.contains(.retentionGap) ? "扫码入群" : nil,
      slowLevel: truths.contains(.slowResponse) ? "A" : nil,
      assistingChannel: truths.contains(.assistingChannel) ? "种草笔记" : nil)
    campaign = Campaign(
      id: "spring-2026", timeZone: "Asia/Shanghai", period: "2026-04-10..2026-04-24",
      baseline: "2026-03-20..2026-04-03")
    rows = Rows(
      youzanOrders: tally.platformRows[0], taobaoOrders: tally.platformRows[1],
      events: tally.eventRows, members: tally.memberRows, memberPeople: tally.people,
      survey: tally.scores.count, posts: tally.noteRows, ads: spending.ads.count,
      costs: spending.costs.count, budget: spending.items.count)
    allTime = Self.sales(tally.allTime)
    baseline = Self.sales(tally.baseline)
    period = Self.sales(tally.period)
    leftOut = Self.sales(tally.leftOut)
    periodByPlatform = zip(["youzan", "taobao"], tally.platforms).map { Self.sales($0, $1) }
    periodByDay = tally.days.enumerated().map { place, sum in
      Self.sales(calendar.name(ShopCalendar.period.lowerBound + place), sum)
    }
    periodByRegion = zip(Place.regions, tally.regions).map { Self.sales($0, $1) }
    customers = Customers(
      rule: "new: a known buyer of the period without a paid order from 2025-04-10 to 2026-04-09",
      buyers: tally.period.buyers, newCustomers: tally.newCustomers,
      returningCustomers: tally.period.buyers - tally.newCustomers,
      lapsedBigSpenders: LapsedBigSpenders(
        rule: "known buyers of 1000.00 net or more whose last paid order was in 2025",
        people: tally.lapsed.buyers,
        netRevenue: Self.money(tally.lapsed.gross - tally.lapsed.refunds)))
    traffic = Traffic(
      knownVisitorsInPeriod: tally.visitorsInPeriod,
      anonymousVisitorsInPeriod: tally.devicesInPeriod,
      knownVisitorsInBaseline: tally.visitorsInBaseline,
      anonymousVisitorsInBaseline: tally.devicesInBaseline,
      knownVisitorsByDay: tally.visitorsByDay.enumerated().map { place, count in
        DayCount(day: calendar.name(ShopCalendar.period.lowerBound + place), visitors: count)
      })
    let steps = [
      ("浏览", "view_item"), ("加购", "add_to_cart"), ("下单", "submit_order"), ("支付", "pay_order"),
    ]
    funnel = zip(steps, tally.funnel).map {
      FunnelStep(step: $0.0, event: $0.1, persons: $1)
    }
    channels = Channel.all.indices.map { place in
      ChannelConversion(
        channel: Channel.all[place].name, visitors: tally.channelVisitors[place],
        payers: tally.channelPayers[place])
    }
    recommendation = Recommendation(all: tally.scores, inPeriod: tally.periodScores)
    spend = Spend(spending)
    community = Self.community(tally.community)
  }

  private static func community(_ tally: CommunityTally) -> Community {
    Community(
      orderItems: tally.orderItems, groupMembers: tally.groupMembers,
      groupLeavers: tally.groupLeavers, messages: tally.messages, comments: tally.comments,
      leakComments: tally.leaks, followUpAnswers: tally.followUps, seenNotes: tally.touches,
      experiments: zip(Experiments.names, tally.variants).map {
        Experiment(name: $0.description, variants: $1)
      },
      settlement: Settlement(
        entries: tally.settlements, sales: money(tally.settled[0]),
        refunds: money(tally.settled[1]),
        fees: money(tally.settled[2]), commissions: money(tally.settled[3]),
        unsettledOrders: tally.unsettled.orders, unsettledPaid: money(tally.unsettled.paid)))
  }

  private static func sales(_ sum: TruthTally.Sum) -> Sales {
    Sales(
      orders: sum.orders, grossPaid: money(sum.gross), refunds: money(sum.refunds),
      netRevenue: money(sum.gross - sum.refunds), buyers: sum.buyers,
      ordersWithoutPerson: sum.withoutPerson)
  }

  private static func sales(_ name: String, _ sum: TruthTally.Sum) -> NamedSales {
    NamedSales(
      name: name, orders: sum.orders, grossPaid: money(sum.gross), refunds: money(sum.refunds),
      netRevenue: money(sum.gross - sum.refunds))
  }

  fileprivate static func money(_ cents: Int) -> String {
    var writer = ByteWriter()
    writer.money(cents)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

extension Truth.Scores {
  fileprivate var count: Int { promoters + passives + detractors + missing }
}

extension Truth.Spend {
  /// What the plan's items and the channels cost, in the data and in the period.
  fileprivate init(_ spending: Spending) {
    /// One payment, whichever file it comes from.
    struct Payment {
      let day: Int
      let channel: String
      let item: String
      let amount: Int
    }
    let payments =
      spending.ads.map {
        Payment(
          day: $0.day, channel: Spending.adChannel, item: Spending.adItem, amount: $0.cost)
      }
      + spending.costs.map {
        Payment(day: $0.day, channel: $0.channel, item: $0.item, amount: $0.amount)
      }
    func total(_ chosen: (Payment) -> Bool) -> Int {
      payments.reduce(0) { chosen($1) ? $0 + $1.amount : $0 }
    }
    func inPeriod(_ payment: Payment) -> Bool { ShopCalendar.period.contains(payment.day) }
    planned = Truth.money(spending.items.reduce(0) { $0 + $1.planned })
    actual = Truth.money(total { _ in true })
    actualInPeriod = Truth.money(total(inPeriod))
    items = spending.items.map { item in
      let spent = total { $0.item == item.name }
      let over = spent - item.planned
      let half = over < 0 ? -item.planned : item.planned
      return Truth.Item(
        item: item.name, planned: Truth.money(item.planned), actual: Truth.money(spent),
        deviationBasisPoints: (over * 20_000 + half) / (2 * item.planned))
    }
    channels = (Channel.all.map { $0.name } + [""]).map { name in
      Truth.ChannelSpend(
        channel: name, actual: Truth.money(total { $0.channel == name }),
        actualInPeriod: Truth.money(total { $0.channel == name && inPeriod($0) }))
    }
  }
}
