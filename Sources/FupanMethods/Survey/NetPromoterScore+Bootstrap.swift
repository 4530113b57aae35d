extension NetPromoterScore {
  /// The percentile bootstrap interval of the score (Efron and Tibshirani 1993).
  ///
  /// Replicate b draws from the stream (`name`, b), so no order of work shows. Nil without answers.
  package func bootstrapInterval(
    seed: UInt64, name: String, replicates: Int = 2000, level: Double = Interval.defaultLevel
  ) -> Interval? {
    let n = score.n
    guard n > 0, replicates > 0, let tail = Self.tail(of: level) else { return nil }
    let sums = (0..<replicates).map { replicate in
      var random = RandomStream.stream(seed: seed, name: name, replicate: UInt64(replicate))
      var sum = 0
      for _ in 0..<n {
        let answer = random.below(n)
        if answer < promoters { sum += 1 } else if answer >= promoters + passives { sum -= 1 }
      }
      return 100 * Double(sum) / Double(n)
    }.sorted()
    let (lower, upper) = tail
    return Interval(
      Quantile.type7(lower, ofSorted: sums), Quantile.type7(upper, ofSorted: sums), level: level,
      method: .bootstrap)
  }

  /// Both tails of a level as fractions of a million.
  private static func tail(of level: Double) -> (Fraction, Fraction)? {
    guard level > 0, level < 1 else { return nil }
    let lower = Int64(((1 - level) / 2 * 1e6).rounded())
    return (Fraction(lower, over: 1_000_000), Fraction(1_000_000 - lower, over: 1_000_000))
  }
}
