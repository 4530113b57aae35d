import FupanMethods

/// The creators the campaign worked with, and their notes; the same at every scale.
struct Creators {
  struct Creator {
    let name: String
    let fans: Int
    let tier: String
    /// Cents.
    let cost: Int
    /// Per cent: 18-24, 25-34, 35-44, 45 and above.
    let ages: [Int]
    /// Per cent: first, second, lower tiers of cities.
    let regions: [Int]
    /// Per cent: high, middle, low spending.
    let spending: [Int]
    let notes: Int
    let alive: Int
    let advertising: Int
    let views: Int
    let organic: Int
    let hasCredential: Bool
  }

  struct Note {
    let creator: Int
    let title: Int
    let product: Int
    let published: Int
    let video: Bool
    let isAdvertising: Bool
    let isAlive: Bool
    let impressions: Int
    let views: Int
    let likes: Int
    let comments: Int
    let saves: Int
    let shares: Int
    let clicks: Int
    let orders: Int
    let sales: Int
    let deepComments: Int
  }

  static let count = 24
  static let notesEach = 12
  static let noteCount = count * notesEach
  /// The creator with most fans, whose notes vanish where the truth is planted.
  static let veto = 0

  private static let names = [
    "春日野餐家", "阿柚的厨房", "小满爱生活", "城南吃货团", "木木妈妈记", "团购侦探", "青禾手帐", "慢炖时光", "橘子测评室", "南风好物",
    "一只柠檬", "早安食堂", "晚晴家居", "露营老周", "茶小白", "奶爸日记", "豆包日常", "山茶花开", "周末去哪儿", "海盐小铺", "向日葵妈咪",
    "栗子探店", "松果生活志", "云朵厨房",
  ]

  let creators: [Creator]
  let notes: [Note]

  init(seed: UInt64, truths: PlantedTruths) {
    var random = RandomStream.stream(seed: seed, name: "creators")
    var creators: [Creator] = []
    for place in 0..<Self.count {
      let (fans, tier): (Int, String) =
        switch place {
        case 0: (random.within(1_800_000...2_400_000), "头部")
        case 1: (random.within(1_050_000...1_500_000), "头部")
        case 2: (random.within(550_000...900_000), "")
        case 3..<9: (random.within(105_000...480_000), "腰部")
        case 9..<11: (random.within(55_000...95_000), "")
        default: (random.within(11_000...48_000), "KOC")
        }
      let notes = random.within(60...240)
      let vanished = place == Self.veto && truths.contains(.creatorVeto)
      let alive = vanished ? random.within(58...66) : random.within(93...99)
      let views = fans / 100 * random.within(60...180)
      creators.append(
        Creator(
          name: Self.names[place], fans: fans, tier: tier,
          cost: fans / 1_000 * random.within(18...34) * 10,
          ages: Self.mix([
            random.within(15...40), random.within(25...45), random.within(12...30), 10,
          ]),
          regions: Self.mix([random.within(25...50), random.within(20...40), 20]),
          spending: Self.mix([random.within(15...45), random.within(30...50), 15]),
          notes: notes, alive: notes * alive / 100,
          advertising: notes * random.within(6...26) / 100,
          views: views, organic: views / 100 * random.within(55...92),
          hasCredential: random.chance(0.6)))
    }
    self.creators = creators
    var drawn: [Note] = []
    for (place, creator) in creators.enumerated() {
      let liked = place == Self.veto ? 90 : random.within(42...80)
      for _ in 0..<Self.notesEach {
        let views = max(creator.fans / 100 * random.within(4...22), 400)
        let likes = views * (liked + random.within(-12...12)) / 1_000
        let comments = likes * random.within(6...22) / 100
        let clicks = views * random.within(18...52) / 1_000
        let orders = clicks * random.within(6...30) / 1_000
        drawn.append(
          Note(
            creator: place, title: random.below(Notes.titles.count),
            product: random.below(Product.all.count),
            published: random.within(
              ShopCalendar.baseline.lowerBound...ShopCalendar.period.upperBound) * 86_400
              + random.within(8 * 3_600...23 * 3_600), video: random.chance(0.45),
            isAdvertising: random.chance(0.35),
            isAlive: random.chance(Double(creator.alive) / Double(creator.notes)),
            impressions: views * random.within(6...14), views: views, likes: likes,
            comments: comments, saves: views * random.within(22...58) / 1_000,
            shares: views * random.within(3...14) / 1_000, clicks: clicks, orders: orders,
            sales: orders * random.within(5_900...16_800),
            deepComments: comments * random.within(15...55) / 100))
      }
    }
    notes = drawn
  }

  /// Weights as per cents that add up to a hundred.
  private static func mix(_ weights: [Int]) -> [Int] {
    let total = weights.reduce(0, +)
    var parts = weights.map { 100 * $0 / total }
    parts[parts.count - 1] += 100 - parts.reduce(0, +)
    return parts
  }

  static func creatorID(_ creator: Int, to writer: inout ByteWriter) {
    writer.text("K")
    writer.padded(creator + 1, 2)
  }

  static func noteID(_ note: Int, to writer: inout ByteWriter) {
    writer.text("N")
    writer.padded(note + 1, 4)
  }

  func list(to writer: inout ByteWriter) {
    writer.text(
      """
      达人ID,达人昵称,粉丝数,层级,报价,18-24岁,25-34岁,35-44岁,45岁以上,一线,二线,三线及以下,高消费,中消费,低消费,\
      笔记总数,存活笔记数,广告笔记数,总阅读量,自然阅读量,资质

      """)
    for (place, creator) in creators.enumerated() {
      Self.creatorID(place, to: &writer)
      writer.comma()
      writer.string(creator.name)
      writer.comma()
      // As people write it: to the thousand from 万 up.
      writer.integer(creator.fans / 10_000)
      writer.text(".")
      writer.integer(creator.fans / 1_000 % 10)
      writer.text("万,")
      writer.string(creator.tier)
      writer.comma()
      writer.money(creator.cost)
      for share in creator.ages + creator.regions + creator.spending {
        writer.comma()
        writer.integer(share)
        writer.text("%")
      }
      for number in [
        creator.notes, creator.alive, creator.advertising, creator.views, creator.organic,
      ] {
        writer.comma()
        writer.integer(number)
      }
      writer.text(creator.hasCredential ? ",是\n" : ",否\n")
    }
  }

  func noteList(in context: ExportContext, to writer: inout ByteWriter) {
    writer.text(
      """
      笔记ID,达人ID,标题,发布时间,体裁,是否广告,是否存活,曝光,阅读,点赞,评论,收藏,分享,进店,成交单数,成交金额,深度评论数

      """)
    for (place, note) in notes.enumerated() {
      Self.noteID(place, to: &writer)
      writer.comma()
      Self.creatorID(note.creator, to: &writer)
      writer.comma()
      writer.field(Notes.titles[note.title] + context.products[note.product].name)
      writer.comma()
      writer.dateTime(note.published, in: context.calendar)
      writer.text(note.video ? ",视频" : ",图文")
      writer.text(note.isAdvertising ? ",是" : ",否")
      writer.text(note.isAlive ? ",是" : ",否")
      for number in [
        note.impressions, note.views, note.likes, note.comments, note.saves, note.shares,
        note.clicks, note.orders,
      ] {
        writer.comma()
        writer.integer(number)
      }
      writer.comma()
      writer.money(note.sales)
      writer.comma()
      writer.integer(note.deepComments)
      writer.line()
    }
  }
}
