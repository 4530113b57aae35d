/// The truth being counted, block by block.
struct TruthTally {
  /// Sums over paid orders in cents.
  struct Sum {
    var orders = 0
    var gross = 0
    var refunds = 0
    var buyers = 0
    var withoutPerson = 0

    mutating func add(_ order: Order) {
      orders += 1
      gross += order.paidAmount
      refunds += order.refund
    }
  }

  private(set) var allTime = Sum()
  private(set) var baseline = Sum()
  private(set) var period = Sum()
  private(set) var leftOut = Sum()
  private(set) var platforms = [Sum](repeating: Sum(), count: 2)
  private(set) var days = [Sum](repeating: Sum(), count: ShopCalendar.period.count)
  private(set) var regions = [Sum](repeating: Sum(), count: Place.regions.count)
  private(set) var newCustomers = 0
  private(set) var lapsed = Sum()
  private(set) var platformRows = [0, 0]
  private(set) var eventRows = 0
  private(set) var people = 0
  private(set) var segmentPeople = 0
  private(set) var segment = Sum()

  private(set) var visitorsInPeriod = 0
  private(set) var visitorsInBaseline = 0
  private(set) var devicesInPeriod = 0
  private(set) var devicesInBaseline = 0
  private(set) var visitorsByDay = [Int](repeating: 0, count: ShopCalendar.period.count)
  private(set) var funnel = [0, 0, 0, 0]
  private(set) var channelVisitors = [Int](repeating: 0, count: Channel.all.count)
  private(set) var channelPayers = [Int](repeating: 0, count: Channel.all.count)

  var community = CommunityTally()
  var memberRows = 0
  var noteRows = 0
  private(set) var scores = Truth.Scores(promoters: 0, passives: 0, detractors: 0, missing: 0)
  private(set) var periodScores = Truth.Scores(
    promoters: 0, passives: 0, detractors: 0, missing: 0)

  mutating func add(_ block: Block) {
    people += block.people.count
    segmentPeople += block.people.count { $0.lapsed }
    addOrders(of: block)
    addEvents(of: block)
  }

  mutating func add(_ answer: SurveyAnswers.Answer) {
    let group: WritableKeyPath<Truth.Scores, Int> =
      switch answer.recommend {
      case nil: \.missing
      case .some(9...): \.promoters
      case .some(7...): \.passives
      default: \.detractors
      }
    scores[keyPath: group] += 1
    if answer.submitted < ShopCalendar.end * 86_400 { periodScores[keyPath: group] += 1 }
  }

  /// When a person bought, as far as it matters.
  private struct Purchases {
    var ever = false
    var inBaseline = false
    var inPeriod = false
    var before = false
    var lastDay = 0
    var gross = 0
    var refunds = 0
  }

  /// The last day of 2025.
  private static let lastOf2025 = 250
  /// What a big spender has spent, in cents.
  private static let bigSpending = 100_000

  private mutating func addOrders(of block: Block) {
    var purchases = [Purchases](repeating: Purchases(), count: block.people.count)
    for order in block.orders {
      platformRows[order.platform.rawValue] += 1
      guard let paid = order.paid else { continue }
      let person = block.people[order.person]
      guard !person.leftOut else {
        leftOut.add(order)
        continue
      }
      let day = paid / 86_400
      let known = person.phone != nil
      allTime.add(order)
      if !known { allTime.withoutPerson += 1 }
      purchases[order.person].ever = true
      purchases[order.person].lastDay = max(purchases[order.person].lastDay, day)
      purchases[order.person].gross += order.paidAmount
      purchases[order.person].refunds += order.refund
      if person.lapsed { segment.add(order) }
      if day < ShopCalendar.period.lowerBound { purchases[order.person].before = true }
      if ShopCalendar.baseline.contains(day) {
        baseline.add(order)
        if !known { baseline.withoutPerson += 1 }
        purchases[order.person].inBaseline = true
      }
      if ShopCalendar.period.contains(day) {
        period.add(order)
        if !known { period.withoutPerson += 1 }
        purchases[order.person].inPeriod = true
        platforms[order.platform.rawValue].add(order)
        days[day - ShopCalendar.period.lowerBound].add(order)
        regions[Place.all[person.place].number].add(order)
      }
    }
    for (place, person) in block.people.enumerated() where person.phone != nil {
      let bought = purchases[place]
      if bought.ever { allTime.buyers += 1 }
      if bought.inBaseline { baseline.buyers += 1 }
      if bought.inPeriod { period.buyers += 1 }
      if bought.inPeriod && !bought.before { newCustomers += 1 }
      let net = bought.gross - bought.refunds
      if bought.ever && bought.lastDay <= Self.lastOf2025 && net >= Self.bigSpending {
        lapsed.buyers += 1
        lapsed.gross += bought.gross
        lapsed.refunds += bought.refunds
      }
    }
    leftOut.buyers = block.number == 0 ? leftOutBuyers(of: block) : leftOut.buyers
  }

  private func leftOutBuyers(of block: Block) -> Int {
    block.people.indices.count { place in
      block.people[place].leftOut
        && block.orders.contains { $0.person == place && $0.paid != nil }
    }
  }

  /// A person's way through the funnel: the latest start of a chain that reached each step.
  private struct Way {
    var starts: [Int?] = [nil, nil, nil, nil]
    var depth = 0
    var firstChannel: Int?
    var paid = false
    var days: UInt64 = 0
    var inBaseline = false
  }

  private static let window = 7 * 86_400_000

  private mutating func addEvents(of block: Block) {
    eventRows += block.events.count
    var ways = [Way](repeating: Way(), count: block.people.count)
    var devices = [(baseline: Bool, period: Bool)](
      repeating: (false, false), count: Block.anonymousDevices)
    for event in block.events {
      let day = event.time / 86_400_000
      let inPeriod = ShopCalendar.period.contains(day)
      let inBaseline = ShopCalendar.baseline.contains(day)
      switch event.visitor {
      case .device(let number):
        let place = number - block.number * Block.anonymousDevices
        devices[place].baseline = devices[place].baseline || inBaseline
        devices[place].period = devices[place].period || inPeriod
      case .person(let place):
        guard !block.people[place].leftOut else { continue }
        if inBaseline { ways[place].inBaseline = true }
        guard inPeriod else { continue }
        ways[place].days |= 1 << UInt64(day - ShopCalendar.period.lowerBound)
        if ways[place].firstChannel == nil { ways[place].firstChannel = event.channel }
        advance(&ways[place], by: event)
      }
    }
    for way in ways {
      if way.inBaseline { visitorsInBaseline += 1 }
      guard let channel = way.firstChannel else { continue }
      visitorsInPeriod += 1
      channelVisitors[channel] += 1
      if way.paid { channelPayers[channel] += 1 }
      for step in 0..<way.depth { funnel[step] += 1 }
      for day in visitorsByDay.indices where way.days >> UInt64(day) & 1 == 1 {
        visitorsByDay[day] += 1
      }
    }
    devicesInBaseline += devices.count { $0.baseline }
    devicesInPeriod += devices.count { $0.period }
  }

  private func advance(_ way: inout Way, by event: Event) {
    let step: Int
    switch event.kind {
    case .viewItem: step = 0
    case .addToCart: step = 1
    case .submitOrder: step = 2
    case .payOrder: step = 3
    case .pageView, .share: return
    }
    if step == 3 { way.paid = true }
    if step == 0 {
      way.starts[0] = event.time
    } else if let start = way.starts[step - 1], event.time - start <= Self.window {
      way.starts[step] = start
    } else {
      return
    }
    way.depth = max(way.depth, step + 1)
  }
}
