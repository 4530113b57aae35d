import FupanMethods

/// 售后回访, a 问卷星 survey downloaded as numbers: -3 for skipped, -2 for empty, a matrix, a ranking.
enum FollowUp {
  struct Answer {
    let number: Int
    let submitted: Int
    let seconds: Int
    let place: Int
    /// The option: 0 for 社群.
    let channel: Int
    let recommend: Int?
    /// 物流, 包装, 客服, 品质; nil where the question did not apply.
    let scores: [Int?]
    /// 价格, 品质, 速度, 服务, the most important first; empty where nobody answered.
    let ranking: [Int]
    let chosen: [Bool]
  }

  static let channels = Vocabulary.encode(["社群", "朋友圈", "公众号", "小红书", "抖音"])
  static let answers = 500
  /// The place of the channel that does badly where the truth is planted.
  private static let gap = 4

  static func header(to writer: inout ByteWriter) {
    writer.byteOrderMark()
    writer.text(
      """
      序号,提交答卷时间,所用时间,来源,来源详情,来自IP,1、您最常从哪里下单？,\
      2、您有多大可能再向朋友推荐我们？(0-10分),第3题(物流速度),第3题(包装),第3题(客服),第3题(商品品质),\
      "4、请按重要程度排序(价格,品质,速度,服务)",第5题(价格实惠),第5题(品质好),第5题(送货快),第5题(团长热心)

      """)
  }

  static func answers(of block: Block) -> [Answer] {
    var random = block.random("follow-up")
    var times: [Int] = []
    for _ in 0..<answers {
      times.append(random.within((355 * 86_400 + 32_400)...(365 * 86_400 + 32_400)))
    }
    times.sort()
    return times.enumerated().map { place, time in
      let channel = random.place([34, 14, 13, 19, 20], total: 100)
      let isGap = channel == gap && block.truths.contains(.recommendationGap)
      let mood = random.place(isGap ? [24, 28, 48] : [54, 28, 18], total: 100)
      let recommend =
        switch mood {
        case 0: random.within(9...10)
        case 1: random.within(7...8)
        default: random.below(7)
        }
      let asked = random.chance(0.7)
      let scores = (0..<4).map { item -> Int? in
        let score = min(max(5 - mood - random.below(2) + random.below(2), 1), 5)
        return item == 2 && !asked ? nil : score
      }
      var ranking = [0, 1, 2, 3]
      random.shuffle(&ranking)
      // Quality comes first more often than chance would have it.
      if random.chance(0.4), let at = ranking.firstIndex(of: 1) { ranking.swapAt(0, at) }
      return Answer(
        number: block.number * answers + place + 1, submitted: time,
        seconds: random.within(18...420), place: random.place(Place.shares, total: 100),
        channel: channel, recommend: random.chance(0.02) ? nil : recommend, scores: scores,
        ranking: random.chance(0.04) ? [] : ranking,
        chosen: [0.5, 0.45, 0.3, 0.35].map { random.chance($0) })
    }
  }

  static func row(_ answer: Answer, in context: ExportContext, to writer: inout ByteWriter) {
    writer.integer(answer.number)
    writer.comma()
    writer.unpaddedTime(answer.submitted, in: context.calendar)
    writer.comma()
    writer.integer(answer.seconds)
    writer.text("秒,微信,群消息,203.0.113.")
    writer.integer(answer.number * 37 % 254 + 1)
    writer.text("(")
    let place = context.places[answer.place]
    writer.text(Array(place.region.dropLast(3)))
    writer.text("-")
    writer.text(Array(place.city.dropLast(3)))
    writer.text("),")
    writer.integer(answer.channel + 1)
    writer.comma()
    writer.integer(answer.recommend ?? -2)
    for score in answer.scores {
      writer.comma()
      writer.integer(score ?? -3)
    }
    writer.comma()
    if answer.ranking.isEmpty { writer.integer(-2) }
    for (place, option) in answer.ranking.enumerated() {
      if place > 0 { writer.text("→") }
      writer.integer(option + 1)
    }
    for isChosen in answer.chosen { writer.text(isChosen ? ",1" : ",0") }
    writer.line()
  }
}

extension CleanTwin {
  static let followUp: StaticString = """
    resp_id,submit_at,duration_s,channel,recommend,logistics,packaging,service,quality,ranking,\
    cheap,good,fast,kind

    """

  static func followUp(
    _ answer: FollowUp.Answer, in context: ExportContext, to writer: inout ByteWriter
  ) {
    writer.integer(answer.number)
    writer.comma()
    writer.utc(answer.submitted, in: context.calendar)
    writer.comma()
    writer.integer(answer.seconds)
    writer.comma()
    writer.text(FollowUp.channels[answer.channel])
    for score in [answer.recommend] + answer.scores {
      writer.comma()
      if let score { writer.integer(score) }
    }
    writer.comma()
    for (place, option) in answer.ranking.enumerated() {
      if place > 0 { writer.text("→") }
      writer.integer(option + 1)
    }
    for isChosen in answer.chosen { writer.text(isChosen ? ",1" : ",0") }
    writer.line()
  }
}
