import Testing

@testable import FupanFormats

/// Lines are counted eight bytes at a time; a byte at a time gives the same.
@Suite struct LineCountTests {
  @Test(arguments: 0..<40)
  func countsWhatABytewiseLookFinds(seed: Int) {
    var state = UInt64(seed + 1)
    let bytes = (0..<seed * 3).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return [10, 13, 11, 138, 141, 97, 0, 255][Int(state >> 61)] as UInt8
    }
    bytes.withUnsafeBufferPointer { buffer in
      for start in 0..<min(9, bytes.count + 1) {
        let range = start..<bytes.count
        #expect(buffer.lineFeedCount(in: range) == range.count { bytes[$0] == 10 })
        let lines = range.count { index in
          let isBeforeFeed = index + 1 < bytes.count && bytes[index + 1] == 10
          return bytes[index] == 10 || (bytes[index] == 13 && !isBeforeFeed)
        }
        #expect(buffer.lineEndCount(in: range) == lines)
      }
    }
  }
}
