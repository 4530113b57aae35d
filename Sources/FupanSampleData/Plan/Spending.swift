import FupanMethods

/// What the campaign was to cost and what it cost, by item; money in cents, at the sample's scale.
struct Spending {
  struct Item {
    let name: String
    let channel: String
    let quadrant: String
    let phase: String
    let planned: Int
  }

  /// One line of the cost ledger.
  struct Cost {
    let day: Int
    let channel: String
    let item: String
    let phase: String
    let amount: Int
    /// Half hours, where the cost is somebody's time.
    let halfHours: Int?
  }

  /// One line of the advertising platform's daily report.
  struct AdDay {
    let day: Int
    let plan: String
    let cost: Int
    let impressions: Int
    let clicks: Int
    let conversions: Int
    let sales: Int
  }

  static let adItem = "巨量投放"
  static let adChannel = "抖音"
  static let labourItem = "人力工时"
  static let overItem = "达人合作"
  /// Cents an hour.
  static let hourlyRate = 4_000

  private(set) var items: [Item]
  private(set) var ads: [AdDay] = []
  private(set) var costs: [Cost] = []

  init(seed: UInt64, scale: Int, truths: PlantedTruths) {
    items = [
      Item(
        name: Self.adItem, channel: Self.adChannel, quadrant: "高优先高回报", phase: "执行",
        planned: 420_000),
      Item(
        name: Self.overItem, channel: "小红书", quadrant: "高优先低回报", phase: "执行",
        planned: 320_000),
      Item(name: "社群红包", channel: "社群", quadrant: "高优先高回报", phase: "执行", planned: 180_000),
      Item(name: "样品与赠品", channel: "社群", quadrant: "高优先高回报", phase: "策划", planned: 150_000),
      Item(name: "公众号推文", channel: "公众号", quadrant: "低优先高回报", phase: "执行", planned: 90_000),
      Item(name: "物料与包装", channel: "", quadrant: "低优先高回报", phase: "策划", planned: 130_000),
      Item(name: "复盘与调研", channel: "", quadrant: "低优先低回报", phase: "复盘", planned: 40_000),
      Item(
        name: Self.labourItem, channel: "", quadrant: "高优先高回报", phase: "执行", planned: 240_000),
    ].map {
      Item(
        name: $0.name, channel: $0.channel, quadrant: $0.quadrant, phase: $0.phase,
        planned: $0.planned * scale)
    }
    var random = RandomStream.stream(seed: seed, name: "spending")
    for item in items {
      let over = truths.contains(.overBudget) && item.name == Self.overItem
      let thousandths = over ? random.within(1_200...1_270) : random.within(955...1_045)
      let actual = item.planned / 1_000 * thousandths
      switch item.name {
      case Self.adItem: makeAds(actual, scale: scale, with: &random)
      case Self.labourItem: makeLabour(item, actual, with: &random)
      default: makeCosts(item, actual, with: &random)
      }
    }
    costs = costs.enumerated().sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
      .map(\.element)
  }

  /// The days on which an item's money is to be spent.
  static func days(of item: Item) -> ClosedRange<Int> {
    switch (item.name, item.phase) {
    case (adItem, _): 348...ShopCalendar.period.upperBound
    case (labourItem, _): 340...ShopCalendar.period.upperBound
    case (_, "策划"): 333...349
    case (_, "复盘"): 362...364
    default: ShopCalendar.period
    }
  }

  /// Parts of a whole that add up to it, with their sizes drawn.
  private static func parts(_ whole: Int, _ count: Int, with random: inout Xoshiro256) -> [Int] {
    let weights = (0..<count).map { _ in random.within(60...140) }
    let total = weights.reduce(0, +)
    var parts = weights.map { whole * $0 / total }
    parts[count - 1] += whole - parts.reduce(0, +)
    return parts
  }

  private mutating func makeAds(_ actual: Int, scale: Int, with random: inout Xoshiro256) {
    let days = 348...ShopCalendar.period.upperBound
    let plans = ["春日焕新-通投", "春日焕新-同城", "春茶礼盒-达人素材", "新客首单,立减"]
    let parts = Self.parts(actual, days.count * plans.count, with: &random)
    var place = 0
    for day in days {
      for plan in plans {
        let cost = parts[place]
        place += 1
        let impressions = cost / 100 * random.within(38...62)
        let clicks = impressions * random.within(12...34) / 1_000
        let conversions = clicks * random.within(8...30) / 1_000
        ads.append(
          AdDay(
            day: day, plan: plan, cost: cost, impressions: impressions, clicks: clicks,
            conversions: conversions, sales: conversions * random.within(6_000...15_000)))
      }
    }
  }

  private mutating func makeLabour(
    _ item: Item, _ actual: Int, with random: inout Xoshiro256
  ) {
    let halfHours = Self.parts(actual / (Self.hourlyRate / 2), 15, with: &random)
    for (place, worked) in halfHours.enumerated() {
      let phase = place < 3 ? "策划" : place < 13 ? "执行" : "复盘"
      costs.append(
        Cost(
          day: place < 3 ? 340 + 3 * place : 347 + place + (place < 13 ? 0 : 3), channel: "",
          item: item.name, phase: phase, amount: worked * Self.hourlyRate / 2, halfHours: worked))
    }
  }

  private mutating func makeCosts(_ item: Item, _ actual: Int, with random: inout Xoshiro256) {
    for part in Self.parts(actual, 6, with: &random) {
      let days =
        switch item.phase {
        case "策划": 333...349
        case "复盘": 362...364
        default: ShopCalendar.period
        }
      costs.append(
        Cost(
          day: random.within(days), channel: item.channel, item: item.name, phase: item.phase,
          amount: part, halfHours: nil))
    }
  }
}
