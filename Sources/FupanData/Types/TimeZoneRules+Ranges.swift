extension TimeZoneRules {
  /// The civil times around `local` that each belong to exactly one instant, all at one offset: what
  /// a loop over many times keeps, so that it asks once a season. Nil in a gap or an overlap.
  ///
  /// Times and offset are microseconds.
  package func plainTimes(around local: Int64) -> (range: Range<Int64>, offset: Int64)? {
    for (index, offset) in offsets.enumerated() {
      var low = Int64.min
      var high = Int64.max
      if index > 0 {
        low = starts[index] + max(offset, offsets[index - 1])
      }
      if index + 1 < starts.count {
        high = starts[index + 1] + min(offset, offsets[index + 1])
      }
      if low <= local, local < high { return (low..<high, offset) }
    }
    return nil
  }
}
