/// What the shop sells; a product's number is its place in ``all``.
struct Product {
  let name: [UInt8]
  /// Cents.
  let price: Int

  init(_ name: String, _ price: Int) {
    self.name = Array(name.utf8)
    self.price = price
  }

  static let all: [Product] = [
    Product("高山云雾春茶 125g", 12_800), Product("明前龙芽礼盒", 26_800),
    Product("当季草莓 2斤装", 5_980), Product("本地土鸡蛋 30枚", 4_590),
    Product("手工青团 8只", 3_680), Product("春笋腊肉煲半成品", 6_890),
    Product("有机小青菜组合", 2_990), Product("冷榨菜籽油 1.8L", 8_850),
    Product("原味酸奶 12杯", 4_980), Product("儿童牙膏三支装", 3_990),
    Product("竹纤维毛巾 4条", 4_560), Product("柔软抽纸 24包", 5_290),
    Product("柠檬洗衣凝珠 60颗", 5_870), Product("便携养生壶", 15_900),
    Product("防晒渔夫帽, 可折叠", 6_900), Product("亲子风筝“春燕”", 4_900),
    Product("露营折叠椅", 11_900), Product("香薰蜡烛 200g", 7_950),
    Product("多肉盆栽 6盆", 3_560), Product("猫咪冻干 500g", 9_960),
    Product("精品挂耳咖啡 20包", 6_980), Product("全麦欧包 4只", 3_280),
    Product("鲜切牛腱 1kg", 10_950), Product("深海鳕鱼排 6片", 8_990),
  ]
  /// What nobody ever ordered; their numbers follow those of ``all``.
  static let unsold: [Product] = [
    Product("陶瓷马克杯（旧款）", 3_900), Product("去年秋茶散装 250g", 8_800), Product("圣诞香薰礼盒", 12_900),
  ]

  /// The kind of goods of a number, as the shop sorts them.
  static func category(of number: Int) -> StaticString {
    switch number {
    case 0, 1, 25: "茶饮"
    case 2...6, 8, 20...23: "生鲜食品"
    case 7: "粮油"
    case 9...12: "日用品"
    case 13, 17, 24, 26: "家居"
    case 14...16: "户外"
    case 18: "园艺"
    default: "宠物"
    }
  }

  /// What the shop pays for one, in cents: between half and two thirds of the price.
  static func cost(of number: Int) -> Int {
    listed[number].price * (50 + number * 7 % 17) / 100
  }

  /// Everything on the product list.
  static let listed = all + unsold
}
