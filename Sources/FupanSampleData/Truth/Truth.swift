/// What a sample is known to contain: exact totals, written as `truth.json` beside it.
///
/// Money is text with two digits. Every total leaves out the people of 员工与测试号.csv, whose own
/// totals stand under `leftOut`. Days are Shanghai's, and an order belongs to the day it was paid.
package struct Truth: Codable, Equatable, Sendable {
  package var about: String
  package var seed: UInt64
  package var scale: Int
  package var planted: Planted
  package var campaign: Campaign
  package var rows: Rows
  /// Orders that were paid, in all the data.
  package var allTime: Sales
  package var baseline: Sales
  package var period: Sales
  package var periodByPlatform: [NamedSales]
  package var periodByDay: [NamedSales]
  package var periodByRegion: [NamedSales]
  package var leftOut: Sales
  package var customers: Customers
  package var traffic: Traffic
  package var funnel: [FunnelStep]
  package var channels: [ChannelConversion]
  package var recommendation: Recommendation
  package var spend: Spend

  package struct Planted: Codable, Equatable, Sendable {
    package var names: [String]
    package var winningChannel: String?
    package var dropOffStep: String?
    package var overBudgetItem: String?
    package var brokenDay: String?
    package var segment: Segment?
  }

  /// The people of the planted segment, who last bought in 2025.
  package struct Segment: Codable, Equatable, Sendable {
    package var people: Int
    package var orders: Int
    package var netRevenue: String
  }

  package struct Campaign: Codable, Equatable, Sendable {
    package var id: String
    package var timeZone: String
    package var period: String
    package var baseline: String
  }

  /// Rows of data in each export, without headers, banners and totals.
  package struct Rows: Codable, Equatable, Sendable {
    package var youzanOrders: Int
    package var taobaoOrders: Int
    package var events: Int
    package var members: Int
    package var memberPeople: Int
    package var survey: Int
    package var posts: Int
    package var ads: Int
    package var costs: Int
    package var budget: Int
  }

  package struct Sales: Codable, Equatable, Sendable {
    /// Orders with a time of payment.
    package var orders: Int
    package var grossPaid: String
    package var refunds: String
    package var netRevenue: String
    /// Distinct known persons; orders without a phone have none.
    package var buyers: Int
    package var ordersWithoutPerson: Int
  }

  package struct NamedSales: Codable, Equatable, Sendable {
    package var name: String
    package var orders: Int
    package var grossPaid: String
    package var refunds: String
    package var netRevenue: String
  }

  package struct Customers: Codable, Equatable, Sendable {
    package var rule: String
    package var buyers: Int
    package var newCustomers: Int
    package var returningCustomers: Int
  }

  /// Distinct visitors with any event: known persons and devices whose owners never logged in.
  package struct Traffic: Codable, Equatable, Sendable {
    package var knownVisitorsInPeriod: Int
    package var anonymousVisitorsInPeriod: Int
    package var knownVisitorsInBaseline: Int
    package var anonymousVisitorsInBaseline: Int
    package var knownVisitorsByDay: [DayCount]
  }

  package struct DayCount: Codable, Equatable, Sendable {
    package var day: String
    package var visitors: Int
  }

  /// Known persons who reached the step in order within seven days of the first, in the period.
  package struct FunnelStep: Codable, Equatable, Sendable {
    package var step: String
    package var event: String
    package var persons: Int
  }

  /// Known persons by the channel of their first event of the period, and who of them paid.
  package struct ChannelConversion: Codable, Equatable, Sendable {
    package var channel: String
    package var visitors: Int
    package var payers: Int
  }

  package struct Recommendation: Codable, Equatable, Sendable {
    package var all: Scores
    /// Answers submitted by the end of 2026-04-24.
    package var inPeriod: Scores
  }

  package struct Scores: Codable, Equatable, Sendable {
    package var promoters: Int
    package var passives: Int
    package var detractors: Int
    package var missing: Int
  }

  package struct Spend: Codable, Equatable, Sendable {
    package var planned: String
    package var actual: String
    package var actualInPeriod: String
    package var items: [Item]
    package var channels: [ChannelSpend]
  }

  package struct Item: Codable, Equatable, Sendable {
    package var item: String
    package var planned: String
    package var actual: String
    /// (actual − planned) / planned in hundredths of a per cent, halves away from zero.
    package var deviationBasisPoints: Int
  }

  package struct ChannelSpend: Codable, Equatable, Sendable {
    package var channel: String
    package var actual: String
    package var actualInPeriod: String
  }
}
