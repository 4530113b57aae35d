import FupanMethods

/// 问卷星 按文本: meta columns, `┋` between choices, `528秒`, `(空)` for what was skipped.
enum SurveyAnswers {
  /// One answered questionnaire; nil is a question that was skipped.
  struct Answer {
    let number: Int
    let submitted: Int
    let seconds: Int
    let source: Int
    let place: Int
    let address: Int
    let heardFrom: Int
    let bought: [Int]
    let recommend: Int?
    let satisfaction: Int
    let reasons: [Int]
    let age: Int
    let firstTime: Bool
    let comment: Int?
  }

  static let sources = Vocabulary.encode(["微信", "链接", "手机提交"])
  static let channels = Vocabulary.encode([
    "社群", "朋友圈", "公众号", "小红书", "抖音", "其他〖邻居推荐〗",
  ])
  static let categories = Vocabulary.encode(["生鲜", "茶饮", "母婴", "家居", "宠物", "户外"])
  static let reasons = Vocabulary.encode([
    "价格实惠", "品质好", "配送快", "团长热心", "活动有趣", "包装一般", "缺货", "其他〖希望有自提柜〗",
  ])
  static let ages = Vocabulary.encode(["18-25岁", "26-35岁", "36-45岁", "46岁以上"])
  static let comments = Vocabulary.encode([
    "很好,会再来", "草莓新鲜, 孩子很喜欢！", "客服说“稍等”, 等了\"半小时\"", "希望多一点优惠",
    "第一次买\n第二次还会买", "包装破了,赔付很快\n点赞", "=SUM(A1) 这个优惠怎么算？", "春茶不错，青团偏甜",
    "系统卡了好几次，付不了款", "加了购物车,结算时优惠券用不了", "请打我电话19900001234", "无", "👍👍", "一般般",
    "+1 推荐给同事了", "配送晚了一天,不过有道歉",
  ])

  static func header(to writer: inout ByteWriter) {
    writer.byteOrderMark()
    // The last character of the second title is a radical (U+2F6C), as some fonts put it there.
    writer.text(
      """
      序号,提交答卷时间,所用时间,来源,来源详情,来自IP,1、您从哪里知道这次活动？,2、您购买过哪些类⽬？（多选）,\
      "3、您有多大可能把“春日焕新”推荐给朋友？(0-10分,10分最有可能)",4、您对这次活动的满意度（1-5分）,\
      "5、满意或不满意的原因
      【多选题】",6、您的年龄段,7、您是第一次参加吗?,"8、还有什么想对我们说的?(好的,不好的,都可以)"

      """)
  }

  static func answers(of block: Block) -> [Answer] {
    var random = block.random("survey")
    var times: [Int] = []
    for _ in 0..<Block.answers {
      times.append(random.within((355 * 86_400 + 32_400)...(365 * 86_400 + 32_400)))
    }
    times.sort()
    return times.enumerated().map { place, time in
      let mood = random.place([56, 27, 17], total: 100)
      let recommend =
        switch mood {
        case 0: random.within(9...10)
        case 1: random.within(7...8)
        default: random.below(7)
        }
      var bought: [Int] = []
      for category in categories.indices where random.chance(0.3) { bought.append(category) }
      var given: [Int] = []
      for reason in reasons.indices {
        let likely = mood < 2 ? reason < 5 : reason > 4
        if random.chance(likely ? 0.4 : 0.06) { given.append(reason) }
      }
      return Answer(
        number: block.number * Block.answers + place + 1, submitted: time,
        seconds: random.within(28...640), source: random.below(sources.count),
        place: random.place(Place.shares, total: 100), address: random.below(1 << 24),
        heardFrom: random.place([34, 14, 12, 18, 16, 6], total: 100), bought: bought,
        recommend: random.chance(0.012) ? nil : recommend,
        satisfaction: mood == 0
          ? random.within(4...5) : mood == 1 ? random.within(3...4) : random.within(1...3),
        reasons: given, age: random.place([22, 41, 26, 11], total: 100),
        firstTime: random.chance(0.46),
        comment: random.chance(0.45) ? random.below(comments.count) : nil)
    }
  }

  static func row(_ answer: Answer, in context: ExportContext, to writer: inout ByteWriter) {
    writer.integer(answer.number)
    writer.comma()
    writer.unpaddedTime(answer.submitted, in: context.calendar)
    writer.comma()
    writer.integer(answer.seconds)
    writer.text("秒,")
    writer.text(sources[answer.source])
    writer.text(answer.source == 0 ? ",群消息," : ",N/A,")
    address(of: answer, to: &writer)
    writer.text("(")
    let place = context.places[answer.place]
    // The platform writes provinces and cities without their last character (省, 市).
    writer.text(Array(place.region.dropLast(3)))
    writer.text("-")
    writer.text(Array(place.city.dropLast(3)))
    writer.text("),")
    writer.text(channels[answer.heardFrom])
    writer.comma()
    list(answer.bought, of: categories, to: &writer)
    writer.comma()
    if let score = answer.recommend { writer.integer(score) } else { writer.text("(空)") }
    writer.comma()
    writer.integer(answer.satisfaction)
    writer.comma()
    list(answer.reasons, of: reasons, to: &writer)
    writer.comma()
    writer.text(ages[answer.age])
    writer.text(answer.firstTime ? ",是," : ",否,")
    if let comment = answer.comment {
      writer.field(comments[comment])
    } else {
      writer.text("(空)")
    }
    writer.line()
  }

  /// An address of the ranges kept for documentation.
  private static func address(of answer: Answer, to writer: inout ByteWriter) {
    writer.text(["192.0.2.", "198.51.100.", "203.0.113."][answer.address % 3])
    writer.integer(answer.address / 3 % 254 + 1)
  }

  private static func list(_ chosen: [Int], of words: [[UInt8]], to writer: inout ByteWriter) {
    if chosen.isEmpty { writer.text("(空)") }
    for (place, word) in chosen.enumerated() {
      if place > 0 { writer.text("┋") }
      writer.text(words[word])
    }
  }
}
