import FupanMethods

extension Block {
  /// One stretch of days in which people come and buy.
  struct Season {
    let days: ClosedRange<Int>
    let visiting: Double
    let viewing: Double
  }

  static let seasons = [
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

  mutating func makeVisits() {
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

  mutating func makeAnonymousVisits() {
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
  mutating func makePageViews() {
    var random = random("pages")
    while events.count < Self.events {
      let session = sessions[random.below(sessions.count)]
      let time = session.start + random.within(1...900)
      add(.pageView, at: min(time, (session.start / 86_400 + 1) * 86_400 - 1), session)
    }
  }

  /// Marks pages that others opened through a shared link, in the days after it was shared; events
  /// are in the order of time.
  mutating func linkShares() {
    var random = random("shared links")
    for place in events.indices where events[place].kind == .share {
      for _ in 0..<random.below(5) {
        let opened = place + 1 + random.below(1_600)
        guard opened < events.count, events[opened].kind == .pageView,
          events[opened].share == nil, events[opened].visitor != events[place].visitor
        else { continue }
        events[opened].share = events[place].share
      }
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
}
