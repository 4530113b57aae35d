extension Array {
  /// The same elements, each at its place.
  ///
  /// - Precondition: `places` holds each position once.
  @inlinable package func placed(_ places: [Int32]) -> [Element] {
    [Element](unsafeUninitializedCapacity: count) { target, initialized in
      withUnsafeBufferPointer { elements in
        places.withUnsafeBufferPointer { places in
          for index in 0..<elements.count {
            target.initializeElement(at: Int(places[index]), to: elements[index])
          }
        }
      }
      initialized = count
    }
  }
}
