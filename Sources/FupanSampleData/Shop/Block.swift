import FupanMethods

/// A part of the sample that is complete in itself: people, what they did, what they ordered.
///
/// A sample of scale n is n such blocks, so it is written in constant memory, and every count of
/// persons is the sum over blocks.
struct Block {
  static let people = 2_000
  static let orders = 2_000
  static let events = 20_000
  static let answers = 1_000
  static let notes = 400
  static let leftOutPeople = 12
  static let anonymousDevices = 300

  let number: Int
  let seed: UInt64
  let truths: PlantedTruths
  private(set) var people: [Person] = []
  private(set) var orders: [Order] = []
  private(set) var events: [Event] = []

  /// Where somebody was in the mini-program, so that pages seen can be added.
  private struct Session {
    let start: Int
    let visitor: Event.Visitor
    let channel: Int
    let otherSource: Bool
  }
  private var sessions: [Session] = []
  private var shares = 0
  /// Days still to be dealt to orders.
  private var deck: [Int] = []

  init(number: Int, seed: UInt64, truths: PlantedTruths) {
    self.number = number
    self.seed = seed
    self.truths = truths
    sessions.reserveCapacity(Self.events / 4)
    makePeople()
    makeVisits()
    makeAnonymousVisits()
    makeTaobaoOrders()
    makeHistory()
    makePageViews()
    // The order of making breaks ties, so that the result is total.
    let times = events.enumerated().map { ($0.element.time, $0.offset) }.sorted { $0 < $1 }
    events = times.map { events[$0.1] }
  }

  func random(_ name: String) -> Xoshiro256 {
    RandomStream.stream(seed: seed, name: name, replicate: UInt64(number))
  }

  private mutating func makePeople() {
    var random = random("people")
    people.reserveCapacity(Self.people)
    for place in 0..<Self.people {
      let number = number * Self.people + place
      let leftOut = self.number == 0 && place < Self.leftOutPeople
      let hasPhone = !random.chance(0.03) || leftOut
      let recent = random.chance(0.3)
      let joinedDay = recent ? random.within(329...364) : random.within(0...328)
      people.append(
        Person(
          number: number,
          phone: hasPhone ? PersonKeys.phone(number) : nil,
          place: random.place(Place.shares, total: 100),
          homeChannel: random.place(Channel.shares, total: 100),
          familyName: random.below(Vocabulary.familyNames.count),
          nickname: random.below(Vocabulary.nicknames.count),
          distributor: random.below(Vocabulary.distributors.count),
          joined: joinedDay * 86_400 + random.within(9 * 3_600...22 * 3_600),
          lapsed: truths.contains(.segment) && !leftOut && random.chance(0.085) && hasPhone,
          leftOut: leftOut))
    }
  }

  /// One stretch of days in which people come and buy.
  private struct Season {
    let days: ClosedRange<Int>
    let visiting: Double
    let viewing: Double
  }

  private static let seasons = [
    Season(days: ShopCalendar.baseline, visiting: 0.42, viewing: 0.86),
    Season(days: ShopCalendar.gap, visiting: 0.16, viewing: 0.86),
    Season(days: ShopCalendar.period, visiting: 0.72, viewing: 0.94),
  ]

  /// How likely a visitor of the channel goes on from 浏览, from 加购 and from 下单.
  private func stepRates(channel: Int) -> (cart: Double, order: Double, pay: Double) {
    let wins = channel == Channel.winner
    return switch (truths.contains(.winningChannel), truths.contains(.dropOff)) {
    case (true, true): wins ? (0.86, 0.62, 0.92) : (0.66, 0.29, 0.80)
    case (true, false): wins ? (0.80, 0.80, 0.80) : (0.54, 0.54, 0.54)
    case (false, true): (0.72, 0.39, 0.84)
    case (false, false): (0.62, 0.62, 0.62)
    }
  }

  private mutating func makeVisits() {
    var random = random("visits")
    for season in Self.seasons {
      deck.removeAll()
      for place in people.indices where !people[place].lapsed {
        guard random.chance(season.visiting) else { continue }
        let home = people[place].homeChannel
        let channel =
          random.chance(0.88) ? home : random.place(Channel.shares, total: 100)
        makeVisit(of: place, in: season, through: channel, with: &random)
      }
    }
  }

