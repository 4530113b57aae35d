import FupanMethods

/// 评论 under the creators' notes, in Chinese and English.
enum Comments {
  struct Comment {
    let number: Int
    /// The place of the note in ``Creators``' notes.
    let note: Int
    let author: Int
    let time: Int
    let text: Text
    let product: Int
    let likes: Int
    let place: Int

    enum Text {
      case praise(Int)
      case plain(Int)
      case complaint(Int)
      case leak(Int)
    }
  }

  static let comments = 600
  /// The days on which the planted complaint comes up: 2026-04-18 and 19.
  static let surgeDays = 358...359

  static let praise = Vocabulary.encode([
    "%真不错，孩子特别喜欢", "回购第三次了，品质很好", "包装用心，物流很快👍", "%很好，推荐", "性价比高，满意",
    "客服态度非常好，解答很耐心", "比想象中好，惊喜", "Love the %, great quality",
    "Fast delivery, very happy with it!", "活动很有趣，第一次拼团就成功了", "送给妈妈的，她很满意", "颜值高又实用，值得买",
  ])
  static let plain = Vocabulary.encode([
    "%多少钱一份？", "请问广东包邮吗", "在哪里下单", "什么时候开团呀", "求个链接🔗", "Is the % available in Shanghai?",
    "怎么进群", "已收到", "和去年的是同一款吗？", "小程序搜什么名字",
  ])
  static let complaints = Vocabulary.encode([
    "%有点贵，再优惠一点就好了", "物流太慢了，等了五天", "包装破了，有点失望", "客服半天不回复，体验不好", "%没有图片上好看",
    "优惠券用不了，不太满意", "Too expensive for what it is", "Delivery was slow and the box was broken",
  ])
  static let leaks = Vocabulary.encode([
    "%漏液了，整箱都湿了，很失望", "收到就漏液，差评", "又是漏液！客服也不处理", "瓶盖漏液，不敢喝，要退款",
    "漏液漏得一塌糊涂，太糟糕了", "两瓶都漏液，包装太差",
  ])

  static func header(to writer: inout ByteWriter) {
    writer.byteOrderMark()
    writer.text("评论ID,笔记ID,评论人ID,评论时间,评论内容,点赞数,IP属地\n")
  }

  static func comments(of block: Block) -> [Comment] {
    var random = block.random("comments")
    let days = ShopCalendar.baseline.lowerBound...ShopCalendar.period.upperBound
    var drawn: [(time: Int, leaks: Bool)] = (0..<comments).map { _ in
      let time = random.within(days) * 86_400 + random.within(8 * 3_600...23 * 3_600)
      return (time, random.chance(0.01))
    }
    if block.truths.contains(.keywordSurge) {
      for _ in 0..<45 {
        drawn.append((random.within(surgeDays) * 86_400 + random.within(28_800...82_800), true))
      }
    }
    drawn.sort { ($0.time, $0.leaks ? 1 : 0) < ($1.time, $1.leaks ? 1 : 0) }
    return drawn.enumerated().map { place, found in
      let mood = random.place([58, 27, 15], total: 100)
      let text: Comment.Text =
        if found.leaks {
          .leak(random.below(leaks.count))
        } else {
          switch mood {
          case 0: .praise(random.below(praise.count))
          case 1: .plain(random.below(plain.count))
          default: .complaint(random.below(complaints.count))
          }
        }
      return Comment(
        number: block.number * 1_000 + place, note: random.below(Creators.noteCount),
        author: random.below(100_000), time: found.time, text: text,
        product: random.below(Product.all.count), likes: random.below(8) * random.below(6),
        place: random.place(Place.shares, total: 100))
    }
  }

  static func content(_ comment: Comment, in context: ExportContext) -> [UInt8] {
    let text =
      switch comment.text {
      case .praise(let place): praise[place]
      case .plain(let place): plain[place]
      case .complaint(let place): complaints[place]
      case .leak(let place): leaks[place]
      }
    return GroupMessages.words(text, comment.product, in: context)
  }

  static func row(
    _ comment: Comment, in context: ExportContext, to writer: inout ByteWriter
  ) {
    ids(of: comment, to: &writer)
    writer.comma()
    writer.dateTime(comment.time, in: context.calendar)
    writer.comma()
    writer.field(content(comment, in: context))
    writer.comma()
    writer.integer(comment.likes)
    writer.comma()
    writer.text(Array(context.places[comment.place].region.dropLast(3)))
    writer.line()
  }

  fileprivate static func ids(of comment: Comment, to writer: inout ByteWriter) {
    writer.text("c")
    writer.padded(comment.number, 8)
    writer.text(",")
    Creators.noteID(comment.note, to: &writer)
    writer.text(",u")
    writer.padded(comment.author, 6)
  }
}

extension CleanTwin {
  static let comments: StaticString = "comment_id,post_id,author_id,ts,text,likes,leaks\n"

  static func comment(
    _ comment: Comments.Comment, in context: ExportContext, to writer: inout ByteWriter
  ) {
    Comments.ids(of: comment, to: &writer)
    writer.comma()
    writer.utc(comment.time, in: context.calendar)
    writer.comma()
    writer.field(Comments.content(comment, in: context))
    writer.comma()
    writer.integer(comment.likes)
    if case .leak = comment.text { writer.text(",true\n") } else { writer.text(",false\n") }
  }
}
