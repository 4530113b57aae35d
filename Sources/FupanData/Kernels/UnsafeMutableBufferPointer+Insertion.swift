extension UnsafeMutableBufferPointer {
  /// Puts a few elements in order, equal ones as they stand: nothing is cheaper than moving each to its
  /// place.
  @inlinable @inline(__always)
  package func orderByInsertion(_ isBefore: (Element, Element) -> Bool) {
    for index in 1..<Swift.max(count, 1) {
      let moved = self[index]
      var place = index
      while place > 0, isBefore(moved, self[place - 1]) {
        self[place] = self[place - 1]
        place -= 1
      }
      self[place] = moved
    }
  }
}
