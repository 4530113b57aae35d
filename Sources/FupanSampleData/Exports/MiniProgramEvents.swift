/// The mini-program's events: a JSON object a line, times in UTC milliseconds.
enum MiniProgramEvents {
  static func line(
    _ event: Event, of block: Block, in context: ExportContext, to writer: inout ByteWriter
  ) {
    writer.text("{\"event\":\"")
    writer.text(event.kind.name)
    writer.text("\",\"user_id\":")
    switch event.visitor {
    case .person(let place):
      let person = block.people[place]
      writer.text("\"")
      context.keys.unionid(person.number, to: &writer)
      writer.text("\",\"anon_id\":\"")
      PersonKeys.device(person.number, to: &writer)
      if let phone = person.phone {
        writer.text("\",\"phone\":\"")
        writer.integer(phone)
      }
    case .device(let number):
      writer.text("null,\"anon_id\":\"")
      PersonKeys.anonymousDevice(number, to: &writer)
    }
    writer.text("\",\"time\":")
    writer.integer(event.time + ShopCalendar.epochSecond * 1_000)
    writer.text(",\"page\":\"")
    writer.text(event.kind.page)
    let channel = context.channels[event.channel]
    if let utm = channel.utm {
      writer.text("\",\"utm_source\":\"")
      writer.text(event.source(of: channel) ?? utm.source)
      writer.text("\",\"utm_medium\":\"")
      writer.text(utm.medium)
      writer.text("\",\"utm_campaign\":\"")
      writer.text(event.campaign)
    }
    if let product = event.product {
      writer.text("\",\"sku\":\"")
      writer.sku(product)
    }
    if let order = event.order {
      writer.text("\",\"order_id\":\"")
      block.orders[order].number(to: &writer, in: context.calendar)
    }
    if let share = event.share {
      writer.text("\",\"share_id\":\"")
      writer.share(share)
    }
    writer.text("\"}\n")
  }
}

extension Event {
  /// The utm_source that this event says, or nil where it says nothing.
  func source(of channel: Channel) -> StaticString? {
    otherSource ? channel.otherSource : channel.utm?.source
  }

  var campaign: StaticString {
    time >= ShopCalendar.period.lowerBound * 86_400_000 ? "spring2026" : "daily"
  }
}

extension ByteWriter {
  mutating func sku(_ product: Int) {
    text("S")
    padded(101 + product, 4)
  }

  mutating func share(_ share: Int) {
    text("h")
    padded(share, 8)
  }
}
