import CBzip2
import Synchronization

/// bzip2's decompression.
final class Bzip2Decompressor: Decompressor {
  private struct State: ~Copyable {
    let stream: UnsafeMutablePointer<bz_stream>
    var isReady: Bool

    init() {
      stream = .allocate(capacity: 1)
      stream.initialize(to: bz_stream())
      isReady = BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK
    }

    /// The library has no other way to begin anew.
    mutating func restart() {
      if isReady { BZ2_bzDecompressEnd(stream) }
      stream.pointee = bz_stream()
      isReady = BZ2_bzDecompressInit(stream, 0, 0) == BZ_OK
    }

    deinit {
      if isReady { BZ2_bzDecompressEnd(stream) }
      stream.deallocate()
    }
  }

  private let state = Mutex(State())

  func step(
    _ input: ArraySlice<UInt8>, into output: UnsafeMutableRawBufferPointer
  ) -> DecompressionStep {
    input.withUnsafeBytes { input in
      state.withLock(reading: input, writing: output) { state, input, output in
        guard state.isReady else { return .failed }
        let stream = state.stream
        let capacity = min(output.count, Int(UInt32.max))
        stream.pointee.next_in = UnsafeMutableRawPointer(mutating: input.baseAddress)?
          .assumingMemoryBound(to: CChar.self)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: CChar.self)
        stream.pointee.avail_out = UInt32(capacity)
        let code = BZ2_bzDecompress(stream)
        let outcome: DecompressionStep.Outcome =
          switch code {
          case BZ_OK: .more
          case BZ_STREAM_END: .memberEnd
          default: .damaged
          }
        return DecompressionStep(
          consumed: input.count - Int(stream.pointee.avail_in),
          produced: capacity - Int(stream.pointee.avail_out), outcome: outcome)
      }
    }
  }

  func reset() { state.withLock { $0.restart() } }
}
