/// The same facts as clean tables: UTF-8, RFC 4180, canonical names, plain decimals, times in UTC.
///
/// `person` is the number of the customer as the exports let one know it: empty for an order
/// without a phone and for an event of a device whose owner never logged in.
enum CleanTwin {
  static let orders: StaticString = """
    platform,order_id,person,phone,created_at,paid_at,status,goods_amount,freight,discount,\
    paid_amount,refund_amount,region,city,distributor,left_out

    """
  static let events: StaticString = """
    event,person,unionid,phone,anon_id,ts,page,utm_source,utm_medium,utm_campaign,channel,sku,\
    order_id,share_id,left_out

    """
  static let members: StaticString = """
    person,external_userid,unionid,phone,name,joined_at,owner,add_way,level,interests,left_out

    """
  static let survey: StaticString = """
    resp_id,submit_at,duration_s,source,ip_region,q1,q2,q3,q4,q5,q6,q7,q8

    """
  static let posts: StaticString = """
    title,published_at,form,impressions,views,ctr,likes,comments,saves,follows,shares,dwell_s,\
    bullets

    """
  static let ads: StaticString = """
    date,channel,item,plan,amount,impressions,clicks,conversions,sales

    """
  static let costs: StaticString = """
    date,channel,item,phase,cost_type,amount,hours,hourly_rate

    """
  static let budget: StaticString = "item,planned,quadrant,phase\n"

  static func order(
    _ order: Order, of person: Person, in context: ExportContext, to writer: inout ByteWriter
  ) {
    writer.text(order.platform == .youzan ? "youzan," : "taobao,")
    order.number(to: &writer, in: context.calendar)
    writer.comma()
    if person.phone != nil { self.person(person.number, to: &writer) }
    writer.comma()
    if let phone = person.phone { writer.integer(phone) }
    writer.comma()
    writer.utc(order.created, in: context.calendar)
    writer.comma()
    if let paid = order.paid { writer.utc(paid, in: context.calendar) }
    switch order.status {
    case .completed: writer.text(",completed,")
    case .shipped: writer.text(",shipped,")
    case .waiting: writer.text(",paid,")
    case .closed: writer.text(",closed,")
    }
    writer.money(order.goods)
    writer.comma()
    writer.money(order.freight)
    writer.comma()
    writer.money(order.shopDiscount)
    writer.comma()
    writer.money(order.paidAmount)
    writer.comma()
    writer.money(order.refund)
    writer.comma()
    let place = context.places[person.place]
    writer.text(place.region)
    writer.comma()
    writer.text(place.city)
    writer.comma()
    if let distributor = order.distributor { writer.text(Vocabulary.distributors[distributor]) }
    writer.text(person.leftOut ? ",true\n" : ",false\n")
  }

  static func event(
    _ event: Event, of block: Block, in context: ExportContext, to writer: inout ByteWriter
  ) {
    writer.text(event.kind.name)
    writer.comma()
    var leftOut = false
    switch event.visitor {
    case .person(let place):
      let person = block.people[place]
      leftOut = person.leftOut
      self.person(person.number, to: &writer)
      writer.comma()
      context.keys.unionid(person.number, to: &writer)
      writer.comma()
      if let phone = person.phone { writer.integer(phone) }
      writer.comma()
      PersonKeys.device(person.number, to: &writer)
    case .device(let number):
      writer.commas(3)
      PersonKeys.anonymousDevice(number, to: &writer)
    }
    writer.comma()
    writer.utcMilliseconds(event.time, in: context.calendar)
    writer.comma()
    writer.text(event.kind.page)
    writer.comma()
    let channel = context.channels[event.channel]
    if let utm = channel.utm {
      writer.text(event.source(of: channel) ?? utm.source)
      writer.comma()
      writer.text(utm.medium)
      writer.comma()
      writer.text(event.campaign)
    } else {
      writer.commas(2)
    }
    writer.comma()
    writer.string(channel.name)
    writer.comma()
    if let product = event.product { writer.sku(product) }
    writer.comma()
    if let order = event.order { block.orders[order].number(to: &writer, in: context.calendar) }
    writer.comma()
    if let share = event.share { writer.share(share) }
    writer.text(leftOut ? ",true\n" : ",false\n")
  }

