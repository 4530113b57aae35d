import FupanData

/// Tables of seeded random rows with every type, few different keys, ties, missing values and empty
/// text.
struct RandomTable {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  static let schema = Schema([
    Field("id", .integer), Field("shop", .text), Field("paid", .decimal(scale: 2)),
    Field("total", .wideDecimal(scale: 4)), Field("score", .number), Field("first", .bool),
    Field("day", .date), Field("at", .timestamp), Field("tags", .list), Field("pieces", .integer),
  ])

  /// `id` is 0, 1, 2 …; every other column repeats its values and lacks about one in eight.
  mutating func rows(_ count: Int) -> Table {
    let shops = ["", "社群", "直播", "a", "B", "Straße", "춘", "👍🏽"]
    let tags = ["价格", "品质", "a", ""]
    let rows = (0..<count).map { id -> [Value] in
      [
        .integer(Int64(id)), maybe(.text(shops[below(shops.count)])),
        maybe(.decimal(Int128(below(2000) - 1000), scale: 2)),
        maybe(.decimal(Int128(below(1_000_000)) * 1_000_000_007 - 500_000, scale: 4)),
        maybe(.number(Double(below(4000) - 2000) / 64 + 0.1)), maybe(.bool(below(2) == 0)),
        maybe(.date(Int32(20_500 + below(40)))),
        maybe(.timestamp(Int64(below(2_000_000)) * 1_000_250_000)),
        maybe(.list((0..<below(4)).map { _ in tags[below(tags.count)] })),
        maybe(.integer(Int64(below(7) - 3))),
      ]
    }
    return Table(RandomTable.schema, rows: rows)
  }

  private mutating func maybe(_ value: Value) -> Value { below(8) == 0 ? .missing : value }

  private mutating func below(_ limit: Int) -> Int {
    // SplitMix64 (Steele, Lea and Flood 2014).
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(limit))
  }
}