  private mutating func makeVisit(
    of place: Int, in season: Season, through channel: Int, with random: inout Xoshiro256
  ) {
    let otherSource = Channel.all[channel].otherSource != nil && random.chance(0.25)
    let rates = stepRates(channel: channel)
    var depth = 0
    if random.chance(season.viewing) {
      depth = 1
      if random.chance(rates.cart) {
        depth = 2
        if random.chance(rates.order) {
          depth = random.chance(rates.pay) ? 4 : 3
        }
      }
    }
    makeChain(of: place, depth: depth, in: season, through: channel, otherSource, with: &random)
    if depth == 4 {
      if random.chance(0.42) {
        makeChain(of: place, depth: 4, in: season, through: channel, otherSource, with: &random)
      }
      if random.chance(0.14) {
        makeChain(of: place, depth: 4, in: season, through: channel, otherSource, with: &random)
      }
    }
    for _ in 0..<random.below(3) {
      let start = time(in: season.days, with: &random)
      // Some come back another way, so that models of attribution have something to differ on.
      let again = random.chance(0.8) ? channel : random.place(Channel.shares, total: 100)
      guard start + 1_800 < (season.days.upperBound + 1) * 86_400 else { continue }
      let session = Session(
        start: start, visitor: .person(place), channel: again,
        otherSource: otherSource && again == channel)
      open(session)
      if depth > 0 {
        for seen in 0..<random.within(1...2) {
          add(.viewItem, at: start + 20 + 40 * seen, session, product: random.below(24))
        }
      }
      if random.chance(0.08) {
        shares += 1
        add(.share, at: start + 150, session, share: number * Self.events + shares)
      }
    }
  }

  /// What one person did on the way to an order, as far as it went.
  private mutating func makeChain(
    of place: Int, depth: Int, in season: Season, through channel: Int, _ otherSource: Bool,
    with random: inout Xoshiro256
  ) {
    let toCart = random.within(20...1_200)
    let later = random.chance(0.25)
    var toOrder = later ? random.within(6 * 3_600...60 * 3_600) : random.within(10...900)
    let toPay = random.within(8...480)
    let end = (season.days.upperBound + 1) * 86_400
    var start =
      depth > 2
      ? dealtTime(in: season.days, with: &random) : time(in: season.days, with: &random)
    var tries = 0
    while depth > 0 {
      let finish = start + toCart + (depth > 2 ? toOrder + toPay : 0)
      let blocked = depth > 2 && isBroken(start + toCart + toOrder, with: &random)
      if finish < end && !blocked { break }
      start =
        depth > 2
        ? dealtTime(in: season.days, with: &random) : time(in: season.days, with: &random)
      tries += 1
      if tries == 40 { toOrder = 300 }
    }
    let session = Session(
      start: start, visitor: .person(place), channel: channel, otherSource: otherSource)
    open(session)
    guard depth > 0 else { return }
    let product = random.below(Product.all.count)
    add(.viewItem, at: start + random.within(5...15), session, product: product)
    guard depth > 1 else { return }
    add(.addToCart, at: start + toCart, session, product: product)
    guard depth > 2 else { return }
    let submitted = start + toCart + toOrder
    let paid = depth > 3 ? submitted + toPay : nil
    let viaLeader = random.chance(channel == Channel.winner ? 0.6 : 0.05)
    makeOrder(
      .youzan, of: place, created: submitted, paid: paid, first: product, times: 1,
      distributor: viaLeader ? people[place].distributor : nil, with: &random)
    let order = orders.count - 1
    add(.submitOrder, at: submitted, session, order: order)
    if let paid { add(.payOrder, at: paid, session, order: order) }
  }

  private mutating func makeAnonymousVisits() {
    var random = random("anonymous")
    for device in 0..<Self.anonymousDevices {
      let season = Self.seasons[[0, 0, 1, 2, 2, 2][device % 6]]
      let channel = random.place(Channel.shares, total: 100)
      open(
        Session(
          start: time(in: season.days, with: &random),
          visitor: .device(number * Self.anonymousDevices + device), channel: channel,
          otherSource: Channel.all[channel].otherSource != nil && random.chance(0.25)))
    }
  }

  /// Fills the block up to its number of events with pages that visitors looked at.
  private mutating func makePageViews() {
    var random = random("pages")
    while events.count < Self.events {
      let session = sessions[random.below(sessions.count)]
      let time = session.start + random.within(1...900)
      add(.pageView, at: min(time, (session.start / 86_400 + 1) * 86_400 - 1), session)
    }
  }

  private mutating func open(_ session: Session) {
    sessions.append(session)
    add(.pageView, at: session.start, session)
  }

  private mutating func add(
    _ kind: Event.Kind, at second: Int, _ session: Session, product: Int? = nil,
    order: Int? = nil, share: Int? = nil
  ) {
    events.append(
      Event(
        // Milliseconds that differ from event to event and need no drawing.
        time: second * 1_000 + (events.count * 37) % 1_000, kind: kind, visitor: session.visitor,
        channel: session.channel, otherSource: session.otherSource, product: product,
        order: order, share: share))
  }

  private mutating func makeTaobaoOrders() {
    var random = random("taobao")
    for (season, count) in zip(Self.seasons, [105, 25, 150]) {
      deck.removeAll()
      var made = 0
      while made < count {
        let place = random.below(people.count)
        let created = dealtTime(in: season.days, with: &random)
        let paid = created + random.within(20...600)
        guard !people[place].lapsed, !isBroken(created, with: &random),
          paid < (season.days.upperBound + 1) * 86_400
        else { continue }
        makeOrder(
          .taobao, of: place, created: created, paid: random.chance(0.92) ? paid : nil,
          first: random.below(Product.all.count), times: 1, distributor: nil, with: &random)
        made += 1
      }
    }
  }

