import CZlib
import Synchronization

/// zlib's decompression: gzip, or the bare deflate of zip archives.
final class Inflater: Decompressor {
  private struct State: ~Copyable {
    let stream: UnsafeMutablePointer<z_stream>
    let isReady: Bool

    init(windowBits: Int32) {
      stream = .allocate(capacity: 1)
      stream.initialize(to: z_stream())
      isReady = fupan_inflate_init(stream, windowBits) == Z_OK
    }

    deinit {
      if isReady { inflateEnd(stream) }
      stream.deallocate()
    }
  }

  private let state: Mutex<State>

  /// - Parameter windowBits: 15 + 16 for gzip, -15 for bare deflate.
  init(windowBits: Int32) { state = Mutex(State(windowBits: windowBits)) }

  func step(
    _ input: ArraySlice<UInt8>, into output: UnsafeMutableRawBufferPointer
  ) -> DecompressionStep {
    input.withUnsafeBytes { input in
      state.withLock(reading: input, writing: output) { state, input, output in
        guard state.isReady else { return .failed }
        let stream = state.stream
        let capacity = min(output.count, Int(UInt32.max))
        stream.pointee.next_in = UnsafeMutableRawPointer(mutating: input.baseAddress)?
          .assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(input.count)
        stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(capacity)
        let code = CZlib.inflate(stream, Z_NO_FLUSH)
        let outcome: DecompressionStep.Outcome =
          switch code {
          case Z_OK, Z_BUF_ERROR: .more
          case Z_STREAM_END: .memberEnd
          default: .damaged
          }
        return DecompressionStep(
          consumed: input.count - Int(stream.pointee.avail_in),
          produced: capacity - Int(stream.pointee.avail_out), outcome: outcome)
      }
    }
  }

  func reset() { state.withLock { _ = inflateReset($0.stream) } }
}
