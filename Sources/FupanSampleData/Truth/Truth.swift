/// What a sample is known to contain: exact totals, written as `truth.json` beside it.
///
/// Money is text with two digits. Every total leaves out the people of 员工与测试号.csv, whose own
/// totals stand under ``leftOut``. Days are Shanghai's, and an order belongs to the day it was paid.
package struct Truth: Codable, Equatable, Sendable {
  /// What the file is, for whoever opens it.
  package var about: String
  /// The seed of everything drawn.
  package var seed: UInt64
  /// How many times the small sample.
  package var scale: Int
  /// What is there to be found.
  package var planted: Planted
  /// The campaign that the sample is about.
  package var campaign: Campaign
  /// How long each export is.
  package var rows: Rows
  /// Orders that were paid, in all the data.
  package var allTime: Sales
  /// Orders that were paid in the baseline.
  package var baseline: Sales
  /// Orders that were paid in the campaign.
  package var period: Sales
  /// The same by platform: `youzan`, `taobao`.
  package var periodByPlatform: [NamedSales]
  /// The same by day, every day of the period.
  package var periodByDay: [NamedSales]
  /// The same by province.
  package var periodByRegion: [NamedSales]
  /// Paid orders of staff and test accounts in all the data, in no other total.
  package var leftOut: Sales
  /// Who bought in the period.
  package var customers: Customers
  /// Who visited the mini-program.
  package var traffic: Traffic
  /// 浏览, 加购, 下单, 支付 in the period.
  package var funnel: [FunnelStep]
  /// Conversion by channel in the period.
  package var channels: [ChannelConversion]
  /// Answers to the question of recommendation.
  package var recommendation: Recommendation
  /// What was planned and spent.
  package var spend: Spend
  /// What the exports beside orders and events hold.
  package var community: Community

  /// The planted truths; what was left out is nil.
  package struct Planted: Codable, Equatable, Sendable {
    /// The names of ``PlantedTruths``.
    package var names: [String]
    /// The channel that converts best.
    package var winningChannel: String?
    /// The step that too few people reach.
    package var dropOffStep: String?
    /// The item that costs too much.
    package var overBudgetItem: String?
    /// The day of the outage.
    package var brokenDay: String?
    /// Those who bought much and came no more.
    package var segment: Segment?
    /// The channel of the follow-up survey that recommends least.
    package var recommendationGapChannel: String?
    /// The experiment that has an effect.
    package var experimentWithEffect: String?
    /// The day from which the groups write more.
    package var livelierFrom: String?
    /// The word that comes up all at once.
    package var surgingKeyword: String?
    /// The creator who is to be left out.
    package var vetoedCreator: String?
    /// The way into the groups whose people leave soonest.
    package var leavingWay: String?
    /// The level of tickets that wait too long.
    package var slowLevel: String?
    /// The channel that opens what others close.
    package var assistingChannel: String?
  }

  /// The people of the planted segment, who last bought in 2025.
  package struct Segment: Codable, Equatable, Sendable {
    /// How many they are.
    package var people: Int
    /// Their paid orders.
    package var orders: Int
    /// What they paid less refunds.
    package var netRevenue: String
  }

  /// The campaign; spans of days include both ends.
  package struct Campaign: Codable, Equatable, Sendable {
    /// Its id in pipelines.
    package var id: String
    /// Where its days begin.
    package var timeZone: String
    /// Its days.
    package var period: String
    /// The days to compare it with.
    package var baseline: String
  }

  /// Rows of data in each export, without headers, banners and totals.
  package struct Rows: Codable, Equatable, Sendable {
    /// 有赞 orders.
    package var youzanOrders: Int
    /// 淘宝 orders.
    package var taobaoOrders: Int
    /// Events of the mini-program.
    package var events: Int
    /// Customers × staff.
    package var members: Int
    /// Customers.
    package var memberPeople: Int
    /// Answered questionnaires.
    package var survey: Int
    /// Notes.
    package var posts: Int
    /// Days × advertising plans.
    package var ads: Int
    /// Lines of the cost ledger.
    package var costs: Int
    /// Budget items.
    package var budget: Int
  }

  /// Totals over paid orders.
  package struct Sales: Codable, Equatable, Sendable {
    /// Orders with a time of payment, whatever came of them.
    package var orders: Int
    /// What was paid.
    package var grossPaid: String
    /// What was given back of it.
    package var refunds: String
    /// The difference.
    package var netRevenue: String
    /// Distinct known persons; orders without a phone have none.
    package var buyers: Int
    /// Orders without a phone.
    package var ordersWithoutPerson: Int
  }

  /// Totals over the paid orders of one platform, day or region.
  package struct NamedSales: Codable, Equatable, Sendable {
    /// Which one.
    package var name: String
    /// Orders with a time of payment.
    package var orders: Int
    /// What was paid.
    package var grossPaid: String
    /// What was given back of it.
    package var refunds: String
    /// The difference.
    package var netRevenue: String
  }

  /// Known buyers of the period.
  package struct Customers: Codable, Equatable, Sendable {
    /// When a buyer is new.
    package var rule: String
    /// New and returning ones.
    package var buyers: Int
    /// Those without an earlier order within a year.
    package var newCustomers: Int
    /// The others.
    package var returningCustomers: Int
    /// Those who bought much last year only.
    package var lapsedBigSpenders: LapsedBigSpenders
  }

  /// Known buyers who spent much and have not bought since 2025, planted or not.
  package struct LapsedBigSpenders: Codable, Equatable, Sendable {
    /// Who belongs to them.
    package var rule: String
    /// How many they are.
    package var people: Int
    /// What they paid less refunds, in all the data.
    package var netRevenue: String
  }

  /// Distinct visitors with any event: known persons and devices whose owners never logged in.
  package struct Traffic: Codable, Equatable, Sendable {
    /// Known persons in the campaign.
    package var knownVisitorsInPeriod: Int
    /// Unknown devices in the campaign.
    package var anonymousVisitorsInPeriod: Int
    /// Known persons in the baseline.
    package var knownVisitorsInBaseline: Int
    /// Unknown devices in the baseline.
    package var anonymousVisitorsInBaseline: Int
    /// Known persons on each day of the campaign.
    package var knownVisitorsByDay: [DayCount]
  }

  /// Visitors of a day.
  package struct DayCount: Codable, Equatable, Sendable {
    /// The day, `2026-04-10`.
    package var day: String
    /// Distinct known persons.
    package var visitors: Int
  }

  /// Known persons who reached the step in order within seven days of the first, in the period.
  package struct FunnelStep: Codable, Equatable, Sendable {
    /// The step's name.
    package var step: String
    /// The event that is the step.
    package var event: String
    /// Persons who reached it.
    package var persons: Int
  }

  /// Known persons by the channel of their first event of the period, and who of them paid.
  package struct ChannelConversion: Codable, Equatable, Sendable {
    /// The channel, 直接访问 where the first event has no UTM.
    package var channel: String
    /// Persons whose first event came through it.
    package var visitors: Int
    /// Those of them with a `pay_order` in the period.
    package var payers: Int
  }

  /// Answers from 0 to 10.
  package struct Recommendation: Codable, Equatable, Sendable {
    /// Every answer.
    package var all: Scores
    /// Answers submitted by the end of 2026-04-24.
    package var inPeriod: Scores
  }

  /// Answers by group.
  package struct Scores: Codable, Equatable, Sendable {
    /// 9 and 10.
    package var promoters: Int
    /// 7 and 8.
    package var passives: Int
    /// 0 to 6.
    package var detractors: Int
    /// Not answered.
    package var missing: Int
  }

  /// Advertising and ledger together.
  package struct Spend: Codable, Equatable, Sendable {
    /// The whole budget.
    package var planned: String
    /// Everything spent, before the period too.
    package var actual: String
    /// What was spent in the period.
    package var actualInPeriod: String
    /// By budget item.
    package var items: [Item]
    /// By channel.
    package var channels: [ChannelSpend]
  }

  /// One budget item.
  package struct Item: Codable, Equatable, Sendable {
    /// Its name in budget and ledger.
    package var item: String
    /// What it was to cost.
    package var planned: String
    /// What it cost, before the period too.
    package var actual: String
    /// (actual − planned) / planned in hundredths of a per cent, halves away from zero.
    package var deviationBasisPoints: Int
  }

  /// What one channel cost; an empty name is what serves all.
  package struct ChannelSpend: Codable, Equatable, Sendable {
    /// The channel's name in the ledger.
    package var channel: String
    /// Everything spent on it.
    package var actual: String
    /// What was spent on it in the period.
    package var actualInPeriod: String
  }

  /// Rows and totals of groups, comments, experiments and bills.
  package struct Community: Codable, Equatable, Sendable {
    /// Lines of orders on both platforms.
    package var orderItems: Int
    /// People in groups, those who left included.
    package var groupMembers: Int
    /// Who of them had left by 2026-04-25.
    package var groupLeavers: Int
    /// Messages in the groups from 2026-03-20 on.
    package var messages: Int
    /// Comments under notes.
    package var comments: Int
    /// Those of them that complain of 漏液.
    package var leakComments: Int
    /// Answers of the follow-up survey.
    package var followUpAnswers: Int
    /// Notes that were seen.
    package var seenNotes: Int
    /// Units and conversions, A before B, without people who saw both and without staff.
    package var experiments: [Experiment]
    /// The bills of both platforms, staff and test accounts included.
    package var settlement: Settlement
  }

  /// One experiment.
  package struct Experiment: Codable, Equatable, Sendable {
    /// Its name.
    package var name: String
    /// A and B.
    package var variants: [Variant]
  }

  /// One variant of an experiment.
  package struct Variant: Codable, Equatable, Sendable {
    /// People who saw it.
    package var units: Int
    /// Those of them who bought.
    package var conversions: Int
  }

  /// What the platforms paid out and kept for orders paid in the campaign.
  package struct Settlement: Codable, Equatable, Sendable {
    /// Entries of both bills.
    package var entries: Int
    /// Paid out for orders.
    package var sales: String
    /// Taken back for refunds.
    package var refunds: String
    /// The platforms' fees.
    package var fees: String
    /// Commissions of leaders and affiliates.
    package var commissions: String
    /// Paid orders without an entry of income.
    package var unsettledOrders: Int
    /// What was paid for them.
    package var unsettledPaid: String
  }
}
