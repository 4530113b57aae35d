import FupanMethods

/// 群消息 as 留痕 exports them: epoch seconds, links as XML with quotes and line breaks.
enum GroupMessages {
  /// The platform's numbers of kinds of messages.
  enum Kind: Int {
    case text = 1
    case picture = 3
    case sticker = 47
    case link = 49
  }

  struct Message {
    /// The place of the sender in the block.
    let sender: Int
    let group: Int
    let time: Int
    let kind: Kind
    let words: Int
    let product: Int
  }

  /// `%` stands for a product.
  static let texts = Vocabulary.encode([
    "%还有吗？", "今天%几点开团", "我也要%", "接龙：%+1", "上次买的%很好", "收到了，谢谢团长", "早上好☀️", "哈哈哈",
    "%能不能自提", "优惠券在哪里领", "已下单", "%比超市便宜", "快递到了吗，我还没收到", "求链接", "这个%适合小朋友吗",
    "团长辛苦了🌹", "%少发了一份，已经补了", "周末有活动吗", "+1", "打卡第3天", "打卡第7天，坚持住", "%有点贵", "客服回得真快",
    "请问%保质期多久", "下雨了，配送慢一点没关系",
  ])

  static func header(to writer: inout ByteWriter) {
    writer.text(
      """
      localId,TalkerId,Type,SubType,IsSender,CreateTime,Status,StrContent,StrTime,Remark,NickName,\
      Sender

      """)
  }

  static func messages(of block: Block, _ members: [GroupMembers.Row]) -> [Message] {
    var random = block.random("messages")
    var messages: [Message] = []
    for day in ShopCalendar.baseline.lowerBound...ShopCalendar.period.upperBound {
      let weekend = (day + 4) % 7 > 4
      let livelier =
        block.truths.contains(.livelierGroups) && day >= ShopCalendar.period.lowerBound
      let wanted = (weekend ? 90 : 78) * (livelier ? 3 : 2) / 2
      // About what a Poisson number of that mean scatters.
      let count = (0..<2 * wanted).count { _ in random.chance(0.5) }
      let present = members.indices.filter {
        members[$0].joined < day * 86_400 && members[$0].left ?? Int.max > (day + 1) * 86_400
      }
      guard !present.isEmpty else { continue }
      for _ in 0..<count {
        // A few write most of what is written.
        let place = min(random.below(present.count), random.below(present.count))
        let row = members[present[place]]
        let kind: Kind =
          [.text, .picture, .sticker, .link][random.place([88, 6, 3, 3], total: 100)]
        messages.append(
          Message(
            sender: row.person, group: row.group,
            time: day * 86_400 + random.within(7 * 3_600...23 * 3_600), kind: kind,
            words: random.below(texts.count), product: random.below(Product.all.count)))
      }
    }
    return messages.enumerated().sorted {
      ($0.element.time, $0.offset) < ($1.element.time, $1.offset)
    }.map(\.element)
  }

  /// What stands in the message.
  static func content(_ message: Message, in context: ExportContext) -> [UInt8] {
    switch message.kind {
    case .picture: return Array("[图片]".utf8)
    case .sticker: return Array("[表情]".utf8)
    case .link:
      return Array("<msg>\n  <appmsg type=\"33\"><title>".utf8)
        + context.products[message.product].name + Array("</title></appmsg>\n</msg>".utf8)
    case .text: return words(texts[message.words], message.product, in: context)
    }
  }

  /// A text with the name of a product in the place of `%`.
  static func words(_ text: [UInt8], _ product: Int, in context: ExportContext) -> [UInt8] {
    guard let mark = text.firstIndex(of: UInt8(ascii: "%")) else { return text }
    let name = context.products[product].name.prefix { $0 != UInt8(ascii: " ") }
    return Array(text[..<mark]) + name + text[(mark + 1)...]
  }

  static func row(
    _ message: Message, number: Int, of block: Block, in context: ExportContext,
    to writer: inout ByteWriter
  ) {
    let person = block.people[message.sender]
    writer.integer(number)
    writer.comma()
    GroupMembers.groupID(message.group, to: &writer)
    writer.comma()
    writer.integer(message.kind.rawValue)
    writer.text(message.kind == .link ? ",33,0," : ",0,0,")
    writer.integer(message.time + ShopCalendar.epochSecond)
    writer.text(",,")
    writer.field(content(message, in: context))
    writer.comma()
    writer.dateTime(message.time, in: context.calendar)
    writer.text(",,")
    writer.field(Vocabulary.nicknames[person.nickname])
    writer.comma()
    context.keys.externalUser(person.number, to: &writer)
    writer.line()
  }
}

extension CleanTwin {
  static let messages: StaticString = "message_id,group_id,type,ts,text,person,left_out\n"

  static func message(
    _ message: GroupMessages.Message, number: Int, of block: Block, in context: ExportContext,
    to writer: inout ByteWriter
  ) {
    let person = block.people[message.sender]
    writer.integer(number)
    writer.comma()
    GroupMembers.groupID(message.group, to: &writer)
    switch message.kind {
    case .text: writer.text(",text,")
    case .picture: writer.text(",image,")
    case .sticker: writer.text(",sticker,")
    case .link: writer.text(",link,")
    }
    writer.utc(message.time, in: context.calendar)
    writer.comma()
    writer.field(GroupMessages.content(message, in: context))
    writer.comma()
    self.person(person.number, to: &writer)
    writer.text(person.leftOut ? ",true\n" : ",false\n")
  }
}
