extension Range<Int> {
  /// The first position for which something is true that stays so from there on; the upper bound
  /// where it never is.
  func firstPosition(where isTrue: (Int) -> Bool) -> Int {
    var (low, high) = (lowerBound, upperBound)
    while low < high {
      let middle = (low + high) / 2
      if isTrue(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
