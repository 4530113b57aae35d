/// Finds what stands at a position among values in order, without ordering them all.
package enum Selection {
  /// The value that would be at a position if the values were sorted (Hoare 1961, Algorithm 65:
  /// Find), the pivot being the median of three. Afterwards no value before the position is larger,
  /// and none behind it smaller.
  ///
  /// Always inlined, since left to itself the compiler calls it without knowing the type.
  ///
  /// - Precondition: no value before `start` is larger than one from there on, and the position is
  ///   not before it.
  @inlinable @inline(__always)
  package static func value<Element: Comparable>(
    at position: Int, from start: Int = 0, in values: UnsafeMutableBufferPointer<Element>
  ) -> Element {
    var low = start
    var high = values.count - 1
    while high - low > 16 {
      let middle = low + (high - low) / 2
      if values[middle] < values[low] { values.swapAt(middle, low) }
      if values[high] < values[low] { values.swapAt(high, low) }
      if values[high] < values[middle] { values.swapAt(high, middle) }
      let pivot = values[middle]
      var (left, right) = (low, high)
      while left <= right {
        while values[left] < pivot { left += 1 }
        while pivot < values[right] { right -= 1 }
        if left <= right {
          values.swapAt(left, right)
          left += 1
          right -= 1
        }
      }
      if position <= right {
        high = right
      } else if position >= left {
        low = left
      } else {
        return values[position]
      }
    }
    var rest = values[low...high]
    rest.sort()
    return values[position]
  }
}
