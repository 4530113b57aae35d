import FupanMethods

extension Block {
  mutating func makeTaobaoOrders() {
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
  mutating func makeHistory() {
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

  mutating func makeOrder(
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
    var quantities: [Int] = []
    for product in products {
      let quantity = (random.chance(0.2) ? 2 : 1) * times
      quantities.append(quantity)
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
        paymentDiscount: paymentDiscount, refund: refund, products: products,
        quantities: quantities, pieces: pieces, distributor: distributor, resaved: resaved,
        salt: random.below(1 << 30)))
  }
}
