/// The least time of several runs of some work, which other processes can only lengthen.
struct Measurement {
  let nanosecondsPerRow: Double
  /// What the work gave, so that it cannot be left out, and so that both sides can be compared.
  let result: Int64

  init(rows: Int, repeats: Int = 15, _ work: () -> Int64) {
    var least = Duration.seconds(1_000_000)
    var result: Int64 = 0
    let clock = ContinuousClock()
    for _ in 0..<repeats {
      least = min(least, clock.measure { result = work() })
    }
    self.result = result
    let (seconds, attoseconds) = least.components
    nanosecondsPerRow =
      (Double(seconds) * 1e9 + Double(attoseconds) / 1e9) / Double(rows)
  }
}
