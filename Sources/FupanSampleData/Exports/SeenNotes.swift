import FupanMethods

/// 小红书种草触点: who saw a note of the campaign when, which is no visit of the mini-program.
enum SeenNotes {
  struct Touch {
    /// The place of the person in the block.
    let person: Int
    let time: Int
  }

  static let channel: StaticString = "种草笔记"

  static func header(to writer: inout ByteWriter) {
    writer.byteOrderMark()
    writer.text("unionid,触点时间,渠道\n")
  }

  static func touches(of block: Block) -> [Touch] {
    var random = block.random("seen notes")
    let assists = block.truths.contains(.assistingChannel)
    var touches: [Touch] = []
    for order in block.orders {
      guard order.platform == .youzan, let paid = order.paid,
        ShopCalendar.period.contains(paid / 86_400), random.chance(assists ? 0.55 : 0.03)
      else { continue }
      touches.append(
        Touch(person: order.person, time: order.created - random.within(1...5) * 86_400))
    }
    for place in block.people.indices where random.chance(0.03) {
      touches.append(
        Touch(
          person: place,
          time: random.within(ShopCalendar.period) * 86_400 + random.within(28_800...82_800)))
    }
    return touches.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }.map(\.element)
  }

  static func row(
    _ touch: Touch, of block: Block, in context: ExportContext, to writer: inout ByteWriter
  ) {
    context.keys.unionid(block.people[touch.person].number, to: &writer)
    writer.comma()
    writer.dateTime(touch.time, in: context.calendar)
    writer.comma()
    writer.text(channel)
    writer.line()
  }
}

extension CleanTwin {
  static let touches: StaticString = "person,ts,channel,left_out\n"

  static func touch(
    _ touch: SeenNotes.Touch, of block: Block, in context: ExportContext,
    to writer: inout ByteWriter
  ) {
    let person = block.people[touch.person]
    self.person(person.number, to: &writer)
    writer.comma()
    writer.utc(touch.time, in: context.calendar)
    writer.comma()
    writer.text(SeenNotes.channel)
    writer.text(person.leftOut ? ",true\n" : ",false\n")
  }
}