  static func member(
    _ row: WeComCustomers.Row, of person: Person, in context: ExportContext,
    to writer: inout ByteWriter
  ) {
    self.person(person.number, to: &writer)
    writer.comma()
    context.keys.externalUser(person.number, to: &writer)
    writer.comma()
    context.keys.unionid(person.number, to: &writer)
    writer.comma()
    if let phone = person.phone { writer.integer(phone) }
    writer.comma()
    writer.field(Vocabulary.nicknames[person.nickname])
    writer.comma()
    writer.utc(row.joined, in: context.calendar)
    writer.comma()
    writer.text(Vocabulary.staff[row.staff].account)
    writer.comma()
    writer.text(Vocabulary.addWays[row.addWay])
    writer.comma()
    writer.text(Vocabulary.levels[row.level])
    writer.comma()
    list(row.interests, of: Vocabulary.interests, to: &writer)
    writer.text(person.leftOut ? ",true\n" : ",false\n")
  }

  static func answer(
    _ answer: SurveyAnswers.Answer, in context: ExportContext, to writer: inout ByteWriter
  ) {
    writer.integer(answer.number)
    writer.comma()
    writer.utc(answer.submitted, in: context.calendar)
    writer.comma()
    writer.integer(answer.seconds)
    writer.comma()
    writer.text(SurveyAnswers.sources[answer.source])
    writer.comma()
    let place = context.places[answer.place]
    writer.text(Array(place.region.dropLast(3)))
    writer.text("-")
    writer.text(Array(place.city.dropLast(3)))
    writer.comma()
    writer.text(SurveyAnswers.channels[answer.heardFrom])
    writer.comma()
    list(answer.bought, of: SurveyAnswers.categories, to: &writer)
    writer.comma()
    if let score = answer.recommend { writer.integer(score) }
    writer.comma()
    writer.integer(answer.satisfaction)
    writer.comma()
    list(answer.reasons, of: SurveyAnswers.reasons, to: &writer)
    writer.comma()
    writer.text(SurveyAnswers.ages[answer.age])
    writer.text(answer.firstTime ? ",是," : ",否,")
    if let comment = answer.comment { writer.field(SurveyAnswers.comments[comment]) }
    writer.line()
  }

  static func post(_ note: Notes.Note, in context: ExportContext, to writer: inout ByteWriter) {
    Notes.title(of: note, in: context, to: &writer)
    writer.comma()
    writer.utc(note.published, in: context.calendar)
    writer.text(note.video ? ",视频," : ",图文,")
    writer.integer(note.impressions)
    writer.comma()
    writer.integer(note.views)
    writer.text(",0.")
    writer.padded(note.clickRate, 3)
    for count in [note.likes, note.comments, note.saves, note.follows, note.shares] {
      writer.comma()
      writer.integer(count)
    }
    writer.comma()
    writer.money(note.dwell)
    writer.comma()
    if let bullets = note.bullets { writer.integer(bullets) }
    writer.line()
  }

  static func ad(
    _ ad: Spending.AdDay, in context: ExportContext, to writer: inout ByteWriter
  ) {
    writer.date(ad.day, in: context.calendar)
    writer.comma()
    writer.string(Spending.adChannel)
    writer.comma()
    writer.string(Spending.adItem)
    writer.comma()
    writer.field(Array(ad.plan.utf8))
    writer.comma()
    writer.money(ad.cost)
    for count in [ad.impressions, ad.clicks, ad.conversions] {
      writer.comma()
      writer.integer(count)
    }
    writer.comma()
    writer.money(ad.sales)
    writer.line()
  }

  static func cost(
    _ cost: Spending.Cost, in context: ExportContext, to writer: inout ByteWriter
  ) {
    writer.date(cost.day, in: context.calendar)
    writer.comma()
    writer.string(cost.channel)
    writer.comma()
    writer.string(cost.item)
    writer.comma()
    writer.string(cost.phase)
    writer.text(cost.halfHours == nil ? ",显性," : ",隐性,")
    writer.money(cost.amount)
    writer.comma()
    PlanSheets.labour(of: cost, to: &writer)
    writer.line()
  }

  static func person(_ number: Int, to writer: inout ByteWriter) {
    writer.text("P")
    writer.padded(number + 1, 7)
  }

  /// A list of texts as JSON text in one field; nothing chosen is missing.
  static func list(_ chosen: [Int], of words: [[UInt8]], to writer: inout ByteWriter) {
    guard !chosen.isEmpty else { return }
    writer.text("\"[")
    for (place, word) in chosen.enumerated() {
      if place > 0 { writer.comma() }
      writer.text("\"\"")
      writer.text(words[word])
      writer.text("\"\"")
    }
    writer.text("]\"")
  }
}
