/// Whence a visitor comes; the raw values are positions in ``all``.
struct Channel {
  let name: String
  /// What the mini-program's events say; nil where they say nothing.
  let utm: (source: StaticString, medium: StaticString)?
  /// Another spelling of the source that the same channel also comes with.
  let otherSource: StaticString?
  /// How many of a hundred visitors come this way.
  let share: Int

  static let all: [Channel] = [
    Channel(name: "社群", utm: ("wecom", "group"), otherSource: nil, share: 30),
    Channel(name: "朋友圈", utm: ("wechat", "moments"), otherSource: nil, share: 14),
    Channel(name: "公众号", utm: ("mp", "article"), otherSource: nil, share: 13),
    Channel(name: "小红书", utm: ("xiaohongshu", "note"), otherSource: "xhs", share: 17),
    Channel(name: "抖音", utm: ("douyin", "feed"), otherSource: nil, share: 18),
    Channel(name: "直接访问", utm: nil, otherSource: nil, share: 8),
  ]
  static let winner = 0
  static let shares = all.map(\.share)
}
