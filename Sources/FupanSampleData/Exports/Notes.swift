import FupanMethods

/// 小红书 笔记列表明细表: a banner in every cell of the first line, the header in the second.
enum Notes {
  /// One note with what it reached.
  struct Note {
    let title: Int
    let subject: Int
    let published: Int
    let video: Bool
    let impressions: Int
    let views: Int
    /// Thousandths: 106 is 0.106.
    let clickRate: Int
    let likes: Int
    let comments: Int
    let saves: Int
    let follows: Int
    let shares: Int
    /// Hundredths of a second.
    let dwell: Int
    let bullets: Int?
  }

  static let titles = Vocabulary.encode([
    "春日焕新|", "姐妹们冲！", "社区小店宝藏:", "“真香”测评, ", "懒人必备🌸", "一周食谱之",
    "邻居都在拼的", "开箱\"惊喜\"",
  ])

  static func header(to writer: inout ByteWriter) {
    writer.byteOrderMark()
    for column in 0..<13 {
      if column > 0 { writer.comma() }
      writer.text("最多导出排序后前1000条笔记")
    }
    writer.text("\n笔记标题,首次发布时间,体裁,曝光,观看量,封面点击率,点赞,评论,收藏,涨粉,分享,人均观看时长,弹幕\n")
  }

  static func notes(of block: Block) -> [Note] {
    var random = block.random("notes")
    var times: [Int] = []
    for _ in 0..<Block.notes {
      times.append(
        random.within(ShopCalendar.baseline.lowerBound...ShopCalendar.period.upperBound) * 86_400
          + random.within(8 * 3_600...23 * 3_600))
    }
    times.sort { $0 > $1 }
    return times.map { time in
      let video = random.chance(0.42)
      let hit = random.chance(0.06)
      var impressions = random.within(300...9_000) * (hit ? 12 : 1)
      let clickRate = random.within(30...180)
      // What is shown as 1.2万 is known to the thousand only.
      if impressions >= 10_000 { impressions = impressions / 1_000 * 1_000 }
      let views = impressions * clickRate / 1_000
      let likes = views * random.within(20...90) / 1_000
      let saves = views * random.within(10...60) / 1_000
      return Note(
        title: random.below(titles.count), subject: random.below(Product.all.count),
        published: time, video: video, impressions: impressions, views: views,
        clickRate: clickRate, likes: likes, comments: likes * random.within(5...30) / 100,
        saves: saves, follows: views * random.within(0...12) / 1_000,
        shares: saves * random.within(5...45) / 100, dwell: random.within(400...6_200),
        bullets: video ? random.below(30) : nil)
    }
  }

  static func title(of note: Note, in context: ExportContext, to writer: inout ByteWriter) {
    writer.field(titles[note.title] + context.products[note.subject].name)
  }

  static func row(_ note: Note, in context: ExportContext, to writer: inout ByteWriter) {
    title(of: note, in: context, to: &writer)
    writer.comma()
    writer.chineseTime(note.published, in: context.calendar)
    writer.text(note.video ? ",视频," : ",图文,")
    if note.impressions >= 10_000 {
      writer.integer(note.impressions / 10_000)
      writer.text(".")
      writer.integer(note.impressions / 1_000 % 10)
      writer.text("万")
    } else {
      writer.integer(note.impressions)
    }
    writer.comma()
    writer.integer(note.views)
    writer.text(",0.")
    writer.padded(note.clickRate, 3)
    for count in [note.likes, note.comments, note.saves, note.follows, note.shares] {
      writer.comma()
      writer.integer(count)
    }
    writer.comma()
    writer.integer(note.dwell / 100)
    writer.text(".")
    writer.padded(note.dwell % 100, 2)
    writer.text("秒,")
    if let bullets = note.bullets { writer.integer(bullets) } else { writer.text("-") }
    writer.line()
  }
}
