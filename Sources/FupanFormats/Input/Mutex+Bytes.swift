import Synchronization

extension Mutex where Value: ~Copyable {
  /// Runs `body` on the state with bytes to read and room to write, as libraries of C want them.
  ///
  /// The lock lets no pointer in, so addresses go in as numbers; they are valid for this call only.
  func withLock<Result: Sendable>(
    reading input: UnsafeRawBufferPointer,
    writing output: UnsafeMutableRawBufferPointer = UnsafeMutableRawBufferPointer(
      start: nil, count: 0),
    _ body:
      @Sendable (
        inout Value, UnsafeRawBufferPointer, UnsafeMutableRawBufferPointer
      ) -> Result
  ) -> Result {
    let (source, sourceCount) = (UInt(bitPattern: input.baseAddress), input.count)
    let (target, targetCount) = (UInt(bitPattern: output.baseAddress), output.count)
    return withLock { state in
      body(
        &state,
        UnsafeRawBufferPointer(start: UnsafeRawPointer(bitPattern: source), count: sourceCount),
        UnsafeMutableRawBufferPointer(
          start: UnsafeMutableRawPointer(bitPattern: target), count: targetCount))
    }
  }
}
