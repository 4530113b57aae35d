import FupanData
import Testing

/// What selection finds is what sorting would.
@Suite struct SelectionTests {
  @Test func everyPositionIsThatOfTheSortedValues() {
    var state: UInt64 = 20_260_412
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    for count in [1, 2, 16, 17, 18, 100, 1000] {
      for spread in [1, 3, 50, 1_000_000] {
        let values = (0..<count).map { _ in next(spread) }
        let sorted = values.sorted()
        for position in stride(from: 0, to: count, by: max(1, count / 37)) {
          var rest = values
          let found = rest.withUnsafeMutableBufferPointer {
            Selection.value(at: position, in: $0)
          }
          #expect(found == sorted[position])
          #expect(rest[..<position].allSatisfy { $0 <= found })
          #expect(rest[position...].allSatisfy { $0 >= found })
          // From there on the rest is looked at alone.
          let next = min(position + 3, count - 1)
          let second = rest.withUnsafeMutableBufferPointer {
            Selection.value(at: next, from: position, in: $0)
          }
          #expect(second == sorted[next])
        }
      }
    }
  }
}
