/// The invented names and words of the exports, as bytes.
enum Vocabulary {
  static let familyNames = encode([
    "林", "周", "陈", "许", "沈", "叶", "苏", "方", "江", "宋", "𠮷田", "白",
  ])
  static let nicknames = encode([
    "小满", "阿禾", "晴天", "Momo", "団子", "青柠🍋", "向日葵🌻", "一颗栗子", "木木🌲", "Lucky·柚",
    "=1+1", "+小米", "@山茶", "-晚风-", "春日,来信", "“简”", "👩‍👩‍👧一家", "小鹿\u{200B}", "海盐", "豆包🫘",
  ])
  static let staff: [(account: [UInt8], name: [UInt8], department: [UInt8])] = [
    ("yunying01", "运营·小夏", "社群运营部"), ("yunying02", "运营·小秋", "社群运营部、华南区"),
    ("daogou01", "导购·阿青", "门店一部"), ("daogou02", "导购·阿紫", "门店一部、周末班"),
    ("kefu01", "客服·小暖", "客服部"), ("kefu02", "客服·小安", "客服部"),
    ("tuanzhang", "团长助理", "社群运营部"), ("dianzhang", "店长", "总店"),
  ].map { (Array($0.0.utf8), Array($0.1.utf8), Array($0.2.utf8)) }
  static let addWays = encode(["扫一扫", "群聊", "名片分享", "搜索手机号"])
  static let levels = encode(["普通会员", "银卡", "金卡"])
  static let interests = encode(["生鲜", "茶饮", "母婴", "家居", "宠物", "户外"])
  static let distributors = encode([
    "团长·春晓", "团长·夏禾", "团长·秋实", "团长·冬宁", "团长·南风", "团长·北辰", "团长·东篱", "团长·西岭",
    "团长·云朵", "团长·星河", "团长·晨曦", "团长·暮雪", "团长·松果", "团长·杏花", "团长·竹影", "团长·荷塘",
    "团长·稻香", "团长·麦浪", "团长·橘子", "团长·石榴", "团长·青梅", "团长·白鹭", "团长·喜鹊", "团长·燕子",
  ])
  static let buyerNotes = encode([
    "——", "——", "——", "请放驿站", "周末送, 谢谢", "不要辣", "备注:\"轻放\"", "送前电话",
  ])
  static let sellerNotes = encode(["——", "——", "——", "老客户,加赠小样", "已核对地址"])

  static func encode(_ words: [String]) -> [[UInt8]] {
    words.map { Array($0.utf8) }
  }
}
