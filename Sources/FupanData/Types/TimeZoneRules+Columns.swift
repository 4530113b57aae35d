extension TimeZoneRules {
  /// The civil times of many instants, as ``local(_:)``.
  package func locals(_ instants: [Int64]) -> [Int64] { mapped(instants) { $0 } }

  /// The civil days of many instants, as ``localDay(_:)``.
  package func localDays(_ instants: [Int64]) -> [Int32] {
    mapped(instants) { Int32(truncatingIfNeeded: InstantText.split($0).days) }
  }

  /// `body` of the civil time of each instant. Neighbours mostly share a season, so the table is
  /// asked once a season.
  @inline(__always)
  private func mapped<R: BitwiseCopyable>(_ instants: [Int64], _ body: (Int64) -> R) -> [R] {
    [R](unsafeUninitializedCapacity: instants.count) { target, initialized in
      initialized = instants.count
      var (start, end, offset): (Int64, Int64, Int64) = (1, 0, 0)
      instants.withUnsafeBufferPointer { instants in
        for row in 0..<instants.count {
          let instant = instants[row]
          if instant < start || instant >= end { (start, end, offset) = season(at: instant) }
          target.initializeElement(at: row, to: body(instant &+ offset))
        }
      }
    }
  }

  /// From when on and until when an offset holds that holds at an instant.
  private func season(at instant: Int64) -> (start: Int64, end: Int64, offset: Int64) {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if starts[middle] <= instant { low = middle } else { high = middle }
    }
    return (starts[low], low + 1 < starts.count ? starts[low + 1] : .max, offsets[low])
  }
}
