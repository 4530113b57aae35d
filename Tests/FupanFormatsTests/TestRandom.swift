/// Seeded random numbers for generated cases (SplitMix64, Steele et al. 2014).
struct TestRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

  /// A cell as it stands in a clean file: plain, empty, or quoted with quotes and line ends in it.
  mutating func cell() -> String {
    let plain = ["", "1", "中文", "a b", "12.50", "x\"y", " "]
    let quoted = ["\"\"", "\"a,b\"", "\"q\"\"q\"", "\"two\nlines\"", "\"two\r\nlines\"", "\"订单\""]
    return below(2) == 0 ? plain[below(plain.count)] : quoted[below(quoted.count)]
  }
}
