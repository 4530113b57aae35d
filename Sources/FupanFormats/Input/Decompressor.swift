/// A library's state while it decompresses one member after the other, at a place that does not move.
protocol Decompressor: Sendable {
  /// Takes bytes in and gives bytes out, as many as there are or go in.
  func step(
    _ input: ArraySlice<UInt8>, into output: UnsafeMutableRawBufferPointer
  ) -> DecompressionStep

  /// Makes ready for the next member.
  func reset()
}

/// What one call of a decompressor did.
struct DecompressionStep {
  enum Outcome { case more, memberEnd, damaged }

  var consumed: Int
  var produced: Int
  var outcome: Outcome

  static let failed = DecompressionStep(consumed: 0, produced: 0, outcome: .damaged)
}
