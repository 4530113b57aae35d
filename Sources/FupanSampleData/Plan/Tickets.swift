import FupanMethods

/// 客服工单 of the campaign: what came up, how grave it was, when somebody answered and closed it.
struct Tickets {
  struct Ticket {
    /// 0 for A.
    let level: Int
    let kind: Int
    let channel: Int
    let opened: Int
    let answered: Int?
    let closed: Int?
  }

  /// Minutes within which a level is to be answered.
  static let limits = [60, 240, 1_440]
  static let levels: [StaticString] = ["A", "B", "C"]
  private static let counts = [40, 60, 80]
  private static let kinds: [[StaticString]] = [
    ["支付中断", "群体投诉", "食品安全"], ["物料短缺", "发错货", "包装破损"], ["物流咨询", "优惠券咨询", "退换货"],
  ]

  let tickets: [Ticket]

  init(seed: UInt64, truths: PlantedTruths) {
    var random = RandomStream.stream(seed: seed, name: "tickets")
    var drawn: [Ticket] = []
    for level in Self.levels.indices {
      let isSlow = level == 0 && truths.contains(.slowResponse)
      for _ in 0..<Self.counts[level] {
        let opened =
          random.within(ShopCalendar.period) * 86_400 + random.within(9 * 3_600...22 * 3_600)
        let limit = Self.limits[level]
        let late = random.chance(isSlow ? 0.5 : 0.03)
        let minutes =
          late ? random.within(limit + 20...limit * 4) : random.within(2...limit * 9 / 10)
        let answered = opened + minutes * 60 + random.below(60)
        let closed = answered + random.within(20...600) * 60
        let end = ShopCalendar.end * 86_400
        drawn.append(
          Ticket(
            level: level, kind: random.below(3), channel: random.below(2), opened: opened,
            answered: answered < end ? answered : nil,
            closed: closed < end && random.chance(0.95) ? closed : nil))
      }
    }
    tickets = drawn.enumerated().sorted {
      ($0.element.opened, $0.offset) < ($1.element.opened, $1.offset)
    }.map(\.element)
  }

  func list(in context: ExportContext, to writer: inout ByteWriter) {
    writer.text("工单号,等级,类型,渠道,创建时间,首次响应时间,关闭时间\n")
    for (place, ticket) in tickets.enumerated() {
      writer.text("T")
      writer.padded(place + 1, 4)
      writer.comma()
      writer.text(Self.levels[ticket.level])
      writer.comma()
      writer.text(Self.kinds[ticket.level][ticket.kind])
      writer.text(ticket.channel == 0 ? ",社群" : ",小程序")
      for time in [ticket.opened, ticket.answered, ticket.closed] {
        writer.comma()
        if let time { writer.dateTime(time, in: context.calendar) }
      }
      writer.line()
    }
  }
}