  /// A year of orders before the campaign, until the block has all its orders.
  private mutating func makeHistory() {
    var random = random("history")
    for place in people.indices where people[place].lapsed {
      for _ in 0..<3 where orders.count < Self.orders {
        makePastOrder(
          of: place, on: random.within(20...200), times: random.within(4...6), with: &random)
      }
    }
    while orders.count < Self.orders {
      // Half of the customers are old ones.
      let place = random.below(people.count / 2) * 2
      guard !people[place].lapsed else { continue }
      makePastOrder(of: place, on: random.within(0...328), times: 1, with: &random)
    }
  }

  private mutating func makePastOrder(
    of place: Int, on day: Int, times: Int, with random: inout Xoshiro256
  ) {
    let created = day * 86_400 + random.within(8 * 3_600...23 * 3_600)
    let platform: Order.Platform = random.chance(0.72) ? .youzan : .taobao
    let paid = random.chance(0.94) || times > 1 ? created + random.within(20...600) : nil
    makeOrder(
      platform, of: place, created: created, paid: paid, first: random.below(Product.all.count),
      times: times,
      distributor: platform == .youzan && random.chance(0.2) ? people[place].distributor : nil,
      with: &random)
  }

  private mutating func makeOrder(
    _ platform: Order.Platform, of place: Int, created: Int, paid: Int?, first: Int, times: Int,
    distributor: Int?, with random: inout Xoshiro256
  ) {
    var products = [first]
    for _ in 0..<random.below(3) {
      let other = random.below(Product.all.count)
      if !products.contains(other) { products.append(other) }
    }
    var goods = 0
    var pieces = 0
    for product in products {
      let quantity = (random.chance(0.2) ? 2 : 1) * times
      pieces += quantity
      goods += Product.all[product].price * quantity
    }
    let shopDiscount = goods >= 19_900 ? 3_000 : goods >= 9_900 ? 1_000 : 0
    let freight = goods - shopDiscount < 5_900 ? 600 : 0
    let paymentDiscount = platform == .youzan && random.chance(0.15) ? random.within(1...288) : 0
    let payable = goods + freight - shopDiscount - paymentDiscount
    let refundDraw = random.unit()
    let wholly = paid != nil && refundDraw < 0.03
    let partly = paid != nil && !wholly && refundDraw < 0.07
    let refund = wholly ? payable : partly ? random.within(500...(payable * 2 / 3)) : 0
    let status: Order.Status =
      if paid == nil || wholly {
        .closed
      } else {
        switch ShopCalendar.end - created / 86_400 {
        case ...2: .waiting
        case ...8: .shipped
        default: .completed
        }
      }
    let resaved = platform == .taobao && random.chance(0.3)
    orders.append(
      Order(
        platform: platform, serial: number * Self.orders + orders.count, person: place,
        // A spreadsheet keeps the minute only, and then nothing knows the seconds any more.
        created: resaved ? created / 60 * 60 : created,
        paid: resaved ? paid.map { $0 / 60 * 60 } : paid,
        status: status, goods: goods, freight: freight, shopDiscount: shopDiscount,
        paymentDiscount: paymentDiscount, refund: refund, products: products, pieces: pieces,
        distributor: distributor, resaved: resaved, salt: random.below(1 << 30)))
  }

  private static let hourWeights = [
    3, 1, 1, 1, 1, 2, 6, 14, 22, 30, 34, 32, 36, 30, 24, 24, 26, 28, 36, 48, 58, 52, 32, 12,
  ]
  private static let hourTotal = hourWeights.reduce(0, +)

  private func time(in days: ClosedRange<Int>, with random: inout Xoshiro256) -> Int {
    time(on: random.within(days), with: &random)
  }

  private func time(on day: Int, with random: inout Xoshiro256) -> Int {
    let hour = random.place(Self.hourWeights, total: Self.hourTotal)
    return (day * 24 + hour) * 3_600 + random.below(3_600)
  }

  /// A time on a day dealt like a card, so that days without an outage differ little.
  private mutating func dealtTime(
    in days: ClosedRange<Int>, with random: inout Xoshiro256
  ) -> Int {
    if deck.isEmpty {
      deck = Array(days)
      random.shuffle(&deck)
    }
    return time(on: deck.removeLast(), with: &random)
  }

  /// Whether an order of that moment fails because of the planted outage.
  private func isBroken(_ second: Int, with random: inout Xoshiro256) -> Bool {
    truths.contains(.brokenDay) && second / 86_400 == ShopCalendar.brokenDay && random.chance(0.93)
  }
}
